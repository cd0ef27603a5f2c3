/** From a visit to its answer: refused, the front's own, a page from the store, the API's, or composed by the pages. */
import type { Config } from '@/config'
import { refusalAnswer, textAnswer } from './answer'
import type { Answer, Surroundings } from './answer'
import { apiAnswer, isApi } from './api'
import { readBody } from './body'
import { cards } from './cards/cards'
import { compose } from './compose'
import type { Composed, Composer } from './compose'
import type { FinishedPage } from './finished-page'
import type { Follower } from './follower'
import { proofOf, refuseForm, refuseHost, refuseMethod, refuseType } from './gate'
import type { Refusal } from './gate'
import { headersAround } from './headers'
import { bodyMaxBytes } from './limits'
import type { Logger } from './log'
import { ownAnswer } from './own'
import type { Own } from './own'
import { keyPath } from './indexnow'
import { pageKey } from './page-key'
import type { Pages } from './pages'
import { typedIn } from './plain-page'
import type { Furniture } from './plain-page'
import type { PublicPages } from './public-pages'
import { TooManyRenders } from './renders'
import { isKnown, patternOf } from './routes'
import { seenCookie, seenIn } from './seen'
import { refuseToken, unsubscribeByPost } from './unsubscribe'
import { viewerAnswer, viewerPath } from './viewer'
import type { Visit } from './visit'
import { t } from '@/words'

export type AnsweringParts = {
  config: Config; pages: Pages; own: Own; log: Logger; dev: boolean; siteName: () => string; furniture: () => Furniture
  publicPages: PublicPages
  /** Reads the log for this process; null where nothing is kept that could become stale. */
  follower: Pick<Follower, 'sure' | 'knows' | 'look' | 'hear' | 'hearLoss' | 'ownLast' | 'follow' | 'position'> | null
}

/** An answer made for this visit, or a page for everybody. */
export type Answered = Composed | { page: FinishedPage } | 'gone'

/** The answer to a visit that the front has let in. */
export async function answerTo(visit: Visit, parts: AnsweringParts): Promise<Answered> {
  const { request, kind } = visit
  const { config, own } = parts
  const refusal = refuseForm(request) ?? refuseHost(request, kind, config.siteUrl) ?? refuseMethod(request, kind)
  if (refusal) return refused(visit, refusal, parts)
  const ours = await ownAnswer(visit, own, aroundOf(visit, parts))
  if (ours) return asIs(visit, ours)
  if (visit.method === 'OPTIONS') return refused(visit, { status: 405, say: t('This address does not take that method.'), headers: { allow: 'GET, HEAD' } }, parts)
  const changes = visit.method !== 'GET' && visit.method !== 'HEAD'
  return changes ? changeAnswer(visit, parts) : fromPages(visit, parts, { body: null, token: visit.request.headers.authorization !== undefined && kind === 'api' })
}

// The body is read before the proof is judged, so that a refused text can be given back.
async function changeAnswer(visit: Visit, parts: AnsweringParts): Promise<Answered> {
  const { request, kind } = visit
  const wrongType = refuseType(request, kind)
  if (wrongType) return refused(visit, wrongType, parts)
  const proof = proofOf(request, parts.config.siteUrl, kind)
  if (typeof proof !== 'string' && kind !== 'form') return refused(visit, proof, parts)
  const body = await readBody(request, bodyMaxBytes(visit.path))
  if (body === 'gone') return 'gone'
  if (typeof proof !== 'string') return refused(visit, proof, parts, body.bytes)
  if (!body.fits) return refused(visit, { status: 413, say: t('That is longer than this site takes here: {0} KiB.', bodyMaxBytes(visit.path) / 1024) }, parts, body.bytes, true)
  return fromPages(visit, parts, { body: body.bytes, token: proof === 'token' })
}

type Sent = { body: Buffer | null; token: boolean }

async function fromPages(visit: Visit, parts: AnsweringParts, sent: Sent): Promise<Answered> {
  try {
    if (isApi(visit.path)) return asIs(visit, await apiAnswer(visit, parts.config.siteUrl, sent))
    if (parts.config.indexNowKey !== null && visit.path === keyPath(parts.config.indexNowKey)) return asIs(visit, textAnswer(200, 'text/plain', parts.config.indexNowKey))
    if (visit.kind === 'card') return asIs(visit, await cards().answer(visit.path))
    if (visit.path === viewerPath) return asIs(visit, await viewerAnswer(visit))
    if (visit.kind === 'one-click') return await unsubscribeAnswer(visit, parts, sent)
    if (visit.kind === 'page' || visit.kind === 'feed') return await publicAnswer(visit, parts, sent)
    return withSeen(visit, await compose(visit, composerOf(parts), sent), parts)
  } catch (error) {
    if (visit.gone()) return 'gone'
    if (error instanceof TooManyRenders) return refused(visit, { status: 503, say: t('The site is asked for more pages than it can make just now. Try again in a moment.'), headers: { 'retry-after': '2' } }, parts)
    parts.log.error({ at: 'pages.failed', error, request: visit.requestId, route: patternOf(visit.path) })
    return refused(visit, { status: 500, say: t('The site failed at this. It is not your doing.') }, parts, sent.body, true)
  }
}

