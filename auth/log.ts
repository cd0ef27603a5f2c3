/** Lines of this room in the log: names and ids, never addresses, passwords or secrets. */
import pino from 'pino'
import type { Logger } from 'pino'
import { processWide } from '@/config/process'

/** One JSON object a line on standard output, in the shape of the server's own lines. */
export function authLog(): Logger {
  return processWide('auth log', () => pino({
    base: null,
    level: process.env['VITEST'] ? 'silent' : 'info',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }) },
  }, pino.destination({ dest: 1, sync: true })))
}
