/** Calls the API's handlers as the front does, and checks every answer against the schema that describes it. */
import { expect } from 'vitest'
import { answerRequest } from '@/api/answering'
import type { Asked } from '@/api/contract'
import { problem } from '@/api/problems'
import { findEndpoint } from '@/api/table'
import type { Scope, Viewer } from '@/forum/viewer'
import { createToken } from '@/forum/tokens'
import { aPerson, must } from './world'

export const site = 'http://localhost:3000'

export type Called = { status: number; headers: Headers; json: Json; text: string }
type Json = Record<string, unknown>
export type Call = { token?: string; json?: unknown; raw?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string>; origin?: string | null; cookie?: string; address?: string }

/** One request. Without a token it comes from a page of the site, unless `origin` says otherwise. */
export async function call(method: string, path: string, given: Call = {}): Promise<Called> {
  const answer = await answerRequest(anAsked(method, path, given))
  const response = new Response(answer.body.length === 0 ? null : new Uint8Array(answer.body), { status: answer.status, headers: pairsOf(answer.headers) })
  const text = answer.body.toString('utf8')
  const type = response.headers.get('content-type') ?? ''
  const json = type.includes('json') ? objectOf(JSON.parse(text)) : {}
  judge(method, path, response, json)
  return { status: response.status, headers: response.headers, json, text }
}

/** A request as the front would hand it over. */
export function anAsked(method: string, path: string, given: Call = {}): Asked {
  const headers = new Headers(given.headers)
  if (given.token !== undefined) headers.set('authorization', `Bearer ${given.token}`)
  else if (given.origin !== null) headers.set('origin', given.origin ?? site)
  const body = given.raw ?? (given.json === undefined ? undefined : JSON.stringify(given.json))
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json')
  return {
    method, url: new URL(`${site}/api/v1${path}`), body: typeof body === 'string' ? Buffer.from(body) : body ?? Buffer.alloc(0), number: 'TEST',
    cookies: given.cookie ?? headers.get('cookie'), authorization: headers.get('authorization'), address: given.address ?? '203.0.113.7',
    origin: headers.get('origin'), contentType: headers.get('content-type'), key: headers.get('idempotency-key'), ifMatch: headers.get('if-match'),
  }
}

function pairsOf(headers: Record<string, string | string[]>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]))
}

// What the description says of an answer holds of every answer that any test sees.
function judge(method: string, path: string, response: Response, json: Json): void {
  const what = `${method} ${path.slice(0, 60)} answered ${response.status}: ${JSON.stringify(json).slice(0, 300)}`
  if (response.status >= 400) {
    expect(response.headers.get('content-type'), what).toBe('application/problem+json; charset=utf-8')
    expect(problem.strict().safeParse(json).error, what).toBeUndefined()
    expect(json['status'], what).toBe(response.status)
    return
  }
  const found = findEndpoint(method, path.split('?')[0] ?? '')
  if ('allow' in found || response.status === 308) return
  const kind = found.endpoint.answers[response.status]
  expect(kind, what).toBeDefined()
  if (!kind?.schema) return
  const described = kind.schema.safeParse(json)
  expect(described.error, what).toBeUndefined()
  // A schema drops what it does not know: nothing may be sent that is not described.
  expect(described.data, what).toEqual(json)
}

export function objectOf(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object')
  return Object.fromEntries(Object.entries(value))
}

export function listOf(value: unknown): Json[] {
  if (!Array.isArray(value)) throw new Error('no list')
  return value.map(objectOf)
}

export function itemsOf(called: Called): Json[] {
  return listOf(called.json['items'])
}

type Somebody = Viewer & { kind: 'person' }

/** A person with a token of the scope that the role suggests. */
export async function aCaller(given: Parameters<typeof aPerson>[0] & { tokenScope?: Scope } = {}): Promise<{ person: Somebody; token: string }> {
  const { tokenScope, ...rest } = given
  const person = await aPerson(rest)
  return { person, token: await aToken(person, tokenScope ?? (person.role === 'member' ? 'write' : 'moderate')) }
}

export async function aToken(person: Somebody, scope: Scope): Promise<string> {
  return must(await createToken(person, { label: 'test', scope })).token
}

/** Renders until the text worker has loaded what a post needs: on a busy machine its first text may come back plain. */
export async function warmRenderer(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    const { json } = await call('POST', '/render', { json: { markdown: '**warm** $x^2$ `code`' } })
    if (String(json['html']).includes('<strong>')) return
  }
}

/** Codes of the fields that a refusal names. */
export function faultsOf(called: Called): string[] {
  return listOf(called.json['errors'] ?? []).map(fault => `${String(fault['field'])}: ${String(fault['code'])}`)
}
