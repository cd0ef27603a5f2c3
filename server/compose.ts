/** Asks Next.js and makes of its answer what leaves this process. */
import type { Config } from '@/config'
import { refusalAnswer } from './answer'
import type { Answer, Headers, Surroundings } from './answer'
import type { Logger } from './log'
import type { Pages } from './pages'
import { typedIn } from './plain-page'
import type { Typed } from './plain-page'
import { classOf } from './routes'
import type { RouteClass } from './routes'
import { ownTarget } from './site'
import { isEmptyShell, stripRuntime, typedLinks } from './strip'
import { cookiesAfter, headersForPages } from './visit'
import type { Visit } from './visit'
import { t } from '@/words'

export type Composer = { config: Config; pages: Pages; log: Logger; dev: boolean; around: (visit: Visit) => Surroundings }

/** An answer with the address of the page it shows, on which its headers depend. */
export type Composed = { answer: Answer; path: string; kind: RouteClass }

// No route has this address, so what comes back is the page that says so.
const nowhere = '/~nothing'

/** The answer of Next.js to a visit. `body` is what was sent with it; `token` whether it brought one instead of cookies. */
export async function compose(visit: Visit, composer: Composer, sent: { body: Buffer | null; token: boolean }): Promise<Composed> {
  const { config, pages } = composer
  const headers = headersForPages(visit, config.siteUrl, sent.token)
  const answer = await pages.ask({
    method: visit.method === 'HEAD' ? 'GET' : visit.method, path: visit.path + visit.query, headers, body: sent.body,
  })
  const show = answer.headers['x-colloquy-show']
  const given: Given = { visit, composer, headers, kept: keptOf(visit, sent.body) }
  if (visit.kind === 'form' && typeof show === 'string') return showAgain(given, answer, show)
  return { answer: await presentable(given, answer, visit.kind), path: visit.path, kind: visit.kind }
}

type Given = { visit: Visit; composer: Composer; headers: Record<string, string>; kept: { typed: Typed[]; again: string | null } }

function keptOf(visit: Visit, body: Buffer | null): Given['kept'] {
  if (visit.kind !== 'form' || body === null) return { typed: [], again: null }
  return { typed: typedIn(body, visit.request.headers['content-type']), again: visit.path }
}

