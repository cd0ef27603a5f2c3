/** What a route of the API is: method, path, schemas and what it does. The same schemas validate and describe. */
import type { z } from 'zod'
import type { Asking } from '@/auth/viewer'
import type { Refusal, Result } from '@/forum/errors'
import { refuse } from '@/forum/errors'
import { parseInput } from '@/forum/fields'
import type { Viewer } from '@/forum/viewer'

/** A request as the front hands it over: the little of it on which an answer may depend. */
export type Asked = Asking & {
  method: string
  /** On the site's own address. */
  url: URL
  origin: string | null
  contentType: string | null
  /** The Idempotency-Key. */
  key: string | null
  ifMatch: string | null
  /** What was sent; empty where nothing was. */
  body: Uint8Array
  /** The number under which the log holds this request. */
  number: string
}

/** An answer as the front sends it. Names of headers are lower case. */
export type Answered = { status: number; headers: Record<string, string | string[]>; body: Buffer }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a route answers when it does what was asked. `json` and `text` exclude each other; neither is an empty answer. */
export type Reply = { status: number; json?: unknown; text?: { type: string; content: string }; headers?: Record<string, string>; cookies?: string[] }
export type Refused = { ok: false; error: Refusal }

/** What a handler may know of the request beside what its schemas read. */
export type Facts = {
  key: string | undefined
  ifMatch: string | null
  /** Judged by a token, so without cookies. */
  byToken: boolean
  /** Path and query as they were asked, for the link to the next page. */
  path: string
  search: URLSearchParams
}

export type Raw = { params: Record<string, string>; query: Record<string, string>; body: unknown }

/** One kind of answer, for the description. Without a schema the answer has no JSON; `type` names what else it holds. */
export type AnswerKind = { description: string; schema?: z.ZodType; type?: string; headers?: Record<string, string> }

type Described = {
  method: Method
  path: string
  tag: string
  summary: string
  description?: string
  /** The scope that a token needs. Routes with `public` are open to everybody. */
  needs: 'public' | 'read' | 'write' | 'moderate'
  /** A guest may do it too, from a page of the site. */
  guests?: true
  /** Counted by another rate than reading. */
  rate?: 'search' | 'render'
  /** Takes an Idempotency-Key, or needs If-Match. */
  takes?: 'key' | 'if-match'
  answers: Record<number, AnswerKind>
}

export type Endpoint = Described & {
  params: z.ZodType
  query: z.ZodType
  body: z.ZodType | null
  run: (viewer: Viewer, raw: Raw, facts: Facts) => Promise<Reply | Refused>
}

type Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Described & {
  params: P
  query: Q
  body: B
  handle: (asked: { viewer: Viewer; params: z.output<P>; query: z.output<Q>; body: z.output<B>; facts: Facts }) => Promise<Reply | Refused>
}

/** Makes a route that reads a body. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(spec: Spec<P, Q, B>): Endpoint {
  const { handle, ...described } = spec
  return {
    ...described,
    async run(viewer, raw, facts) {
      const read = readWhere(spec, raw)
      if (!read.ok) return read
      const body = parseInput(spec.body, raw.body)
      if (!body.ok) return body
      return handle({ viewer, ...read.value, body: body.value, facts })
    },
  }
}

/** Makes a route without a body. */
export function bodiless<P extends z.ZodType, Q extends z.ZodType>(spec: Omit<Spec<P, Q, z.ZodType>, 'body' | 'handle'> & {
  handle: (asked: { viewer: Viewer; params: z.output<P>; query: z.output<Q>; facts: Facts }) => Promise<Reply | Refused>
}): Endpoint {
  const { handle, ...described } = spec
  return {
    ...described,
    body: null,
    async run(viewer, raw, facts) {
      const read = readWhere(spec, raw)
      return read.ok ? handle({ viewer, ...read.value, facts }) : read
    },
  }
}

// An address that cannot be read names nothing: 404, as for what does not exist.
function readWhere<P extends z.ZodType, Q extends z.ZodType>(spec: { params: P; query: Q }, raw: Raw): Result<{ params: z.output<P>; query: z.output<Q> }> {
  const params = spec.params.safeParse(raw.params)
  if (!params.success) return refuse('not-found')
  const query = parseInput(spec.query, raw.query)
  return query.ok ? { ok: true, value: { params: params.data, query: query.value } } : query
}
