/** Faults of the API in the log, under the number that was told. Never a text, a query or its parameters. */
import { roomLog } from '@/config/room-log'

const framesMax = 12

/** Notes a fault: one JSON object a line on standard output, in the shape of the server's own lines. */
export function noteFault(error: unknown, request: string, route: string): void {
  roomLog('api').error({ at: 'api.failed', request, route, error: bare(error) })
}

// drizzle puts statement and parameters into the message's later lines.
function bare(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error
  const at = error.stack?.split('\n').filter(line => line.startsWith('    at ')).slice(0, framesMax).map(line => line.trim())
  return { name: error.name, message: error.message.split('\n')[0]?.slice(0, 300), at, ...(error.cause === undefined ? {} : { cause: bare(error.cause) }) }
}
