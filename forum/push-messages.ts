/** What a message to a browser says, composed when it is sent: a title, a line and an address on this site. */
import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { keyedHash } from '@/config/secret'
import { db } from '@/db'
import { notifications, people, pushSubscriptions } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { headerLine } from '@/text/letter'
import type { Subscription } from './push'
import { noticeLine } from './notice-lines'
import { notificationsWhere } from './notifications'

/** `tag`: a newer message of the same tag takes the place of an older one, at the service and on the screen; it tells the service nothing. */
export type PushMessage = { title: string; body: string; url: string; tag: string }

/** So long a message is worth sending, in ms; also how long a push service keeps it for a browser that is away. */
export const pushLifeMs = 24 * 3_600_000

const ids = z.object({ notification: z.coerce.number().int().positive(), device: z.coerce.number().int().positive() })
const [titleMax, bodyMax] = [120, 160]

/** The message of an outbox row of the kind `push` and the browser it goes to. Null where there is nothing to say any more: the device or
 *  the notification is gone or was read, its post is not public now, its person is suspended, or it is older than a day. */
export async function readPushMessage(payload: Record<string, string>, now: Date): Promise<{ to: Subscription; message: PushMessage } | null> {
  const given = ids.safeParse(payload)
  if (!given.success) return null
  const on = db().read
  const [found] = await on.select({ to: pushSubscriptions, former: people.former, suspendedUntil: people.suspendedUntil }).from(pushSubscriptions)
    .innerJoin(people, eq(people.id, pushSubscriptions.person)).where(eq(pushSubscriptions.id, given.data.device))
  if (!found || found.former || (found.suspendedUntil !== null && found.suspendedUntil > now)) return null
  // By its person too: a browser may have changed hands since.
  const unread = and(eq(notifications.id, given.data.notification), eq(notifications.person, found.to.person), isNull(notifications.readAt))
  const [notice] = await notificationsWhere(unread, 1, on)
  if (!notice || notice.createdAt.getTime() < now.getTime() - pushLifeMs) return null
  const { url, question } = notice
  const [line, heading] = [noticeLine(notice), notice.kind === 'decision' ? '' : notice.heading]
  return {
    to: found.to,
    message: {
      title: plain(heading === '' ? line : heading, titleMax), body: heading === '' ? '' : plain(line, bodyMax), url,
      tag: keyedHash('push', question === null ? `notification ${notice.id}` : `question ${question}`).slice(0, 32),
    },
  }
}

// One line, without what turns the order of signs round: it is shown beside what the browser itself says.
function plain(text: string, max: number): string {
  return headerLine(excerpt(text, max), max)
}
