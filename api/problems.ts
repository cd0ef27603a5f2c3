/** Refusals as problem documents (RFC 9457). */
import { z } from 'zod'
import type { ErrorCode, Refusal } from '@/forum/errors'
import { absolute } from '@/forum/rendering'
import type { Answered } from './contract'

const fault = z.object({
  field: z.string(),
  pointer: z.string().optional().meta({ description: 'JSON Pointer into the body, where the field stands in one' }),
  code: z.string(),
  detail: z.string(),
})

/** What every refusal looks like. `current` comes with 412, `decided` with a decision that comes too late. */
export const problem = z.object({
  type: z.url(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string().optional().meta({ description: 'Of a fault on our side: the number under which it is noted' }),
  errors: z.array(fault),
  current: z.unknown().optional().meta({ description: 'The post, or the draft, as it is now' }),
  decided: z.object({ decision: z.string(), by: z.string().nullable(), at: z.iso.datetime().nullable() }).optional(),
}).meta({ id: 'Problem', description: 'A problem document (RFC 9457)' })

/** The words of a code: "not-found" is "Not found". */
export function titleOf(code: ErrorCode): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A refusal as an answer. `inBody`: the fields it names stand in the request's body. */
export function problemAnswer(refusal: Refusal, about: { inBody?: boolean; instance?: string; headers?: Record<string, string> } = {}): Answered {
  const document: z.input<typeof problem> = {
    type: absolute(`/api/v1/problems/${refusal.code}`),
    title: titleOf(refusal.code),
    status: refusal.status,
    detail: refusal.text,
    ...(about.instance === undefined ? {} : { instance: about.instance }),
    errors: refusal.fields.map(({ field, code, text }) => ({ field, ...(about.inBody ? { pointer: pointerTo(field) } : {}), code, detail: text })),
    ...refusal.detail,
  }
  return { status: refusal.status, headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headersOf(refusal), ...about.headers }, body: Buffer.from(JSON.stringify(document)) }
}

/** `anchor.label` as a pointer (RFC 6901) in the form of RFC 9457's own example: `#/anchor/label`. */
function pointerTo(field: string): string {
  return field === '' ? '#' : `#/${field.split('.').map(part => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
}

const waitSeconds = 5

function headersOf(refusal: Refusal): Record<string, string> {
  const wait = refusal.retryAfter ?? (refusal.status === 503 ? waitSeconds : null)
  return { ...(wait === null ? {} : { 'retry-after': String(wait) }), ...challenge(refusal) }
}

// RFC 6750, section 3: what kind of credentials is wanted, and what is wrong with the token that came.
function challenge(refusal: Refusal): Record<string, string> {
  if (refusal.code === 'wrong-token') return { 'www-authenticate': 'Bearer realm="api", error="invalid_token"' }
  if (refusal.code === 'scope') return { 'www-authenticate': 'Bearer realm="api", error="insufficient_scope"' }
  return refusal.status === 401 ? { 'www-authenticate': 'Bearer realm="api"' } : {}
}
