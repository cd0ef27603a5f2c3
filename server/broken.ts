/** What is answered where no request could be read: too slow, too large, or no HTTP at all. */
import type { Duplex } from 'node:stream'
import { t } from '@/words'
import type { Config } from '@/config'
import { addressTooLong, searchTooLong } from './gate'
import { standingHeaders } from './headers'
import { limits } from './limits'
import type { Logger } from './log'
import { plainPage } from './plain-page'
import type { Furniture } from './plain-page'

const reasons = {
  400: 'Bad Request', 408: 'Request Timeout', 414: 'URI Too Long', 431: 'Request Header Fields Too Large',
} as const

/** So long what is still on its way is taken and thrown away: a connection that is closed with something unread loses the answer, too. */
const lingerMs = 2_000
const answered = new WeakSet<Duplex>()

type Around = { config: Config; log: Logger; siteName: () => string; furniture: () => Furniture }

/** Answers a connection that broke in the middle of a request and closes it. People see a page where it is their doing: an address or a cookie that is too long. */
export function broken(error: Error, socket: Duplex, { config, log, siteName, furniture }: Around): void {
  // The rest of a request that was answered already is an error, too.
  if (answered.has(socket)) return
  if (!socket.writable || socket.destroyed || codeOf(error) === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = statusOf(error)
  const say = sentences(error)[status]
  const body = Buffer.from(say === undefined ? `${reasons[status]}\n` : plainPage({ status, say, errorNumber: null, siteName: siteName(), furniture: furniture(), typed: [], again: null }))
  const standing = standingHeaders(config, { path: '/', kind: 'page', html: say !== undefined, dev: false, shared: false })
  const lines = [
    `HTTP/1.1 ${status} ${reasons[status]}`, `Content-Type: text/${say === undefined ? 'plain' : 'html'}; charset=utf-8`, `Content-Length: ${body.length}`, 'Connection: close',
    'Cache-Control: private, no-store', ...Object.entries(standing).map(([name, value]) => `${name}: ${value}`),
  ]
  log.info({ at: 'request', method: 'unread', status })
  answered.add(socket)
  socket.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]))
  setTimeout(() => { socket.destroy() }, lingerMs).unref()
}

function sentences(error: Error): Partial<Record<keyof typeof reasons, string>> {
  return {
    414: isSearch(error) ? searchTooLong() : addressTooLong(),
    431: t('The request carries more headers than this site reads; deleting this site’s cookies, or a shorter address, may help.'),
  }
}

function statusOf(error: Error): keyof typeof reasons {
  const code = codeOf(error)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  if (code === 'HPE_HEADER_OVERFLOW') return isLongUrl(error) ? 414 : 431
  return 400
}

// Node tells of one overflow for both; the bytes it was reading show whether the first line was still going on.
function isLongUrl(error: Error): boolean {
  const packet = packetOf(error)
  return packet.length > limits.urlMaxBytes && !packet.subarray(0, limits.urlMaxBytes).includes(0x0a)
}

function isSearch(error: Error): boolean {
  return packetOf(error).subarray(0, 16).toString('latin1').startsWith('GET /search?')
}

/** The bytes that Node was reading; none where it does not say. */
function packetOf(error: Error): Buffer {
  const packet: unknown = Reflect.get(error, 'rawPacket')
  return Buffer.isBuffer(packet) ? packet : Buffer.alloc(0)
}

function codeOf(error: Error): unknown {
  return Reflect.get(error, 'code')
}
