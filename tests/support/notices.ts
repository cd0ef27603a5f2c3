/** Notifications as a running server makes them, in steps that a test decides on. */
import { setTimeout as pause } from 'node:timers/promises'
import { asc, eq, max } from 'drizzle-orm'
import { db } from '@/db'
import { events, followers, notifications, people } from '@/db/schema'
import { advance, beginFollowing } from '@/forum/log-followers'
import { setChoices } from '@/forum/notice-choices'
import { notifier } from '@/forum/notifying'
import { readNotifications } from '@/forum/notifications'
import type { Person } from '@/forum/viewer'
import { aPerson, must } from './world'

/** Makes the notices of all that has happened; what happened before the first call tells nobody. */
export async function makeNotices(now: Date = new Date()): Promise<void> {
  await beginFollowing(notifier, now)
  const [last] = await db().read.select({ id: max(events.id) }).from(events)
  for (;;) {
    const { handled, failed } = await advance(notifier, now)
    if (failed) throw failed.error
    const [at] = await db().read.select({ position: followers.position }).from(followers).where(eq(followers.name, notifier.name))
    if (handled === 0 && (at?.position ?? 0) >= (last?.id ?? 0)) return
    // On PostgreSQL a transaction of another test's database can hold the log up for a moment.
    if (handled === 0) await pause(10)
  }
}

/** A person with a proved address. */
export async function aReader(given: Parameters<typeof aPerson>[0] = {}): Promise<Person & { address: string }> {
  const person = await aPerson(given)
  await db().write(async tx => { await tx.update(people).set({ emailProved: new Date() }).where(eq(people.id, person.id)) })
  return { ...person, address: `${person.handle}@example.org` }
}

export async function choose(person: Person, choices: Parameters<typeof setChoices>[1]['choices']): Promise<void> {
  must(await setChoices(person, { choices }))
}

/** What a person sees, oldest first: "answer 12", with "own" before what is about their own words. */
export async function toldTo(person: Person): Promise<string[]> {
  const { items } = await readNotifications(person.id)
  return items.toReversed().map(({ kind, own, post }) => `${own ? 'own ' : ''}${kind} ${post ?? '-'}`)
}

export async function rowsOf(person: Person) {
  return db().read.select().from(notifications).where(eq(notifications.person, person.id)).orderBy(asc(notifications.id))
}
