/** Copies of the public pages that were read here, for when the network is away. They are everybody's pages and hold nothing of who read
 *  them, so they stay when somebody signs out. */
import { language, t } from '@/words'

const names = { pages: 'pages', assets: 'assets', shell: 'shell' } as const
const most = { pages: 50, assets: 80 } as const
/** What a page of a list or a thread is told apart by. */
const pageParts: ReadonlySet<string> = new Set(['topic', 'rating', 'open', 'order', 'kind', 'after', 'before', 'post'])
export const offlinePath = '/offline'

/** Whether an answer is a page that is the same for everybody: nothing else is ever kept. */
function isPublicPage(answer: Response): boolean {
  return answer.status === 200 && !answer.redirected && /^public\b/.test(answer.headers.get('cache-control') ?? '') && /^text\/html\b/.test(answer.headers.get('content-type') ?? '')
}

/** Keeps a page that was read, the newest last; the oldest go where there are too many. What somebody searched for is not kept. */
export async function keepPage(url: string, answer: Response): Promise<void> {
  const { pathname, searchParams } = new URL(url)
  if (!isPublicPage(answer) || pathname === offlinePath || pathname === '/search' || [...searchParams.keys()].some(name => !pageParts.has(name))) return
  await put(names.pages, withoutMark(url), answer, most.pages)
}

/** The copy of a page, with a line that says when it was read; null where there is none. */
export async function copyOfPage(url: string): Promise<Response | null> {
  const found = await (await caches.open(names.pages)).match(withoutMark(url), { ignoreVary: true })
  if (!found) return null
  const read = found.headers.get('date') ?? ''
  const line = `<p class="banner copy" role="status">${escaped(t('This is the copy that you read on {0}. The site cannot be reached just now.', dayOf(read)))}</p>`
  return rewritten(found, html => html.replace(/<body[^>]*>/, body => body + line))
}

/** A file whose name changes with what is in it: the copy, or the file itself, which is then kept. */
export async function asset(request: Request): Promise<Response> {
  for (const name of [names.assets, names.shell]) {
    const found = await (await caches.open(name)).match(request.url, { ignoreVary: true })
    if (found) return found
  }
  const answer = await fetch(request)
  if (isForGood(answer)) await put(names.assets, request.url, answer.clone(), most.assets)
  return answer
}

/** Keeps the page that is shown where there is no copy, with what it is drawn by. */
export async function keepOfflinePage(): Promise<void> {
  const page = await fetch(offlinePath, { cache: 'no-cache', credentials: 'omit' })
  if (!isPublicPage(page)) return
  const shell = await caches.open(names.shell)
  const files = new Set([...(await page.clone().text()).matchAll(/(?:href|src)="(\/(?:assets|fonts|_next\/static)\/[^"]+)"/g)].map(found => found[1] ?? offlinePath))
  for (const old of await shell.keys()) if (!files.has(new URL(old.url).pathname)) await shell.delete(old)
  await shell.put(offlinePath, page)
  await Promise.all([...files].map(async file => {
    if (await shell.match(file)) return
    const answer = await fetch(file)
    if (isForGood(answer)) await shell.put(file, answer)
  }))
}

/** The page that says that one is offline, with a list of what was read and is kept. */
export async function offlinePage(): Promise<Response> {
  const page = await (await caches.open(names.shell)).match(offlinePath)
  if (!page) return Response.error()
  const list = await listOfPages()
  return rewritten(page, html => html.replace(/<ul[^>]*data-kept[^>]*>[^]*?<\/ul>/, whole => (list === '' ? whole : `<ul class="sessions">${list}</ul>`)))
}

async function listOfPages(): Promise<string> {
  const cache = await caches.open(names.pages)
  const lines: string[] = []
  for (const request of (await cache.keys()).toReversed()) {
    const { pathname, search } = new URL(request.url)
    const title = /<title>([^<]*)<\/title>/.exec(await (await cache.match(request))?.text() ?? '')?.[1] ?? pathname
    lines.push(`<li><a href="${escaped(pathname + search)}">${title}</a></li>`)
  }
  return lines.join('')
}

async function put(name: string, url: string, answer: Response, atMost: number): Promise<void> {
  const cache = await caches.open(name)
  await cache.delete(url, { ignoreVary: true })
  await cache.put(url, answer)
  const all = await cache.keys()
  for (const old of all.slice(0, Math.max(0, all.length - atMost))) await cache.delete(old)
}

function isForGood(answer: Response): boolean {
  return answer.status === 200 && /\bimmutable\b/.test(answer.headers.get('cache-control') ?? '')
}

async function rewritten(page: Response, change: (html: string) => string): Promise<Response> {
  const headers = new Headers(page.headers)
  for (const name of ['content-length', 'content-encoding', 'etag']) headers.delete(name)
  return new Response(change(await page.text()), { status: 200, headers })
}

function withoutMark(url: string): string {
  return url.split('#')[0] ?? url
}

function dayOf(date: string): string {
  const at = Date.parse(date)
  return Number.isNaN(at) ? t('another day') : new Date(at).toLocaleDateString(language.locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
