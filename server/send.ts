/** Sends an answer: tagged, packed, without a body where none is due. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from './answer'
import { encodingFor, isCompressible, packed } from './compress'

/** Writes `answer` with `standing` headers beside its own. Resolves to the status sent, 304 where the asker has it already. */
export async function send(request: IncomingMessage, response: ServerResponse, answer: Answer, standing: Record<string, string>): Promise<number> {
  for (const [name, value] of Object.entries({ ...standing, ...answer.headers })) response.setHeader(name, value)
  if (answer.status === 200 && standing['cache-control']?.startsWith('public') === true && response.getHeader('etag') === undefined) {
    response.setHeader('etag', tagOf(answer.body))
    if (isKnown(request.headers['if-none-match'], response.getHeader('etag'))) return without(response)
  }
  const body = await suitable(request, response, answer.body)
  response.statusCode = answer.status
  if (mayHaveBody(answer.status)) response.setHeader('content-length', body.length)
  response.end(request.method === 'HEAD' || !mayHaveBody(answer.status) ? undefined : body)
  return answer.status
}

async function suitable(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<Buffer> {
  const type = String(response.getHeader('content-type') ?? '')
  if (isCompressible(type)) response.setHeader('vary', 'accept-encoding')
  if (response.hasHeader('content-encoding')) return body
  const accepted = request.headers['accept-encoding']
  const encoding = encodingFor(Array.isArray(accepted) ? accepted.join(',') : accepted, type, body.length)
  if (encoding === null || request.method === 'HEAD') return body
  response.setHeader('content-encoding', encoding)
  return packed(body, encoding)
}

function without(response: ServerResponse): number {
  response.removeHeader('content-type')
  response.setHeader('vary', 'accept-encoding')
  response.statusCode = 304
  response.end()
  return 304
}

// Weak, as the packed and the plain bytes of one page share it.
function tagOf(body: Buffer): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
}

function isKnown(ifNoneMatch: string | undefined, tag: unknown): boolean {
  return ifNoneMatch !== undefined && typeof tag === 'string' && ifNoneMatch.split(',').some(known => known.trim() === tag || known.trim() === '*')
}

function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 304
}
