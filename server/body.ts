/** Reads a request's body under a limit. */
import type { IncomingMessage } from 'node:http'
import { limits } from './limits'

export type Body = { fits: true; bytes: Buffer } | { fits: false; bytes: Buffer | null } | 'gone'

/**
 * The whole body. Where it is over `maxBytes` but not over what any path takes, it is read all the same, so that the
 * text can be given back; above that reading stops and `bytes` is null. 'gone' where the sender left.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  const ceiling = Math.max(maxBytes, limits.importMaxBytes)
  if (Number(request.headers['content-length'] ?? 0) > ceiling) return { fits: false, bytes: null }
  const parts: Buffer[] = []
  let length = 0
  try {
    // Not destroyed when reading stops early: the answer still has to go out on the same connection.
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
      length += bytes.length
      if (length > ceiling) return { fits: false, bytes: null }
      parts.push(bytes)
    }
  } catch (error) {
    // The sender's leaving is no fault of ours and nobody is there to be told.
    if (request.destroyed) return 'gone'
    throw error
  }
  const bytes = Buffer.concat(parts)
  return length > maxBytes ? { fits: false, bytes } : { fits: true, bytes }
}
