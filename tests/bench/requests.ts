/** Requests as they go over the wire. */
import type { Measured } from './load/plan'

/** A GET of a kept connection. */
export function get(port: number, target: string, headers: Record<string, string> = {}): string {
  return request('GET', port, target, headers)
}

/** A request of the API by the bearer of a token. `given` is sent as JSON. */
export function call(method: 'POST' | 'PUT' | 'DELETE', port: number, target: string, token: string, given?: object): string {
  const body = given === undefined ? '' : JSON.stringify(given)
  const about: Record<string, string> = given === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
  return request(method, port, target, { authorization: `Bearer ${token}`, ...about }) + body
}

function request(method: string, port: number, target: string, headers: Record<string, string>): string {
  const lines = Object.entries({ host: `localhost:${port}`, 'user-agent': 'bench', accept: '*/*', ...headers }).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}

/** Throws unless every answer of a load had the status that it should have, so that no refusal is measured as speed. */
export function expectOnly(status: number, load: Measured, what: string): void {
  const others = Object.entries(load.statuses).filter(([found, count]) => Number(found) !== status && count > 0)
  if (others.length > 0 || load.broken > 0 || answersOf(load) === 0) throw new Error(`${what}: ${JSON.stringify(load.statuses)} instead of ${status} alone, ${load.broken} connections broken`)
}

/** The bytes of one body in the mean, over all answers of a load. */
export function bytesEach(load: Measured): number {
  return load.bytes / answersOf(load)
}

/** All answers of a load, those that came after its time too. */
export function answersOf(load: Measured): number {
  return Object.values(load.statuses).reduce((sum, count) => sum + count, 0)
}
