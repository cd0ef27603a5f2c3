/** The HTTP server of the process. It refuses, answers from its own, or asks Next.js, and gives every answer its headers. */
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { clientAddress, isLoopbackAddress } from './address'
import { answerTo, composerOf, headersOf, refused } from './answering'
import type { AnsweringParts } from './answering'
import { broken } from './broken'
import { Unfinished } from './connections'
import type { Refusal } from './gate'
import { standingHeaders } from './headers'
import { limits } from './limits'
import { asksToListen, Live } from './live'
import { addressMark } from './log'
import { PublicPages } from './public-pages'
import { Quick, sendForm } from './quick'
import type { RequestLines } from './request-lines'
import { patternOf } from './routes'
import { send } from './send'
import { joined, visitOf } from './visit'
import type { Visit } from './visit'
import type { VisitCounter } from './visit-counter'

export type FrontParts = Omit<AnsweringParts, 'publicPages'> & { lines: RequestLines; visits?: Pick<VisitCounter, 'saw'> | null }

export type Front = {
  server: http.Server
  /** Takes no new connections, waits until what was asked is answered, at most `ms`, then cuts what is left. */
  drain: (ms: number) => Promise<void>
  store: Pick<PublicPages['store'], 'bytes' | 'size' | 'renders'>
  /** How many listen to the event stream. */
  listeners: () => number
}

