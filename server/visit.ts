/** One request as the front sees it, and what may be told of it to the pages. */
import type { IncomingMessage } from 'node:http'
import { asksForComposed, classOf, isAlwaysComposed } from './routes'
import type { RouteClass } from './routes'

export type Visit = {
  request: IncomingMessage
  method: string
  path: string
  /** With its question mark, or empty. */
  query: string
  kind: RouteClass
  address: string
  requestId: string
  /** Whether the answer is made for the one who asks; all else is made for nobody and gets no cookie. */
  composed: boolean
  /** Whether the one who asked has left. */
  gone: () => boolean
}

/** Reads the parts of a request. `url` begins with a slash: the gate has seen to it. */
export function visitOf(request: IncomingMessage, known: { address: string; requestId: string; gone: () => boolean }): Visit {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const path = mark === -1 ? url : url.slice(0, mark)
  const kind = classOf(path)
  const composed = isAlwaysComposed(kind) || (kind === 'page' && asksForComposed(request.headers.cookie))
  return { request, method: request.method ?? 'GET', path, query: mark === -1 ? '' : withoutFlight(url.slice(mark)), kind, composed, ...known }
}

/** A header that may come more than once, as one text. */
export function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value
}

// What every handler may see, and what only answers made for one person may depend on. Nothing else is passed on:
// Next.js obeys some headers of its own, and whoever could send those could pass by its checks (CVE-2025-29927).
const forAll = ['content-type'] as const
const forOne = ['accept', 'authorization', 'cookie', 'idempotency-key', 'if-match', 'if-none-match', 'origin', 'last-event-id', 'user-agent'] as const

/** The request headers that Next.js gets. `token`: the request brought one, so its cookies are no proof and stay behind. */
export function headersForPages(visit: Visit, siteUrl: string, token: boolean): Record<string, string> {
  const site = new URL(siteUrl)
  const headers: Record<string, string> = {
    host: site.host, 'x-forwarded-host': site.host, 'x-forwarded-proto': site.protocol.slice(0, -1), 'x-forwarded-for': visit.address,
    'x-request-id': visit.requestId, 'user-agent': 'colloquy', 'accept-encoding': 'identity',
  }
  const listed: readonly string[] = visit.composed ? [...forAll, ...forOne] : forAll
  for (const name of listed) {
    const value = visit.request.headers[name]
    if (typeof value === 'string' && !(token && name === 'cookie')) headers[name] = value
  }
  if (visit.composed) {
    headers['x-colloquy-compose'] = '1'
    headers['x-colloquy-address'] = visit.address
  }
  return headers
}

/** Cookies as they stand after an answer has set some: what a page shown in the same breath must see. */
export function cookiesAfter(cookies: string | undefined, set: string | string[] | undefined): string {
  const jar = new Map<string, string>()
  for (const pair of (cookies ?? '').split(';')) keepPair(jar, pair)
  for (const line of [set ?? []].flat()) keepPair(jar, line.split(';')[0] ?? '')
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

function keepPair(jar: Map<string, string>, pair: string): void {
  const equals = pair.indexOf('=')
  if (equals > 0) jar.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim())
}

// Next.js's client asks for flight data with this parameter. We ship no such client, so it names no other page.
function withoutFlight(query: string): string {
  if (!query.includes('_rsc')) return query
  const kept = query.slice(1).split('&').filter(pair => pair !== '_rsc' && !pair.startsWith('_rsc='))
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}
