/** The log as its followers see it. */
import { setTimeout as pause } from 'node:timers/promises'
import { max } from 'drizzle-orm'
import { db } from '@/db'
import { events } from '@/db/schema'
import { lastPosition } from '@/forum/events'
import { advance } from '@/forum/log-followers'
import type { LogFollower } from '@/forum/log-followers'

/** Waits until followers can read all that has happened: on PostgreSQL a transaction of another test's database can hold the log up for a moment. */
export async function logSettled(): Promise<void> {
  const [last] = await db().read.select({ id: max(events.id) }).from(events)
  while (await lastPosition() < (last?.id ?? 0)) await pause(10)
}

/** Lets a follower handle all that has happened. */
export async function followToEnd(follower: LogFollower, now: Date = new Date()): Promise<void> {
  await logSettled()
  for (;;) {
    const { handled, failed } = await advance(follower, now)
    if (failed) throw failed.error
    if (handled === 0) return
  }
}
