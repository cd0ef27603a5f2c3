/** What is refused before anything is read or rendered. */
import type { IncomingMessage } from 'node:http'
import { limits } from './limits'
import { isOwnHost, isOwnOrigin } from './site'
import type { RouteClass } from './routes'
import { t } from '@/words'

export type Refusal = { status: number; say: string; headers?: Record<string, string> }

export type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const readOnly = new Set<RouteClass>(['page', 'desk', 'feed', 'embed', 'file', 'card', 'live', 'own'])

/** Judges form and size of a request: the address, the headers, the method, the encoding. Null lets it pass. */
export function refuseForm(asked: Asked): Refusal | null {
  const url = asked.url ?? ''
  const isSearch = url.startsWith('/search?')
  if (Buffer.byteLength(url) > (isSearch ? limits.searchUrlMaxBytes : limits.urlMaxBytes)) return { status: 414, say: isSearch ? searchTooLong() : addressTooLong() }
  if (!headersFit(asked.rawHeaders)) {
    return { status: 431, say: t('The request carries more headers than this site reads; deleting this site’s cookies, or a shorter address, may help.') }
  }
  const method = asked.method ?? ''
  if (!methods.includes(method)) return { status: 405, say: t('This site does not know that method.'), headers: { allow: methods.join(', ') } }
  if (!isReadablePath(url.split('?')[0] ?? '')) return { status: 400, say: t('It holds characters that no address of this site has. It may have been cut or mistyped.') }
  if (asked.headers.upgrade?.toLowerCase() === 'websocket') return { status: 400, say: t('This site opens no web sockets.') }
  const encoding = asked.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') return { status: 415, say: t('Compressed requests are not read.') }
  return null
}

/** What is said of an address that is too long: what happened, and what to do. */
export function addressTooLong(): string {
  return t('The address is longer than this site reads, so nothing was looked up. It may have been mistyped or put together by mistake: begin from the papers, or search.')
}

export function searchTooLong(): string {
  return t('The search is longer than an address can be, so nothing was searched. Leave some words out, and search again.')
}

/** Refuses what asks for another site: a rebound name would otherwise reach an install on a loopback address. */
export function refuseHost(asked: Asked, kind: RouteClass, siteUrl: string): Refusal | null {
  if (kind === 'own' || isOwnHost(asked.headers.host, siteUrl)) return null
  return { status: 421, say: t('This is {0}; the request asked for another site.', siteUrl) }
}

/** Refuses methods that a path of this class cannot take. Whether one page among them exists is not judged here. */
export function refuseMethod(asked: Asked, kind: RouteClass): Refusal | null {
  const method = asked.method ?? ''
  if (method === 'GET' || method === 'HEAD') return null
  const taken = kind === 'api' ? methods : ['GET', 'HEAD', ...(readOnly.has(kind) ? [] : ['POST'])]
  return taken.includes(method) ? null : { status: 405, say: t('This address does not take that method.'), headers: { allow: taken.join(', ') } }
}

/** Refuses bodies that no handler reads: files above all. */
export function refuseType(asked: Asked, kind: RouteClass): Refusal | null {
  const type = (asked.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  // A mail program ends a subscription by a form of either kind (RFC 8058, section 3.2); nothing of it is read but one word.
  if (kind === 'one-click') return null
  if (type.startsWith('multipart/')) return { status: 415, say: t('Files are not taken here; paste the text instead.') }
  const isForm = kind === 'form' || kind === 'auth'
  if (isForm && type !== '' && type !== 'application/x-www-form-urlencoded' && type !== 'application/json') {
    return { status: 415, say: t('Forms are read as application/x-www-form-urlencoded.') }
  }
  return null
}

/**
 * A cookie alone never writes: a change needs the browser's word that it comes from this site, or a token instead of
 * cookies. `token`: let it pass, but without its cookies. An address that ends mails is such a token: mail programs ask for it by themselves.
 */
export function proofOf(asked: Asked, siteUrl: string, kind: RouteClass): 'own' | 'token' | Refusal {
  if (asked.headers.authorization !== undefined || kind === 'one-click') return 'token'
  const site = asked.headers['sec-fetch-site']
  const proven = site === undefined ? isOwnOrigin(asked.headers.origin, siteUrl) : site === 'same-origin'
  return proven ? 'own' : { status: 403, say: t('This request did not come from a page of this site, so nothing was changed.') }
}

function isReadablePath(path: string): boolean {
  if (!path.startsWith('/') || /[\u0000-\u0020\\#]/.test(path)) return false
  try {
    const decoded = decodeURIComponent(path)
    return !/[\u0000-\u001f\\]/.test(decoded) && !hasSteps(decoded)
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}

/** Whether a path has a segment of dots: it leads elsewhere once it is resolved. */
export function hasSteps(path: string): boolean {
  return path.split('/').some(segment => segment === '.' || segment === '..')
}

/** Whether a request's headers, names and values in turns, are no more than this site reads. */
export function headersFit(rawHeaders: readonly string[]): boolean {
  if (rawHeaders.length / 2 > limits.headersMaxCount) return false
  let bytes = 0
  for (const part of rawHeaders) bytes += part.length + 2
  return bytes <= limits.headersMaxBytes
}
