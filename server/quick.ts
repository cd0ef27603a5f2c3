/** The shortest way: a GET of a page that is finished, fresh and the same for everybody. Whatever is unusual about a request takes
 *  the long way, which refuses, makes or composes. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Config } from '@/config'
import { clientAddress } from './address'
import { namesTag } from './finished-page'
import type { FinishedPage, Form } from './finished-page'
import { headersFit } from './gate'
import { addressMark } from './log'
import type { Metrics } from './metrics'
import type { RequestLines } from './request-lines'
import { isOwnHost } from './site'

export type QuickParts = {
  config: Config
  fresh: (url: string) => FinishedPage | undefined
  metrics: Metrics
  lines: RequestLines
  /** A connection that waited has asked something. */
  asked: (socket: Socket) => void
  /** Counts an answer that its reader has not taken at once. */
  slow: (socket: Socket, address: string, response: ServerResponse) => void
}

const hostsMax = 8
const marksMax = 4_096

export class Quick {
  readonly #parts: QuickParts
  readonly #hosts = new Set<string>()
  readonly #marks = new Map<string, string>()

  constructor(parts: QuickParts) {
    this.#parts = parts
  }

  /** Answers at once, or returns false and has done nothing. */
  answers(request: IncomingMessage, response: ServerResponse): boolean {
    const began = performance.now()
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const page = this.#parts.fresh(request.url ?? '')
    if (page === undefined || !this.#isPlain(request)) return false
    const form = page.ready(acceptedOf(request))
    if (form === null) return false
    const { asked, slow, metrics, lines } = this.#parts
    const { socket } = request
    asked(socket)
    const status = sendForm(request, response, form)
    if (socket.writableLength > 0) slow(socket, this.#addressOf(request), response)
    metrics.quick(page.kind, status)
    lines.add({ method: request.method, route: page.route, status, ms: performance.now() - began, who: this.#markOf(request) })
    return true
  }

  #isPlain(request: IncomingMessage): boolean {
    const { headers, rawHeaders } = request
    if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined || headers.upgrade !== undefined || headers['content-encoding'] !== undefined) return false
    const { cookie } = headers
    // Who reads without script has a page of their own; who wrote on another process must see it on this one.
    if (cookie !== undefined && (cookie.includes('plain=1') || cookie.includes('seen='))) return false
    return headersFit(rawHeaders) && this.#isOwn(headers.host)
  }

  #isOwn(host: string | undefined): boolean {
    if (host === undefined) return false
    if (this.#hosts.has(host)) return true
    const own = isOwnHost(host, this.#parts.config.siteUrl)
    if (own && this.#hosts.size < hostsMax) this.#hosts.add(host)
    return own
  }

  #addressOf(request: IncomingMessage): string {
    const forwarded = request.headers['x-forwarded-for']
    return clientAddress(request.socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, this.#parts.config.trustProxy)
  }

  #markOf(request: IncomingMessage): string {
    if (this.#parts.config.trustProxy > 0) return addressMark(this.#addressOf(request))
    const raw = request.socket.remoteAddress ?? ''
    const known = this.#marks.get(raw)
    if (known !== undefined) return known
    const mark = addressMark(this.#addressOf(request))
    if (this.#marks.size >= marksMax) this.#marks.clear()
    this.#marks.set(raw, mark)
    return mark
  }
}

/** Sends a form of a page, or 304 where the reader has it already. Returns the status. */
export function sendForm(request: IncomingMessage, response: ServerResponse, form: Form): 200 | 304 {
  const known = request.headers['if-none-match']
  if (known !== undefined && namesTag(known, form.tag)) {
    response.writeHead(304, form.unchanged).end()
    return 304
  }
  response.writeHead(200, form.headers).end(request.method === 'HEAD' ? undefined : form.body)
  return 200
}

export function acceptedOf(request: IncomingMessage): string | undefined {
  const accepted = request.headers['accept-encoding']
  return Array.isArray(accepted) ? accepted.join(',') : accepted
}