export function createFront(given: FrontParts): Front {
  const { config, log, own, follower, lines, visits = null } = given
  const publicPages = new PublicPages(composerOf(given))
  const parts: AnsweringParts = { ...given, publicPages }
  follower?.hear(events => { publicPages.hear(events) })
  follower?.hearLoss(() => { publicPages.forgetAll() })
  const live = follower === null ? null : new Live({
    source: follower, perAddress: config.rateLimits ? limits.liveStreamsPerAddress : Number.POSITIVE_INFINITY,
    headers: standingHeaders(config, { path: '/live', kind: 'live', html: false, dev: given.dev, shared: false }),
  })
  const unfinished = new Unfinished(config.rateLimits ? limits.unfinishedPerAddress : Number.POSITIVE_INFINITY)
  const state = { draining: false, toldOfProxy: false }
  const server = http.createServer({
    maxHeaderSize: 2 * limits.headersMaxBytes, headersTimeout: limits.headersWaitMs, requestTimeout: limits.requestWaitMs,
    keepAliveTimeout: limits.idleConnectionMs, connectionsCheckingInterval: 1_000, requireHostHeader: false,
  })
  // Counted by the gate instead: Node leaves out silently what is over this number.
  server.maxHeadersCount = 0
  server.maxConnections = limits.connections
  // A reader that takes nothing more of its answer; whoever streams sends something oftener.
  server.timeout = limits.stalledMs
  server.on('connection', socket => {
    if (config.trustProxy === 0 && !unfinished.connected(socket, socket.remoteAddress ?? 'unknown')) socket.destroy()
  })
  server.on('clientError', (error, socket) => { broken(error, socket, parts) })
  const quick = new Quick({
    config, lines, visits, metrics: own.metrics,
    fresh: url => (state.draining || follower?.sure() !== true ? undefined : publicPages.store.fresh(url)),
    asked: socket => { unfinished.asked(socket) },
    slow: (socket, address, response) => { response.once('close', unfinished.begun(socket, address).done) },
  })
  server.on('request', (request, response) => {
    if (quick.answers(request, response)) return
    const stream = asksToListen(request, config.siteUrl) ? opened(request, response) : null
    if (stream === 'open') return
    void answered(request, response, stream).catch((error: unknown) => {
      log.error({ at: 'front.failed', error })
      response.destroy()
    })
  })
  if (given.pages.upgrade) server.on('upgrade', given.pages.upgrade)

  // Before anything is made of the request: a stream is held for hours, and thousands of them must cost little.
  function opened(request: IncomingMessage, response: ServerResponse): Refusal | 'open' | null {
    if (live === null) return null
    const began = performance.now()
    const address = addressOf(request)
    const refusal = live.open(request, response, address)
    if (refusal !== null) return refusal
    unfinished.asked(request.socket)
    own.metrics.quick('live', 200)
    lines.add({ method: request.method ?? 'GET', route: '/live', status: 200, ms: performance.now() - began, who: addressMark(address) })
    return 'open'
  }

  async function answered(request: IncomingMessage, response: ServerResponse, refusal: Refusal | null): Promise<void> {
    const began = performance.now()
    const address = addressOf(request)
    const turn = unfinished.begun(request.socket, address)
    const visit = visitOf(request, { address, requestId: numberOfRequest(), gone: () => response.destroyed })
    own.metrics.begin()
    response.once('close', () => {
      turn.done()
      note(visit, response, performance.now() - began)
    })
    tellOfProxy(request)
    if (state.draining) response.setHeader('connection', 'close')
    const barred = turn.fits ? refusal : { status: 429, say: 'Too many requests at once from this address.' }
    const answer = barred === null ? await answerTo(visit, parts) : refused(visit, barred, parts)
    if (answer === 'gone' || response.destroyed) return
    // What was not read of a refused request is not taken for the next one.
    if (!request.complete) {
      response.setHeader('connection', 'close')
      request.resume()
    }
    if ('page' in answer) {
      const form = await answer.page.form(joined(request.headers['accept-encoding']))
      if (response.destroyed) return
      sendForm(response, form, request.headers['if-none-match'], request.method === 'HEAD')
      count(visit)
      return
    }
    response.setHeader('x-request-id', visit.requestId)
    await send(request, response, answer.answer, headersOf(visit, answer, parts))
    if (answer.answer.status === 200) count(visit)
  }

  function count(visit: Visit): void {
    if (visit.kind === 'page' && visit.method === 'GET') visits?.saw(visit.path, visit.request.rawHeaders, () => visit.address)
  }

  function addressOf(request: IncomingMessage): string {
    return clientAddress(request.socket.remoteAddress, joined(request.headers['x-forwarded-for']), config.trustProxy)
  }

  function note(visit: Visit, response: ServerResponse, ms: number): void {
    const status = response.writableFinished || response.headersSent ? response.statusCode : 499
    own.metrics.end(visit.kind, status, ms)
    lines.add({ method: visit.method, route: patternOf(visit.path), status, ms, who: addressMark(visit.address), request: visit.requestId })
  }

  function tellOfProxy(request: IncomingMessage): void {
    if (state.toldOfProxy || config.trustProxy > 0 || request.headers['x-forwarded-for'] === undefined) return
    if (!isLoopbackAddress(request.socket.remoteAddress ?? '')) return
    state.toldOfProxy = true
    log.warn({ at: 'proxy.untold' }, 'A proxy on this machine forwards requests, but TRUST_PROXY is 0: all its readers count as one address.')
  }

  async function drain(ms: number): Promise<void> {
    state.draining = true
    live?.close()
    const closed = new Promise<void>(resolve => server.close(() => { resolve() }))
    publicPages.stop()
    server.closeIdleConnections()
    await Promise.race([closed, pause(ms, undefined, { ref: false })])
    server.closeAllConnections()
  }

  return { server, drain, store: publicPages.store, listeners: () => live?.size ?? 0 }
}

// Crockford's letters without those that look alike: people read this number to the keeper of the site.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const numberBytes = 10
let drawn = randomBytes(numberBytes * 256)
let used = 0

// Drawn for many at once: each call to the system's source costs more than the number.
function numberOfRequest(): string {
  if (used === drawn.length) {
    drawn = randomBytes(drawn.length)
    used = 0
  }
  let number = ''
  for (const end = used + numberBytes; used < end; used++) number += letters[(drawn[used] ?? 0) % letters.length] ?? '0'
  return number
}