// The page has one button; a mail program presses none, but posts here by itself.
async function unsubscribeAnswer(visit: Visit, parts: AnsweringParts, sent: Sent): Promise<Composed> {
  const ended = visit.method === 'POST' ? await unsubscribeByPost(visit.query, sent.body) : refuseToken(visit.query)
  if (ended === null) return compose(visit, composerOf(parts), sent)
  if (!('say' in ended)) return asIs(visit, ended)
  parts.log.warn({ at: 'unsubscribe.refused', reason: ended.say, request: visit.requestId })
  return refused(visit, ended, parts)
}

function withSeen(visit: Visit, composed: Composed, { follower }: AnsweringParts): Composed {
  const cookie = visit.kind === 'form' && composed.answer.status < 400 ? seenCookie(follower?.ownLast ?? 0) : null
  if (cookie === null) return composed
  const { answer } = composed
  return { ...composed, answer: { ...answer, headers: { ...answer.headers, 'set-cookie': [answer.headers['set-cookie'] ?? [], cookie].flat() } } }
}

/** How the pages are asked on behalf of this front. */
export function composerOf(parts: Omit<AnsweringParts, 'publicPages'>): Composer {
  return { config: parts.config, pages: parts.pages, log: parts.log, dev: parts.dev, around: seen => aroundOf(seen, parts) }
}

// Only what the page reads of its address counts, whoever asks.
async function publicAnswer(visit: Visit, parts: AnsweringParts, sent: Sent): Promise<Answered> {
  const { publicPages, follower } = parts
  const key = pageKey(visit.path, visit.query)
  visit.path = key.path
  visit.query = key.url.slice(key.path.length)
  const mayKeep = key.mayKeep && publicPages.keeps && follower !== null
  if (!visit.composed && mayKeep) {
    const seen = seenIn(visit.request.headers.cookie)
    if (!follower.sure() || (seen !== null && !follower.knows(seen))) await follower.look()
    if (follower.sure()) {
      const made = await publicPages.page(key, visit.requestId, whoOf(visit, parts))
      return 'other' in made ? orOwn(made.other, visit, parts, sent) : { page: made }
    }
  }
  if (visit.composed) return compose(visit, composerOf(parts), sent)
  return orOwn(await publicPages.passing.take(() => compose(visit, composerOf(parts), sent), whoOf(visit, parts)), visit, parts, sent)
}

function whoOf(visit: Visit, { config }: AnsweringParts): string | null {
  return config.rateLimits ? visit.address : null
}

// A question that waits for review has no public page, but its writer and moderators have one.
async function orOwn(found: Composed, visit: Visit, parts: AnsweringParts, sent: Sent): Promise<Composed> {
  if (found.answer.status !== 404 || visit.kind !== 'page' || !isKnown(visit.request.headers.cookie)) return found
  visit.composed = true
  return compose(visit, composerOf(parts), sent)
}

/** A refusal as an answer; `body` is what was sent, which is given back. */
export function refused(visit: Visit, refusal: Refusal, parts: AnsweringParts, body: Buffer | null = null, mayRepeat = false): Composed {
  const typed = visit.kind === 'form' && body !== null ? typedIn(body, visit.request.headers['content-type']) : []
  return asIs(visit, refusalAnswer(refusal, aroundOf(visit, parts), { typed, again: mayRepeat && visit.kind === 'form' ? visit.path : null }))
}

function asIs(visit: Visit, answer: Answer): Composed {
  return { answer, path: visit.path, kind: visit.kind }
}

function aroundOf(visit: Visit, parts: Pick<AnsweringParts, 'siteName' | 'furniture'>): Surroundings {
  return { kind: visit.kind, requestId: visit.requestId, siteName: parts.siteName(), furniture: parts.furniture() }
}

/** The headers that an answer carries beside its own. */
export function headersOf(visit: Visit, composed: Composed, { config, dev }: AnsweringParts): Record<string, string> {
  const { answer } = composed
  const reads = visit.method === 'GET' || visit.method === 'HEAD'
  const shared = visit.kind === 'api' && reads && visit.path.startsWith('/api/v1/') && visit.request.headers.authorization === undefined && visit.request.headers.cookie === undefined
  const isPublic = reads && !visit.composed && answer.status === 200 && answer.headers['set-cookie'] === undefined
  return headersAround(config, composed, { dev, shared, isPublic })
}
