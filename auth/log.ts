import type { Logger } from 'pino'
import { roomLog } from '@/config/room-log'

/** Lines of this room in the log: names and ids, never addresses, passwords or secrets. */
export function authLog(): Logger {
  return roomLog('auth')
}
