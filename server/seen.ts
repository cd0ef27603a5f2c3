/** On several processes: a writer's browser remembers for a moment how far the log was when it wrote, so that another process shows
 *  the post too. One process knows by itself. */
import { engine } from '@/db/dialect'

const seconds = 15

/** The event up to which this reader must be shown, or null. */
export function seenIn(cookies: string | undefined): number | null {
  const found = cookies === undefined ? null : /(?:^|;\s*)seen=(\d{1,15})(?:;|$)/.exec(cookies)
  return found ? Number(found[1]) : null
}

/** The cookie that says so after a change; null where it is not needed. `last` is the last event that this process has committed. */
export function seenCookie(last: number): string | null {
  return engine === 'postgres' && last > 0 ? `seen=${last}; Path=/; Max-Age=${seconds}; SameSite=Lax; HttpOnly` : null
}