// The handler refused, or wants a preview seen: the page it names is shown with its status, filled with what was typed.
async function showAgain(given: Given, refused: Answer, show: string): Promise<Composed> {
  const { visit, composer, headers } = given
  const path = ownTarget(show, composer.config.siteUrl) ?? '/'
  const kept = refused.headers['x-colloquy-kept']
  const asBefore = without(headers, 'content-type')
  const page = await composer.pages.ask({
    method: 'GET', path: path.split('#')[0] ?? '/', body: null,
    headers: {
      ...asBefore, cookie: cookiesAfter(headers['cookie'], refused.headers['set-cookie']), 'x-colloquy-compose': '1',
      ...(typeof kept === 'string' ? { 'x-colloquy-kept': kept } : {}),
    },
  })
  const bare = path.split(/[?#]/)[0] ?? '/'
  const kind = classOf(bare)
  const cookies = [refused.headers['set-cookie'] ?? [], page.headers['set-cookie'] ?? []].flat()
  const setCookie: Headers = cookies.length > 0 ? { 'set-cookie': cookies } : {}
  const retry: Headers = refused.headers['retry-after'] === undefined ? {} : { 'retry-after': refused.headers['retry-after'] }
  if (page.status !== 200) {
    composer.log.error({ at: 'form.not-shown', request: visit.requestId, status: page.status })
    const plain = refusalAnswer({ status: refused.status, say: said(refused) ?? t('This was not done, and the page that says why could not be shown.') }, composer.around(visit), given.kept)
    return { answer: { ...plain, headers: { ...plain.headers, ...setCookie, ...retry } }, path: bare, kind }
  }
  const shown = await presentable(given, page, kind)
  return { answer: { ...shown, status: refused.status, headers: { ...shown.headers, ...setCookie, ...retry } }, path: bare, kind }
}

async function presentable(given: Given, answer: Answer, kind: RouteClass): Promise<Answer> {
  const headers = passedOn(answer.headers)
  const html = isHtml(answer) ? answer.body.toString('utf8') : null
  if (answer.status >= 300 && answer.status < 400 && answer.headers['location'] !== undefined) return redirect(given, answer, headers)
  if (answer.status >= 500) return failed(given, answer, headers, kind)
  if (kind === 'api' || kind === 'auth') return html === null || answer.status < 400 ? { ...answer, headers } : refusalAnswer({ status: answer.status, say: sentences[answer.status] ?? t('Refused.') }, given.composer.around(given.visit))
  if (html === null) return unsaid(given, { ...answer, headers }, kind)
  if (isEmptyShell(html)) return shell(given, answer.status)
  if (given.composer.dev) return { ...answer, headers }
  // What Next.js links are its own preloads; ours stand in the head.
  const links = answer.status === 200 ? typedLinks(html) : null
  return { status: answer.status, headers: { ...without(headers, 'link'), ...(links === null ? {} : { link: links }) }, body: Buffer.from(stripRuntime(html)) }
}

const sentences: Record<number, string> = {
  401: t('Sign in first.'), 403: t('This is not for this account.'), 404: t('Nothing is at this address.'), 405: t('This address does not take that method.'),
}

// Next.js writes the text of these pages into its scripts only, which we do not send: it is fetched as a page of its own.
async function shell(given: Given, status: number): Promise<Answer> {
  const { visit, composer, headers } = given
  const path = status === 401 ? `/signin?next=${encodeURIComponent(visit.path)}` : nowhere
  if (status === 401 || status === 404) {
    const cookie = visit.request.headers.cookie
    const forOne: Record<string, string> = status === 401 ? { 'x-colloquy-compose': '1', ...(cookie === undefined ? {} : { cookie }) } : {}
    const asBefore = without(headers, 'content-type')
    const page = await composer.pages.ask({ method: 'GET', path, headers: { ...asBefore, ...forOne }, body: null })
    const html = isHtml(page) && page.status < 500 ? page.body.toString('utf8') : null
    if (html !== null && !isEmptyShell(html)) {
      return { status, headers: without(passedOn(page.headers), 'link'), body: composer.dev ? page.body : Buffer.from(stripRuntime(html)) }
    }
  }
  return refusalAnswer({ status, say: sentences[status] ?? t('That was not done.') }, composer.around(visit), given.kept)
}

function failed(given: Given, answer: Answer, headers: Headers, kind: RouteClass): Answer {
  const { visit, composer } = given
  const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
  if (isProblem && (kind === 'api' || kind === 'auth')) return { ...answer, headers }
  const say = said(answer) ?? (answer.status === 503 ? t('This site takes no changes just now. Try again in a minute.') : t('The site failed at this. It is not your doing.'))
  const refusal = refusalAnswer({ status: answer.status, say }, composer.around(visit), given.kept)
  const retry = headers['retry-after']
  return retry === undefined ? refusal : { ...refusal, headers: { ...refusal.headers, 'retry-after': retry } }
}

// A handler that refuses without words would leave a person before a blank page.
function unsaid(given: Given, answer: Answer, kind: RouteClass): Answer {
  if (kind !== 'form' || answer.status < 400 || answer.body.length > 0) return answer
  const refusal = refusalAnswer({ status: answer.status, say: said(answer) ?? sentences[answer.status] ?? t('That was not done.') }, given.composer.around(given.visit), given.kept)
  return { ...refusal, headers: { ...answer.headers, ...refusal.headers } }
}

function redirect(given: Given, answer: Answer, headers: Headers): Answer {
  const { visit, composer } = given
  const location = String(answer.headers['location'])
  // Only the way to and from a sign-in provider leads off the site.
  const mayLeave = visit.kind === 'auth' || /^\/forms\/(signin|sign-in|settings|account|link)/.test(visit.path)
  const own = ownTarget(location, composer.config.siteUrl)
  const target = own ?? (mayLeave && /^https?:\/\//.test(location) ? location : '/')
  // After a form the browser must fetch the next page, not send the form there again.
  const status = visit.kind === 'form' && visit.method === 'POST' ? 303 : answer.status
  return { status, headers: { ...without(headers, 'link', 'content-type'), location: target }, body: Buffer.alloc(0) }
}

/** A sentence that a handler sends along for the page of last resort. */
function said(answer: Answer): string | null {
  const text = answer.headers['x-colloquy-say']
  if (typeof text !== 'string') return null
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

const keptBack = /^(x-colloquy-|x-nextjs-|x-middleware-|x-powered-by$|x-matched-path$|connection$|keep-alive$|transfer-encoding$|content-length$|content-encoding$|date$|vary$|cache-control$)/

function passedOn(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !keptBack.test(name)))
}

function without<T>(headers: Record<string, T>, ...names: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}

function isHtml(answer: Answer): boolean {
  return String(answer.headers['content-type'] ?? '').startsWith('text/html')
}
