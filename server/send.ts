/** Sends an answer: tagged, packed, without a body where none is due. */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, Headers } from './answer'
import { encodingFor, isCompressible, packed } from './compress'
import { namesTag } from './finished-page'
import { joined } from './visit'

/** Writes `answer` with `standing` headers beside its own. Resolves to the status sent, 304 where the asker has it already. */
export async function send(request: IncomingMessage, response: ServerResponse, answer: Answer, standing: Readonly<Record<string, string>>): Promise<number> {
  const headers: Headers = { ...standing, ...answer.headers }
  const type = String(headers['content-type'] ?? '')
  if (isCompressible(type)) headers['vary'] = 'accept-encoding'
  // Whoever reads a feed of their own keeps it and asks often, although no cache between may.
  const isTagged = standing['cache-control']?.startsWith('public') === true || type.startsWith('application/atom+xml')
  if (answer.status === 200 && isTagged && headers['etag'] === undefined) {
    const tag = tagOf(answer.body)
    headers['etag'] = `W/${tag}`
    const known = request.headers['if-none-match']
    if (known !== undefined && namesTag(known, tag)) {
      // A type belongs to a body, and there is none.
      delete headers['content-type']
      response.writeHead(304, headers).end()
      return 304
    }
  }
  const body = await suitable(request, headers, type, answer.body)
  if (response.destroyed) return answer.status
  if (mayHaveBody(answer.status)) headers['content-length'] = String(body.length)
  response.writeHead(answer.status, headers).end(request.method === 'HEAD' || !mayHaveBody(answer.status) ? undefined : body)
  return answer.status
}

async function suitable(request: IncomingMessage, headers: Headers, type: string, body: Buffer): Promise<Buffer> {
  if (headers['content-encoding'] !== undefined) return body
  const encoding = encodingFor(joined(request.headers['accept-encoding']), type, body.length)
  if (encoding === null || request.method === 'HEAD') return body
  headers['content-encoding'] = encoding
  return packed(body, encoding)
}

// Sent as weak, as the packed and the plain bytes of one page share it.
function tagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
}

function mayHaveBody(status: number): boolean {
  return status !== 204 && status !== 304
}
