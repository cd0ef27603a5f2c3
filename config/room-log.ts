/** The log of rooms that the server's own cannot reach: also in Next.js's bundle. */
import pino from 'pino'
import type { Logger } from 'pino'
import { processWide } from './process'

/** Writes one JSON object a line to standard output, in the shape of the server's own lines; silent in tests. */
export function roomLog(room: string): Logger {
  return processWide(`${room} log`, () => pino({
    base: null,
    level: process.env['VITEST'] ? 'silent' : 'info',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }) },
  }, pino.destination({ dest: 1, sync: true })))
}
