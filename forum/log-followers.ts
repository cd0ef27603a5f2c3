/** Followers of the event log that write: what one does with an event and how far it has come are committed together, so that each event has
 *  its effect once, whenever a process dies and however many there are (SECURITY R33). */
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import type { Tx } from '@/db'
import { events, followers, setAside } from '@/db/schema'
import { eventsAfter, lastPosition } from './events'
import type { Event } from './events'

export type LogFollower = {
  name: string
  /** Where it is new it begins with the first event of the log, not with what happens from now on. */
  fromTheFirst?: true
  /** Whether it does anything with an event; all others are passed over. */
  wants: (event: Event) => boolean
  /** Does some of what an event asks for, and says how much that was; `more` where it must be called again, in another transaction, for the rest. */
  handle: (tx: Tx, event: Event, now: Date) => Promise<{ work: number; more: boolean }>
}

/** What has failed so far: in this process alone, so that another one, or the next, tries anew. */
export type Failures = { event: number; tries: number; error: unknown } | null
export type Advanced = { handled: number; failed: Failures }

/** So many tries; then the event is set aside and the follower goes on. */
export const eventTries = 5
const batch = 100
/** A transaction ends after so much work, so that those who write come in between. */
const workAtOnce = 300
const errorMax = 300

/** Makes a follower known where it is not: it begins with what happens from now on, or with the first event. */
export async function beginFollowing({ name, fromTheFirst }: Pick<LogFollower, 'name' | 'fromTheFirst'>, now: Date): Promise<void> {
  const position = fromTheFirst ? 0 : await lastPosition()
  await db().write(async tx => { await tx.insert(followers).values({ name, position, updatedAt: now }).onConflictDoNothing() })
}

/** The next events of a follower whose work lies outside the database, and where it stands; null where it is not known. */
export async function nextFor(name: string, most: number): Promise<{ from: number; events: Event[] } | null> {
  const [at] = await db().read.select({ position: followers.position }).from(followers).where(eq(followers.name, name))
  return at ? { from: at.position, events: await eventsAfter(at.position, most) } : null
}

/** Moves such a follower once its work is done: that is done once at least, not once only. False where another process moved it first. */
export async function movedOn(name: string, from: number, to: number, now: Date): Promise<boolean> {
  return db().write(async tx => {
    if (!await stands(tx, name, from, now)) return false
    await move(tx, name, to, now)
    return true
  })
}

/** A follower stands at the log's end from now on: what it would have done is done. */
export async function standAtEnd(tx: Tx, name: string, now: Date): Promise<void> {
  const at = { position: await lastPosition(tx), updatedAt: now }
  await tx.insert(followers).values({ name, ...at }).onConflictDoUpdate({ target: followers.name, set: at })
}

/** Handles the next events, all of them or, where one fails, those before it. `before` is what had failed the last time. Where another process
 *  has come further meanwhile, nothing is done. */
export async function advance(follower: LogFollower, now: Date, before: Failures = null, most = batch): Promise<Advanced> {
  const [at] = await db().read.select({ position: followers.position }).from(followers).where(eq(followers.name, follower.name))
  if (!at) return { handled: 0, failed: null }
  const next = await eventsAfter(at.position, most)
  if (next.length === 0) return { handled: 0, failed: null }
  try {
    return { handled: await handleSome(follower, at.position, next, now), failed: null }
  } catch {
    return oneByOne(follower, at.position, next, now, before)
  }
}

/** Handles events in one transaction with the move, as many as its work allows. Returns how many steps were taken; 0 where another process moved first. */
async function handleSome(follower: LogFollower, from: number, some: readonly Event[], now: Date): Promise<number> {
  return db().write(async tx => {
    if (!await stands(tx, follower.name, from, now)) return 0
    let [position, steps, work] = [from, 0, 0]
    for (const event of some) {
      const done = follower.wants(event) ? await follower.handle(tx, event, now) : { work: 0, more: false }
      steps++
      work += done.work
      if (done.more) break
      position = event.id
      if (work >= workAtOnce) break
    }
    await move(tx, follower.name, position, now)
    return steps
  })
}

// To find the one that fails: those before it are done, it is tried again later, and in the end set aside.
async function oneByOne(follower: LogFollower, from: number, some: readonly Event[], now: Date, before: Failures): Promise<Advanced> {
  let position = from
  let handled = 0
  for (const event of some) {
    try {
      if (!await handleWhole(follower, position, event, now)) return { handled, failed: null }
    } catch (error) {
      const tries = (before?.event === event.id ? before.tries : 0) + 1
      if (tries < eventTries) return { handled, failed: { event: event.id, tries, error } }
      await putAside(follower.name, position, event, error, tries, now)
    }
    position = event.id
    handled++
  }
  return { handled, failed: null }
}

/** Handles one event to its end, in as many transactions as it takes. False where another process moved first. */
async function handleWhole(follower: LogFollower, from: number, event: Event, now: Date): Promise<boolean> {
  for (;;) {
    const outcome = await db().write(async tx => {
      if (!await stands(tx, follower.name, from, now)) return 'overtaken'
      const { more } = follower.wants(event) ? await follower.handle(tx, event, now) : { more: false }
      if (!more) await move(tx, follower.name, event.id, now)
      return more ? 'more' : 'done'
    })
    if (outcome !== 'more') return outcome === 'done'
  }
}

/** Whether a follower stands where it was read; until this transaction ends nobody else moves it. */
async function stands(tx: Tx, name: string, position: number, now: Date): Promise<boolean> {
  const rows = await tx.update(followers).set({ updatedAt: now }).where(and(eq(followers.name, name), eq(followers.position, position))).returning({ name: followers.name })
  return rows.length > 0
}

async function move(tx: Tx, name: string, to: number, now: Date): Promise<void> {
  await tx.update(followers).set({ position: to, updatedAt: now }).where(eq(followers.name, name))
}

async function putAside(name: string, from: number, event: Event, error: unknown, tries: number, now: Date): Promise<void> {
  await db().write(async tx => {
    if (!await stands(tx, name, from, now)) return
    await move(tx, name, event.id, now)
    await tx.insert(setAside).values({ follower: name, event: event.id, error: wordsOf(error), tries, createdAt: now })
  })
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, errorMax)
}

/** Lets all events that were set aside be tried once more by a running server. Returns how many. */
export async function freeSetAside(tx: Tx): Promise<number> {
  return (await tx.update(setAside).set({ tries: 0 }).returning({ id: setAside.id })).length
}

/** Tries the freed events of a follower once more, each by itself. Those that fail again stay, with their new error. */
export async function retryFreed(follower: LogFollower, now: Date): Promise<void> {
  const freed = await db().read.select({ row: setAside, event: events }).from(setAside).innerJoin(events, eq(events.id, setAside.event)).where(and(eq(setAside.follower, follower.name), eq(setAside.tries, 0)))
  for (const { row, event } of freed) {
    await handleFreed(follower, event, row.id, now).catch(async (error: unknown) => {
      await db().write(async tx => { await tx.update(setAside).set({ tries: 1, error: wordsOf(error) }).where(eq(setAside.id, row.id)) })
    })
  }
}

async function handleFreed(follower: LogFollower, event: Event, row: number, now: Date): Promise<void> {
  for (let more = true; more;) {
    more = await db().write(async tx => {
      const done = await follower.handle(tx, event, now)
      if (!done.more) await tx.delete(setAside).where(eq(setAside.id, row))
      return done.more
    })
  }
}
