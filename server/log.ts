/** The log: one JSON object a line on standard output, names and ids, never texts, addresses or secrets. */
import { createHmac } from 'node:crypto'
import pino from 'pino'
import type { Logger } from 'pino'
import { remembering } from '@/config/memo'
import { keyFor } from '@/config/secret'

export type { Logger } from 'pino'

// Written at once rather than by a thread: a line about the end of the process must not be lost with it.
export const log: Logger = pino({
  base: null,
  level: 'info',
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: label => ({ level: label }) },
  redact: {
    paths: ['authorization', 'cookie', 'password', 'token', 'secret', 'email', 'address', '*.authorization', '*.cookie', '*.password', '*.token', '*.secret', '*.email',
      'headers.authorization', 'headers.cookie', 'headers["set-cookie"]'],
    censor: '[kept out]',
  },
  serializers: { error: bareError },
}, pino.destination({ dest: 1, sync: true }))

// The query is cut from a database fault's message: drizzle puts statement and parameters there.
function bareError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  const at = error.stack?.split('\n').filter(line => line.startsWith('    at ')).slice(0, 12).map(line => line.trim())
  const message = error.message.split('\n')[0]?.slice(0, 300)
  return { name: error.name, message, at, ...(error.cause === undefined ? {} : { cause: bareError(error.cause) }) }
}

/** What the log shows of an address: 12 characters of its keyed hash, the same for the same address on this site. */
export const addressMark = remembering(4_096, (address: string): string => createHmac('sha256', keyFor('address')).update(address).digest('base64url').slice(0, 12))
