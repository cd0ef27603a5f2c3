/** The API's lines in the log: faults with the number that was told. */
import pino from 'pino'
import type { Logger } from 'pino'
import { processWide } from '@/config/process'

/** One JSON object a line on standard output, in the shape of the server's own lines. */
export function apiLog(): Logger {
  return processWide('api log', () => pino({
    base: null,
    level: process.env['VITEST'] ? 'silent' : 'info',
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }) },
  }, pino.destination({ dest: 1, sync: true })))
}
