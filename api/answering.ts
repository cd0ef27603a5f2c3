/** From a request to its answer: who asks, which route, how often, from where, with which body; then the route's own work. */
import { viewerOfApi } from '@/auth/viewer'
import { refuse } from '@/forum/errors'
import { refusalOf } from '@/forum/faults'
import { countRead } from '@/forum/reads'
import type { Viewer } from '@/forum/viewer'
import type { Answered, Asked, Endpoint, Facts, Reply, Refused } from './contract'
import { readJson } from './json'
import { noteFault } from './log'
import { isOwnOrigin } from './origin'
import { problemAnswer } from './problems'
import { findEndpoint } from './table'
import { t } from '@/words'

const base = '/api/v1'

/** Answers any request below /api/v1. Never throws. */
export async function answerRequest(asked: Asked): Promise<Answered> {
  let route = 'none'
  try {
    const { viewer, tokenFault } = await viewerOfApi(asked)
    const limited = tokenFault ? countRead(viewer, 'read') : null
    if (limited) return problemAnswer(limited.error)
    if (tokenFault) return problemAnswer(refuse('wrong-token').error)
    const found = findEndpoint(asked.method, asked.url.pathname.slice(base.length))
    if ('allow' in found) return found.allow.length === 0 ? unknown(viewer) : methodAnswer(found.allow)
    route = `${found.endpoint.method} ${found.endpoint.path}`
    return await answerFrom(found.endpoint, found.params, viewer, asked)
  } catch (error) {
    const fault = refusalOf(error)
    if (fault) return problemAnswer(fault.error)
    noteFault(error, asked.number, route)
    return problemAnswer(refuse('broken', { number: asked.number }).error, { instance: asked.number })
  }
}

async function answerFrom(endpoint: Endpoint, params: Record<string, string>, viewer: Viewer, asked: Asked): Promise<Answered> {
  const limited = countRead(viewer, endpoint.rate ?? 'read')
  if (limited) return problemAnswer(limited.error)
  const byToken = asked.authorization !== null
  // A cookie alone never writes; a guest's post has nothing else to show for itself.
  if (endpoint.method !== 'GET' && !byToken && !isOwnOrigin(asked.origin)) {
    return problemAnswer(refuse('not-allowed', { why: t('This request did not come from a page of this site and brings no token, so nothing was changed.') }).error)
  }
  const { pathname, searchParams } = asked.url
  const query = readQuery(searchParams)
  if (query === null) return problemAnswer(malformed(t('The query cannot be read: a parameter comes twice, or holds a character that no text has.')).error)
  const body = bodyOf(endpoint, asked)
  if (!body.ok) return problemAnswer(body.error)
  const key = asked.key ?? undefined
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) return problemAnswer(malformed(t('An Idempotency-Key has 1 to 200 visible ASCII characters.')).error)
  const facts: Facts = { key, ifMatch: asked.ifMatch, byToken, path: pathname, search: searchParams }
  const reply = await endpoint.run(viewer, { params, query, body: body.value }, facts)
  return 'ok' in reply ? problemAnswer(reply.error, { inBody: endpoint.body !== null }) : answerOf(reply)
}

function answerOf({ status, headers = {}, cookies = [], text, json }: Reply): Answered {
  const set: Answered['headers'] = cookies.length > 0 ? { ...headers, 'set-cookie': cookies } : headers
  if (text !== undefined) return { status, headers: { ...set, 'content-type': `${text.type}; charset=utf-8` }, body: Buffer.from(text.content) }
  if (json === undefined) return { status, headers: set, body: Buffer.alloc(0) }
  return { status, headers: { ...set, 'content-type': 'application/json; charset=utf-8' }, body: Buffer.from(JSON.stringify(json)) }
}

// Guessing addresses is counted too.
function unknown(viewer: Viewer): Answered {
  return problemAnswer((countRead(viewer, 'read') ?? refuse('not-found')).error)
}

function methodAnswer(allow: readonly string[]): Answered {
  return problemAnswer(refuse('wrong-method').error, { headers: { allow: allow.join(', ') } })
}

function malformed(why: string): Refused {
  const refusal = refuse('malformed')
  refusal.error.text = why
  return refusal
}

const unreadable = /\p{Surrogate}|\0/u

// An empty parameter counts as one that was not given.
function readQuery(search: URLSearchParams): Record<string, string> | null {
  const names = [...search.keys()]
  if (new Set(names).size !== names.length) return null
  const given = [...search].filter(([, value]) => value !== '')
  return given.some(([name, value]) => name === '__proto__' || unreadable.test(name) || unreadable.test(value)) ? null : Object.fromEntries(given)
}

function bodyOf(endpoint: Endpoint, asked: Asked): { ok: true; value: unknown } | Refused {
  if (endpoint.body === null) return { ok: true, value: undefined }
  const type = (asked.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (asked.body.length > 0 && type !== 'application/json') return refuse('wrong-type')
  const read = readJson(asked.body)
  return read.ok ? read : malformed(read.why)
}
