/** The HTTP server of the process. It refuses, answers from its own, or asks Next.js, and gives every answer its headers. */
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '@/config'
import { clientAddress, isLoopbackAddress } from './address'
import { apiAnswer, isApi } from './api'
import { refusalAnswer } from './answer'
import type { Answer, Surroundings } from './answer'
import { broken } from './broken'
import { compose } from './compose'
import type { Composed, Composer } from './compose'
import { readBody } from './body'
import { Unfinished } from './connections'
import { proofOf, refuseForm, refuseHost, refuseMethod, refuseType } from './gate'
import type { Refusal } from './gate'
import { keptWhileFresh, neverKept, standingHeaders } from './headers'
import { bodyMaxBytes, limits } from './limits'
import { addressMark } from './log'
import type { Logger } from './log'
import { ownAnswer } from './own'
import type { Own } from './own'
import type { Pages } from './pages'
import { typedIn } from './plain-page'
import type { Furniture } from './plain-page'
import { patternOf } from './routes'
import { send } from './send'
import { viewerAnswer, viewerPath } from './viewer'
import { visitOf } from './visit'
import type { Visit } from './visit'

export type FrontParts = { config: Config; pages: Pages; own: Own; log: Logger; dev: boolean; siteName: () => string; furniture: () => Furniture }

export type Front = {
  server: http.Server
  /** Takes no new connections, waits until what was asked is answered, at most `ms`, then cuts what is left. */
  drain: (ms: number) => Promise<void>
}

export function createFront(parts: FrontParts): Front {
  const { config, log, own } = parts
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
  server.on('clientError', (error, socket) => { broken(error, socket, { config, log }) })
  server.on('request', (request, response) => {
    void answered(request, response).catch((error: unknown) => {
      log.error({ at: 'front.failed', error })
      response.destroy()
    })
  })
  if (parts.pages.upgrade) server.on('upgrade', parts.pages.upgrade)

  async function answered(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now()
    const address = clientAddress(request.socket.remoteAddress, one(request.headers['x-forwarded-for']), config.trustProxy)
    const turn = unfinished.begun(request.socket, address)
    const gone = new AbortController()
    const visit = visitOf(request, { address, requestId: numberOfRequest(), left: gone.signal })
    own.metrics.begin()
    response.once('close', () => {
      if (!response.writableFinished) gone.abort()
      turn.done()
      note(visit, response, performance.now() - began)
    })
    tellOfProxy(request)
    response.setHeader('x-request-id', visit.requestId)
    if (state.draining) response.setHeader('connection', 'close')
    const composed = turn.fits ? await answerTo(visit, parts) : refused(visit, { status: 429, say: 'Too many requests at once from this address.' }, parts)
    if (composed === 'gone' || response.destroyed) return
    // What was not read of a refused request is not taken for the next one.
    if (!request.complete) {
      response.setHeader('connection', 'close')
      request.resume()
    }
    await send(request, response, composed.answer, headersOf(visit, composed, parts))
  }

  function note(visit: Visit, response: ServerResponse, ms: number): void {
    const status = response.writableFinished || response.headersSent ? response.statusCode : 499
    own.metrics.end(visit.kind, status, ms)
    log.info({ at: 'request', method: visit.method, route: patternOf(visit.path), status, ms: Math.round(ms * 10) / 10, who: addressMark(visit.address), request: visit.requestId })
  }

  function tellOfProxy(request: IncomingMessage): void {
    if (state.toldOfProxy || config.trustProxy > 0 || request.headers['x-forwarded-for'] === undefined) return
    if (!isLoopbackAddress(request.socket.remoteAddress ?? '')) return
    state.toldOfProxy = true
    log.warn({ at: 'proxy.untold' }, 'A proxy on this machine forwards requests, but TRUST_PROXY is 0: all its readers count as one address.')
  }

  async function drain(ms: number): Promise<void> {
    state.draining = true
    const closed = new Promise<void>(resolve => server.close(() => { resolve() }))
    server.closeIdleConnections()
    await Promise.race([closed, pause(ms, undefined, { ref: false })])
    server.closeAllConnections()
  }

  return { server, drain }
}

