/** The description of the API (OpenAPI 3.1), made from the table of routes and the schemas that validate. */
import { createDocument } from 'zod-openapi'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi'
import { z } from 'zod'
import { config } from '@/config'
import { processWide } from '@/config/process'
import type { AnswerKind, Endpoint } from './contract'
import { problem } from './problems'

/** The description as JSON, made once per process. */
export function openapi(endpoints: readonly Endpoint[]): string {
  return processWide('openapi', () => JSON.stringify(documentOf(endpoints)))
}

function documentOf(endpoints: readonly Endpoint[]): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'The forum’s API', version: '1', description: about },
    servers: [{ url: `${config().siteUrl}/api/v1` }],
    paths: pathsOf(endpoints),
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'A token from the settings page or `npm run forum -- token create`. `read` is part of `write`, `write` of `moderate`.' } } },
  })
}

const about = 'Refusals are problem documents (RFC 9457). Lists are paged by cursors: `limit`, `after`, and `Link: rel="next"`. '
  + 'Reading what is public needs no token; a token in no address, only in `Authorization: Bearer`. A session’s cookie counts on requests from the site’s own pages. '
  + 'A post without token or session needs the site’s own `Origin` and a name in `guest`; it is held, and its answer names a `receipt`. '
  + 'The same text by the same person at the same place within a day is posted once, with and without an `Idempotency-Key`.'

function pathsOf(endpoints: readonly Endpoint[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const endpoint of endpoints) {
    const method = methods[endpoint.method]
    paths[endpoint.path] = { ...paths[endpoint.path], [method]: operationOf(endpoint) }
  }
  return paths
}

const methods = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const header = headersOf(endpoint)
  return {
    operationId: `${methods[endpoint.method]}${endpoint.path.replace(/[^a-zA-Z0-9]+(\w?)/g, (_all, letter: string) => letter.toUpperCase())}`,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description === undefined ? {} : { description: endpoint.description }),
    security: securityOf(endpoint),
    requestParams: {
      ...(endpoint.params instanceof z.ZodObject ? { path: endpoint.params } : {}),
      ...(endpoint.query instanceof z.ZodObject ? { query: endpoint.query } : {}),
      ...(header ? { header } : {}),
    },
    ...(endpoint.body ? { requestBody: { required: true, content: { 'application/json': { schema: endpoint.body } } } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(endpoint.answers).map(([status, kind]) => [status, answerOf(kind)])),
      default: { description: 'A refusal', content: { 'application/problem+json': { schema: problem } } },
    },
  }
}

function answerOf(kind: AnswerKind) {
  const content = kind.schema ? { 'application/json': { schema: kind.schema } } : kind.type ? { [kind.type]: { schema: z.unknown() } } : null
  const headers = kind.headers && Object.fromEntries(Object.entries(kind.headers).map(([name, says]) => [name, { description: says, schema: { type: 'string' as const } }]))
  return { description: kind.description, ...(content ? { content } : {}), ...(headers ? { headers } : {}) }
}

function headersOf(endpoint: Endpoint): z.ZodObject | null {
  if (endpoint.takes === 'key') return z.object({ 'Idempotency-Key': z.string().max(200).optional().meta({ description: 'The same again within a day gives the first answer' }) })
  if (endpoint.takes === 'if-match') return z.object({ 'If-Match': z.string().meta({ description: 'The revision seen, in quotation marks, as its ETag gave it' }) })
  return null
}

// An empty requirement beside the token's says that it also works without one.
function securityOf(endpoint: Endpoint): Record<string, string[]>[] {
  if (endpoint.needs === 'public') return []
  const token = { token: [endpoint.needs] }
  return endpoint.guests ? [token, {}] : [token]
}
