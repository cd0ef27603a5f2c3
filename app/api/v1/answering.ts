/** From a request to its answer: who asks, which route, how often, from where, with which body; then the route's own work. */
import { viewerOfApiRequest } from '@/auth/viewer'
import { refuse } from '@/forum/errors'
import { refusalOf } from '@/forum/faults'
import type { Viewer } from '@/forum/viewer'
import type { Endpoint, Facts, Reply, Refused } from './contract'
import { readJson } from './json'
import { noteFault } from './log'
import { isOwnOrigin } from './origin'
import { problemAnswer } from './problems'
import { countRead } from './reads'
import { findEndpoint } from './table'

const base = '/api/v1'

/** Answers any request below /api/v1. Never throws. */
export async function answerRequest(request: Request): Promise<Response> {
  const instance = request.headers.get('x-request-id') ?? 'unnumbered'
  const path = new URL(request.url).pathname.slice(base.length)
  let route = 'none'
  try {
    const asked = await viewerOfApiRequest(request)
    const limited = asked.tokenFault ? countRead(asked.viewer, 'read') : null
    if (limited) return problemAnswer(limited.error)
    if (asked.tokenFault) return problemAnswer(refuse('wrong-token').error)
    const found = findEndpoint(request.method, path)
    if ('allow' in found) return found.allow.length === 0 ? await unknown(asked.viewer) : methodAnswer(found.allow)
    route = `${found.endpoint.method} ${found.endpoint.path}`
    return await answerFrom(found.endpoint, found.params, asked.viewer, request)
  } catch (error) {
    const fault = refusalOf(error)
    if (fault) return problemAnswer(fault.error)
    noteFault(error, instance, route)
    return problemAnswer(refuse('broken', { number: instance }).error, { instance })
  }
}

async function answerFrom(endpoint: Endpoint, params: Record<string, string>, viewer: Viewer, request: Request): Promise<Response> {
  const limited = countRead(viewer, endpoint.rate ?? 'read')
  if (limited) return problemAnswer(limited.error)
  const byToken = request.headers.has('authorization')
  // A cookie alone never writes; a guest's post has nothing else to show for itself.
  if (endpoint.method !== 'GET' && !byToken && !isOwnOrigin(request.headers.get('origin'))) {
    return problemAnswer(refuse('not-allowed', { why: 'This request did not come from a page of this site and brings no token, so nothing was changed.' }).error)
  }
  const url = new URL(request.url)
  const query = readQuery(url.searchParams)
  if (query === null) return problemAnswer(malformed('The query cannot be read: a parameter comes twice, or holds a character that no text has.').error)
  const body = await bodyOf(endpoint, request)
  if (!body.ok) return problemAnswer(body.error)
  const key = request.headers.get('idempotency-key') ?? undefined
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) return problemAnswer(malformed('An Idempotency-Key has 1 to 200 visible ASCII characters.').error)
  const facts: Facts = { key, ifMatch: request.headers.get('if-match'), byToken, path: url.pathname, search: url.searchParams }
  const reply = await endpoint.run(viewer, { params, query, body: body.value }, facts)
  return 'ok' in reply ? problemAnswer(reply.error, { inBody: endpoint.body !== null }) : answerOf(reply)
}

function answerOf(reply: Reply): Response {
  const headers = new Headers(reply.headers)
  for (const cookie of reply.cookies ?? []) headers.append('set-cookie', cookie)
  if (reply.text !== undefined) {
    headers.set('content-type', `${reply.text.type}; charset=utf-8`)
    return new Response(reply.text.content, { status: reply.status, headers })
  }
  if (reply.json === undefined) return new Response(null, { status: reply.status, headers })
  headers.set('content-type', 'application/json; charset=utf-8')
  return new Response(JSON.stringify(reply.json), { status: reply.status, headers })
}

// Guessing addresses is counted too.
function unknown(viewer: Viewer): Promise<Response> {
  return Promise.resolve(problemAnswer((countRead(viewer, 'read') ?? refuse('not-found')).error))
}

function methodAnswer(allow: readonly string[]): Response {
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

async function bodyOf(endpoint: Endpoint, request: Request): Promise<{ ok: true; value: unknown } | Refused> {
  if (endpoint.body === null) return { ok: true, value: undefined }
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const bytes = new Uint8Array(await request.arrayBuffer())
  if (bytes.length > 0 && type !== 'application/json') return refuse('wrong-type')
  const read = readJson(bytes)
  return read.ok ? read : malformed(read.why)
}
