/** An answer before it is sent, and the two shapes of a refusal: a page for people, a problem document for programs. */
import type { Refusal } from './gate'
import { plainPage } from './plain-page'
import type { Furniture, Typed } from './plain-page'
import type { RouteClass } from './routes'

export type Headers = Record<string, string | string[]>

export type Answer = { status: number; headers: Headers; body: Buffer }

export type Surroundings = { kind: RouteClass; requestId: string; siteName: string; furniture: Furniture }

/** A refusal as the one who asked can read it (RFC 9457 under /api). `typed` is given back on the page. */
export function refusalAnswer(refusal: Refusal, around: Surroundings, kept: { typed: Typed[]; again: string | null } = { typed: [], again: null }): Answer {
  const isOurFault = refusal.status >= 500 && refusal.status !== 503
  if (around.kind === 'api' || around.kind === 'auth') return problem(refusal, isOurFault ? around.requestId : null)
  const html = plainPage({
    status: refusal.status, say: refusal.say, errorNumber: isOurFault ? around.requestId : null,
    siteName: around.siteName, furniture: around.furniture, typed: kept.typed, again: kept.again,
  })
  return { status: refusal.status, headers: { 'content-type': 'text/html; charset=utf-8', ...refusal.headers }, body: Buffer.from(html) }
}

export function textAnswer(status: number, type: string, text: string): Answer {
  return { status, headers: { 'content-type': `${type}; charset=utf-8` }, body: Buffer.from(text) }
}

function problem(refusal: Refusal, errorNumber: string | null): Answer {
  const document = { type: 'about:blank', title: titles[refusal.status] ?? 'Refused', status: refusal.status, detail: refusal.say, errors: [], ...(errorNumber === null ? {} : { error: errorNumber }) }
  return { status: refusal.status, headers: { 'content-type': 'application/problem+json; charset=utf-8', ...refusal.headers }, body: Buffer.from(JSON.stringify(document)) }
}

const titles: Record<number, string> = {
  400: 'Bad Request', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 408: 'Request Timeout', 413: 'Content Too Large', 414: 'URI Too Long',
  415: 'Unsupported Media Type', 421: 'Misdirected Request', 429: 'Too Many Requests', 431: 'Request Header Fields Too Large', 500: 'Internal Server Error',
  502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
}
