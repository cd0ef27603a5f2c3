/** The shortest way: a GET of a page that is finished, fresh and the same for everybody. Whatever is unusual about a request takes
 *  the long way, which refuses, makes or composes. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '@/config'
import { remembering } from '@/config/memo'
import { clientAddress } from './address'
import { namesTag } from './finished-page'
import type { FinishedPage, Form } from './finished-page'
import { headersFit } from './gate'
import { addressMark } from './log'
import type { Metrics } from './metrics'
import type { RequestLines } from './request-lines'
import { isOwnHost } from './site'
import { joined } from './visit'
import type { VisitCounter } from './visit-counter'

export type QuickParts = {
  config: Config
  fresh: (url: string) => FinishedPage | undefined
  metrics: Metrics
  lines: RequestLines
  /** Counts visits; null where nobody does. */
  visits: Pick<VisitCounter, 'saw'> | null
  /** A connection that waited has asked something. */
  asked: (socket: Socket) => void
  /** Counts an answer that its reader has not taken at once. */
  slow: (socket: Socket, address: string, response: ServerResponse) => void
}

export class Quick {
  readonly #parts: QuickParts

  constructor(parts: QuickParts) {
    this.#parts = parts
  }

  /** Answers at once, or returns false and has done nothing. */
  answers(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const page = this.#parts.fresh(request.url ?? '')
    if (page === undefined) return false
    const asked = readPlainly(request.rawHeaders)
    if (asked === null || !this.#isOwn(asked.host)) return false
    const form = page.ready(asked.accepted)
    if (form === null) return false
    const { socket } = request
    this.#parts.asked(socket)
    const status = sendForm(response, form, asked.known, request.method === 'HEAD')
    if (socket.writableLength > 0) this.#parts.slow(socket, this.#addressOf(request), response)
    this.#parts.metrics.quick(page.kind, status)
    if (page.kind === 'page' && request.method === 'GET') this.#parts.visits?.saw(request.url ?? '/', request.rawHeaders, () => this.#addressOf(request))
    // It took no tenth of a millisecond.
    this.#parts.lines.add({ method: request.method, route: page.route, status, ms: 0, who: this.#markOf(request) })
    return true
  }

  #isOwn(host: string | undefined): boolean {
    return host !== undefined && isOwnHost(host, this.#parts.config.siteUrl)
  }

  #addressOf(request: IncomingMessage): string {
    return clientAddress(request.socket.remoteAddress, joined(request.headers['x-forwarded-for']), this.#parts.config.trustProxy)
  }

  #markOf(request: IncomingMessage): string {
    return this.#parts.config.trustProxy > 0 ? addressMark(this.#addressOf(request)) : markOfSocket(request.socket.remoteAddress ?? '')
  }
}

const markOfSocket = remembering(4_096, address => addressMark(clientAddress(address, undefined, 0)))

type Asked = { host: string | undefined; accepted: string | undefined; known: string | undefined }

/** What matters of a request's headers, names and values in turns; null where one of them makes the request unusual. Node would make
 *  an object of all of them first. */
function readPlainly(rawHeaders: readonly string[]): Asked | null {
  if (!headersFit(rawHeaders)) return null
  const asked: Asked = { host: undefined, accepted: undefined, known: undefined }
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n] ?? ''
    // Only names of these lengths can matter.
    if (!lengths.has(name.length)) continue
    const value = rawHeaders[n + 1] ?? ''
    switch (name.toLowerCase()) {
      case 'host':
        if (asked.host !== undefined) return null
        asked.host = value
        break
      case 'accept-encoding': asked.accepted = asked.accepted === undefined ? value : `${asked.accepted},${value}`; break
      case 'if-none-match': asked.known = asked.known === undefined ? value : `${asked.known},${value}`; break
      // Who reads without script has a page of their own; who wrote on another process must see it on this one.
      case 'cookie':
        if (value.includes('plain=1') || value.includes('seen=')) return null
        break
      case 'content-length': case 'transfer-encoding': case 'upgrade': case 'content-encoding': return null
    }
  }
  return asked
}

const lengths = new Set(['host', 'accept-encoding', 'if-none-match', 'cookie', 'content-length', 'transfer-encoding', 'upgrade', 'content-encoding'].map(name => name.length))

/** Sends a form of a page, or 304 where the reader has it already: `known` is the If-None-Match header. Returns the status. */
export function sendForm(response: ServerResponse, form: Form, known: string | undefined, onlyHead: boolean): 200 | 304 {
  if (known !== undefined && namesTag(known, form.tag)) {
    response.writeHead(304, form.unchanged).end()
    return 304
  }
  response.writeHead(200, form.headers).end(onlyHead ? undefined : form.body)
  return 200
}
