/** What the front knows of an address before anybody renders it. */
import { remembering } from '@/config/memo'

export type RouteClass = 'page' | 'desk' | 'form' | 'api' | 'auth' | 'feed' | 'embed' | 'file' | 'card' | 'live' | 'own' | 'one-click'

/** The service worker: at the root, as it may only serve what lies below it. */
export const workerPath = '/sw.js'

const desks = ['/moderation', '/reading-list', '/settings', '/notifications', '/receipts', '/statistics', '/signin', '/signup', '/claim', '/viewer', '/posts', '/p', '/follow']

/** The class of a path; it decides what is passed on, how long an answer may be kept, and how an error looks. */
export function classOf(path: string): RouteClass {
  if (path === '/healthz' || path === '/readyz' || path === '/metrics') return 'own'
  if (path.startsWith('/assets/') || path.startsWith('/fonts/') || path.startsWith('/icons/') || path === workerPath || path.startsWith('/_next/')) return 'file'
  if (path.startsWith('/cards/')) return 'card'
  if (path === '/live') return 'live'
  if (isUnder(path, '/api/auth')) return 'auth'
  if (isUnder(path, '/api')) return 'api'
  if (isUnder(path, '/forms')) return 'form'
  if (path === '/unsubscribe') return 'one-click'
  const cited = /^\/(?:papers|p)\/[^/]+\/cite(\.[a-z]+)?$/.exec(path)
  if (cited) return cited[1] === undefined ? 'page' : 'feed'
  if (desks.some(desk => isUnder(path, desk)) || /^\/papers\/[^/]+\/ask$/.test(path)) return 'desk'
  if (isUnder(path, '/embed') || path === '/embed.js') return 'embed'
  if (path.endsWith('/feed.atom') || path === '/sitemap.xml' || isUnder(path, '/sitemaps') || path === '/robots.txt' || path === '/manifest.webmanifest' || path === '/opensearch.xml') return 'feed'
  return 'page'
}

/** Whether an answer at this path is always made for the one who asks: it gets cookies and is never stored. */
export function isAlwaysComposed(kind: RouteClass): boolean {
  return kind === 'desk' || kind === 'form' || kind === 'api' || kind === 'auth' || kind === 'one-click'
}

// Cookies that tell who somebody is (auth/cookies.ts names them): the session, cut in parts where it is long, and the guest's.
const personCookie = /^(__Host-)?(authjs\.session-token(\.\d)?|guest|draft)$/

/** Whether a public page is composed for this reader: one without script (`plain=1`) who is signed in or has held posts. */
export function asksForComposed(cookies: string | undefined): boolean {
  return namesOf(cookies).includes('plain=1') && isKnown(cookies)
}

/** Whether a request brings a cookie by which somebody may be known. */
export function isKnown(cookies: string | undefined): boolean {
  return namesOf(cookies).some(pair => personCookie.test(pair.split('=')[0] ?? ''))
}

function namesOf(cookies: string | undefined): string[] {
  return (cookies ?? '').split(';').map(pair => pair.trim())
}

const words = new Set(('card papers questions topics people search about statistics ask signin signup claim settings notifications moderation log reading-list receipts '
  + 'cards cite cite.bib cite.ris cite.json cite.txt viewer live forms api v1 auth embed embed.js feed.atom sitemap.xml sitemaps robots.txt healthz readyz metrics assets fonts icons sw.js manifest.webmanifest opensearch.xml offline push subscriptions p answers comments posts vote '
  + 'endorsement status suspension flags queue follows events render me openapi.json callback session csrf providers signout error link link-out unsubscribe follow confirm').split(' '))

/** A path as the log names it: words of our own stay, what people or chance put in becomes `:x`. Never a secret, name or query. */
export const patternOf = remembering(2_048, (path: string): string => {
  const segments = path.split('/').slice(1, 9)
  return `/${segments.map(segment => (segment === '' || words.has(segment) ? segment : ':x')).join('/')}`
})

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