async function answerTo(visit: Visit, parts: FrontParts): Promise<Composed | 'gone'> {
  const { request, kind } = visit
  const { config, own } = parts
  const refusal = refuseForm(request) ?? refuseHost(request, kind, config.siteUrl) ?? refuseMethod(request, kind)
  if (refusal) return refused(visit, refusal, parts)
  const ours = await ownAnswer(visit, own, aroundOf(visit, parts))
  if (ours) return asIs(visit, ours)
  if (visit.method === 'OPTIONS') return refused(visit, { status: 405, say: 'This address does not take that method.', headers: { allow: 'GET, HEAD' } }, parts)
  const changes = visit.method !== 'GET' && visit.method !== 'HEAD'
  return changes ? changeAnswer(visit, parts) : fromPages(visit, parts, { body: null, token: visit.request.headers.authorization !== undefined && kind === 'api' })
}

// The body is read before the proof is judged, so that a refused text can be given back.
async function changeAnswer(visit: Visit, parts: FrontParts): Promise<Composed | 'gone'> {
  const { request, kind } = visit
  const wrongType = refuseType(request, kind)
  if (wrongType) return refused(visit, wrongType, parts)
  const proof = proofOf(request, parts.config.siteUrl)
  if (typeof proof !== 'string' && kind !== 'form') return refused(visit, proof, parts)
  const body = await readBody(request, bodyMaxBytes(visit.path))
  if (body === 'gone') return 'gone'
  if (typeof proof !== 'string') return refused(visit, proof, parts, body.bytes)
  if (!body.fits) return refused(visit, { status: 413, say: `That is longer than this site takes here: ${bodyMaxBytes(visit.path) / 1024} KiB.` }, parts, body.bytes, true)
  return fromPages(visit, parts, { body: body.bytes, token: proof === 'token' })
}

async function fromPages(visit: Visit, parts: FrontParts, sent: { body: Buffer | null; token: boolean }): Promise<Composed | 'gone'> {
  const composer: Composer = { config: parts.config, pages: parts.pages, log: parts.log, dev: parts.dev, around: seen => aroundOf(seen, parts) }
  try {
    if (isApi(visit.path)) return asIs(visit, await apiAnswer(visit, parts.config.siteUrl, sent))
    if (visit.path === viewerPath) return asIs(visit, await viewerAnswer(visit))
    return await compose(visit, composer, sent)
  } catch (error) {
    if (visit.left.aborted) return 'gone'
    parts.log.error({ at: 'pages.failed', error, request: visit.requestId, route: patternOf(visit.path) })
    return refused(visit, { status: 500, say: 'The site failed at this. It is not your doing.' }, parts, sent.body, true)
  }
}

function refused(visit: Visit, refusal: Refusal, parts: FrontParts, body: Buffer | null = null, mayRepeat = false): Composed {
  const typed = visit.kind === 'form' && body !== null ? typedIn(body, visit.request.headers['content-type']) : []
  return asIs(visit, refusalAnswer(refusal, aroundOf(visit, parts), { typed, again: mayRepeat && visit.kind === 'form' ? visit.path : null }))
}

function asIs(visit: Visit, answer: Answer): Composed {
  return { answer, path: visit.path, kind: visit.kind }
}

function aroundOf(visit: Visit, parts: FrontParts): Surroundings {
  return { kind: visit.kind, requestId: visit.requestId, siteName: parts.siteName(), furniture: parts.furniture() }
}

function headersOf(visit: Visit, { answer, path, kind }: Composed, parts: FrontParts): Record<string, string> {
  const html = String(answer.headers['content-type'] ?? '').startsWith('text/html')
  const reads = visit.method === 'GET' || visit.method === 'HEAD'
  const shared = visit.kind === 'api' && reads && visit.path.startsWith('/api/v1/') && visit.request.headers.authorization === undefined && visit.request.headers.cookie === undefined
  const isPublic = reads && !visit.composed && answer.status === 200 && answer.headers['set-cookie'] === undefined
  return { ...standingHeaders(parts.config, { path, kind, html, dev: parts.dev, shared }), 'cache-control': isPublic ? keptWhileFresh : neverKept }
}

// Crockford's letters without those that look alike: people read this number to the keeper of the site.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function numberOfRequest(): string {
  return [...randomBytes(10)].map(byte => letters[byte % letters.length] ?? '0').join('')
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value
}
