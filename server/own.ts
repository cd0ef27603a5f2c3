/** What the front answers without Next.js: the state of the process, files, and a preflight for the public API. */
import { timingSafeEqual } from 'node:crypto'
import { isLoopbackAddress, plainAddress } from './address'
import { refusalAnswer, textAnswer } from './answer'
import type { Answer, Surroundings } from './answer'
import type { Assets } from './assets'
import { keptForGood, neverKept } from './headers'
import type { Metrics } from './metrics'
import { speculationPath, speculationRules } from './speculation'
import { joined } from './visit'
import type { Visit } from './visit'

export type Readiness = { ready: boolean; writes: 'taken' | 'refused'; reason?: string }

export type Own = { assets: Assets; metrics: Metrics; metricsToken: string | null; readiness: () => Promise<Readiness>; dev: boolean }

/** The front's own answer to a visit, or null where the pages must be asked. */
export async function ownAnswer(visit: Visit, own: Own, around: Surroundings): Promise<Answer | null> {
  if (visit.path === '/healthz') return unkept(textAnswer(200, 'text/plain', 'ok\n'))
  if (visit.path === '/readyz') return readiness(await own.readiness())
  if (visit.path === '/metrics') {
    return mayReadMetrics(visit, own.metricsToken) ? unkept(textAnswer(200, 'text/plain; version=0.0.4', own.metrics.text())) : nothing(around)
  }
  if (visit.path === speculationPath) return { status: 200, headers: { 'content-type': 'application/speculationrules+json', 'cache-control': keptForGood }, body: speculationRules }
  if (visit.method === 'OPTIONS') return visit.kind === 'api' ? preflight() : null
  if (visit.kind === 'file') {
    const file = await own.assets.answer(visit.path, joined(visit.request.headers['accept-encoding']))
    // In development Next.js builds its scripts and styles when they are asked for.
    return file ?? (own.dev && visit.path.startsWith('/_next/') ? null : nothing(around))
  }
  // Addresses by which Next.js's client asks for its data, whatever page they name.
  if (/\.rsc$|\.segments\//.test(visit.path)) return nothing(around)
  return slashes(visit)
}

function readiness(state: Readiness): Answer {
  return unkept(textAnswer(state.ready ? 200 : 503, 'application/json', `${JSON.stringify(state)}\n`))
}

/** With METRICS_TOKEN its bearer; without, only who asks this machine directly: a proxy in front would name itself. */
export function mayReadMetrics(visit: Pick<Visit, 'request'>, token: string | null): boolean {
  const { headers, socket } = visit.request
  if (token !== null) return isSame(headers.authorization ?? '', `Bearer ${token}`)
  const forwarded = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded', 'via'].some(name => headers[name] !== undefined)
  return !forwarded && isLoopbackAddress(plainAddress(socket.remoteAddress ?? '') ?? '')
}

function preflight(): Answer {
  return {
    status: 204, body: Buffer.alloc(0),
    headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, HEAD', 'access-control-allow-headers': 'accept, content-type, if-none-match', 'access-control-max-age': '86400' },
  }
}

// One address for one page: no slash at the end, none doubled. A doubled one at the start would name another host.
function slashes(visit: Visit): Answer | null {
  const plain = visit.path.replace(/\/{2,}/g, '/').replace(/(?!^)\/$/, '')
  if (plain === visit.path) return null
  if (visit.method !== 'GET' && visit.method !== 'HEAD') return null
  return { status: 308, headers: { location: plain + visit.query }, body: Buffer.alloc(0) }
}

function nothing(around: Surroundings): Answer {
  return refusalAnswer({ status: 404, say: 'There is no such file here.' }, around)
}

function unkept(answer: Answer): Answer {
  return { ...answer, headers: { ...answer.headers, 'cache-control': neverKept } }
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
