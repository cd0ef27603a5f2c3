/** Compression of what leaves the process. */
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { remembering } from '@/config/memo'

const worthBytes = 1_024
const compressible = /^(text\/|application\/(json|problem\+json|atom\+xml|xml|javascript|manifest\+json)|image\/svg)/
const brotli = promisify(zlib.brotliCompress)
const gzip = promisify(zlib.gzip)

export type Encoding = 'br' | 'gzip' | null

/** The encoding that suits a body: none for what is small, already packed, or not asked for. */
export function encodingFor(accepted: string | undefined, contentType: string, length: number): Encoding {
  if (length < worthBytes || !isCompressible(contentType)) return null
  return accepted === undefined ? null : preferredOf(accepted)
}

export function isCompressible(contentType: string): boolean {
  return compressible.test(contentType)
}

/** Packs a body. Quality 5 takes 1 ms for 120 kB; 11 takes 13 ms for 2 % less, which only pays for files packed once. */
export async function packed(body: Buffer, encoding: Exclude<Encoding, null>, quality = 5): Promise<Buffer> {
  if (encoding === 'gzip') return gzip(body, { level: 6 })
  return brotli(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: body.length, [zlib.constants.BROTLI_PARAM_LGWIN]: windowFor(body.length) } })
}

// Browsers send a handful of different headers, and each page asks what its reader takes.
const preferredOf = remembering(100, (accepted: string): Encoding => (accepts(accepted, 'br') ? 'br' : accepts(accepted, 'gzip') ? 'gzip' : null))

// A window as large as the body finds all there is; the usual one takes four megabytes of each thread that packs.
function windowFor(bytes: number): number {
  return Math.min(22, Math.max(zlib.constants.BROTLI_MIN_WINDOW_BITS, Math.ceil(Math.log2(bytes + 16))))
}

function accepts(header: string, name: string): boolean {
  const entry = header.toLowerCase().split(',').map(part => part.trim()).find(part => part === name || part.startsWith(`${name};`))
  return entry !== undefined && !/;\s*q=0(\.0*)?$/.test(entry)
}
