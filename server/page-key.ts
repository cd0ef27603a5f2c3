/** Which public pages may be kept, and under which address: the path and the parameters that the page reads, nothing else. */
import { hasSteps } from './gate'

export type PageKey = {
  /** The page's one address: normalised path, known parameters in a fixed order. */
  url: string
  path: string
  /** Whether it has parameters: such pages are many, and have a smaller share of the store. */
  varied: boolean
  /** Whether a finished page of this route may be kept. */
  mayKeep: boolean
}

type Reads = Record<string, RegExp>
/** `tells`: the page says so where a parameter means nothing. */
type Route = { path: RegExp; reads: Reads; tells?: boolean; mayKeep: boolean }

const slug = /^[^\u0000-\u0020<>"]{1,200}$/u
const cursor = /^[A-Za-z0-9_-]{1,200}$/
const id = /^[1-9]\d{0,14}$/
const words = /^[^\p{Cc}]{1,100}$/u
const year = /^[1-9]\d{0,3}$/
const none: Reads = {}

const yesOrNo = /^(true|false)$/
const period = /^\d{4}(-\d{2}(-\d{2})?)?$/
// Any length of words that the gate lets pass: the page answers one that is too long with a sentence.
const searchReads: Reads = {
  q: /^[^]{1,20000}$/u, kind: /^(paper|question|answer|comment|person)$/, topic: slug, author: slug, status: /^(open|answered|disputed|closed)$/, rating: /^(up|down|none)$/,
  answered: yesOrNo, endorsed: yesOrNo, since: period, until: period, order: /^(best|newest|votes)$/, after: cursor,
}

// A value that a page would not understand counts as not given, or, where the page tells of it, as this one: it makes no page of its own.
const meaningless = '-'

const routes: Route[] = [
  { path: /^\/$/, reads: none, mayKeep: true },
  { path: /^\/(about|offline|manifest\.webmanifest|opensearch\.xml)$/, reads: none, mayKeep: true },
  { path: /^\/papers$/, reads: { view: /^(dense|timeline|map)$/, sort: /^(title|venue|year|topic|open|activity)$/, dir: /^(asc|desc)$/, topic: slug, rating: /^(up|down|none)$/, open: /^1$/, venue: words, year, from: year, to: year, title: words, after: cursor }, tells: true, mayKeep: true },
  { path: /^\/questions$/, reads: { topic: slug, status: /^(open|disputed)$/, expert: slug, order: /^(unanswered|waiting|votes|newest)$/, after: cursor }, tells: true, mayKeep: true },
  { path: /^\/papers\/[^/]+$/, reads: { order: /^(anchor|activity|number)$/ }, mayKeep: true },
  { path: /^\/papers\/[^/]+\/questions\/[^/]+$/, reads: { order: /^(ranked|newest|oldest)$/, after: cursor, before: cursor, post: id }, mayKeep: true },
  { path: /^\/topics\/[^/]+$/, reads: { after: cursor }, mayKeep: true },
  { path: /^\/people\/[^/]+$/, reads: { kind: /^(answers|questions|comments)$/, after: cursor }, mayKeep: true },
  { path: /^\/card$/, reads: { path: /^\/(p|papers)\/[^\u0000-\u0020<>"]{1,400}$/u }, mayKeep: true },
  { path: /^\/search$/, reads: searchReads, mayKeep: false },
  { path: /^\/papers\/[^/]+\/cite(\.(bib|ris|json|txt))?$/, reads: none, mayKeep: true },
  // It names the day on which it is asked for.
  { path: /^\/p\/[^/]+\/cite(\.(bib|ris|json|txt))?$/, reads: { revision: words }, tells: true, mayKeep: false },
  { path: /\/feed\.atom$/, reads: none, mayKeep: true },
  { path: /^\/(robots\.txt|sitemap(-\d{1,6})?\.xml|sitemaps\/[^/]+)$/, reads: none, mayKeep: true },
]

const unknown: Omit<Route, 'path'> = { reads: none, mayKeep: false }

/** The key of an address. `query` begins with its question mark or is empty. */
export function pageKey(path: string, query: string): PageKey {
  const plain = normalised(path)
  const { reads, tells = false, mayKeep } = (hasSteps(plain) ? undefined : routes.find(route => route.path.test(plain))) ?? unknown
  const known = query.length > 1 && reads !== none ? knownOf(query, reads, tells) : ''
  return { url: known === '' ? plain : `${plain}?${known}`, path: plain, varied: known !== '', mayKeep }
}

/** One spelling for one path: what needs no percent sign has none. The gate has seen that it can be decoded. */
function normalised(path: string): string {
  if (!path.includes('%')) return path
  return path.split('/').map(segment => encodeURIComponent(decodeURIComponent(segment)).replace(/%(21|24|26|27|28|29|2A|2B|2C|3A|3B|3D|40)/g, found => decodeURIComponent(found))).join('/')
}

function knownOf(query: string, reads: Reads, tells: boolean): string {
  const given = new URLSearchParams(query)
  const kept = new URLSearchParams()
  for (const [name, form] of Object.entries(reads)) {
    const value = given.get(name)
    if (value !== null && form.test(value)) kept.set(name, value)
    // A nought is a box that is not ticked.
    else if (tells && value && name !== 'after' && !(name === 'open' && value === '0')) kept.set(name, meaningless)
  }
  return kept.toString()
}
