/** What is answered where no request could be read: too slow, too large, or no HTTP at all. */
import type { Duplex } from 'node:stream'
import type { Config } from '@/config'
import { standingHeaders } from './headers'
import { limits } from './limits'
import type { Logger } from './log'

const reasons = {
  400: 'Bad Request', 408: 'Request Timeout', 414: 'URI Too Long', 431: 'Request Header Fields Too Large',
} as const

/** Answers a connection that broke in the middle of a request and closes it. */
export function broken(error: Error, socket: Duplex, around: { config: Config; log: Logger }): void {
  if (!socket.writable || socket.destroyed || codeOf(error) === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = statusOf(error)
  const body = `${reasons[status]}\n`
  const standing = standingHeaders(around.config, { path: '/', kind: 'page', html: false, dev: false, shared: false })
  const lines = [
    `HTTP/1.1 ${status} ${reasons[status]}`, 'Content-Type: text/plain; charset=utf-8', `Content-Length: ${body.length}`, 'Connection: close',
    'Cache-Control: private, no-store', ...Object.entries(standing).map(([name, value]) => `${name}: ${value}`),
  ]
  around.log.info({ at: 'request', method: 'unread', status })
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

function statusOf(error: Error): keyof typeof reasons {
  const code = codeOf(error)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  if (code === 'HPE_HEADER_OVERFLOW') return isLongUrl(error) ? 414 : 431
  return 400
}

// Node tells of one overflow for both; the bytes it was reading show whether the first line was still going on.
function isLongUrl(error: Error): boolean {
  const packet: unknown = Reflect.get(error, 'rawPacket')
  return Buffer.isBuffer(packet) && packet.length > limits.urlMaxBytes && !packet.subarray(0, limits.urlMaxBytes).includes(0x0a)
}

function codeOf(error: Error): unknown {
  return Reflect.get(error, 'code')
}
