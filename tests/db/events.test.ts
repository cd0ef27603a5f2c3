import { desc } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { db } from '@/db'
import { events } from '@/db/schema'
import { eventsAfter, eventsSeen, lastPosition, onCommitted, record } from '@/forum/events'
import type { Event } from '@/forum/events'
import { Follower } from '@/server/follower'
import { aDatabase, engine } from '../support/database'

aDatabase()

async function anEvent(): Promise<number> {
  return db().write(async tx => {
    await record(tx, 'site.changed', {}, new Date())
    const [last] = await tx.select({ id: events.id }).from(events).orderBy(desc(events.id)).limit(1)
    return last?.id ?? 0
  })
}

/** Waits until followers may read what is there. Tests of other files write into the same PostgreSQL, and a slow writer of any of its databases holds the order up. */
async function orderedUntil(id: number): Promise<number> {
  await expect.poll(() => lastPosition(), { timeout: 20_000 }).toBe(id)
  return id
}

test('a reader that goes on from its last event sees each event once', async () => {
  const start = await lastPosition()
  await anEvent()
  await orderedUntil(await anEvent())
  const [first, ...more] = await eventsAfter(start, 1)
  expect(more).toEqual([])
  const rest = await eventsAfter(first?.id ?? 0, 10)
  expect(rest).toHaveLength(1)
  expect(await eventsAfter(rest[0]?.id ?? 0, 10)).toEqual([])
  expect(await lastPosition()).toBe(rest[0]?.id)
})

test.runIf(engine === 'postgres')('an event of a slower writer, whose id was drawn earlier, is not passed over', async () => {
  const start = await orderedUntil(await anEvent())
  const [early, late] = [await aClient(), await aClient()]
  await early.query('BEGIN')
  await early.query('SELECT pg_current_xact_id()')
  await late.query('BEGIN')
  await late.query(insert)
  await early.query(insert)
  await early.query('COMMIT')

  await expect.poll(() => eventsAfter(start, 10), { timeout: 20_000 }).toHaveLength(1)
  const before = await eventsAfter(start, 10)
  expect(await eventsSeen(start, 10)).toHaveLength(1)
  await late.query('COMMIT')
  await expect.poll(() => eventsAfter(before[0]?.id ?? 0, 10), { timeout: 20_000 }).toHaveLength(1)
  const after = await eventsAfter(before[0]?.id ?? 0, 10)
  expect(after[0]?.id).toBeLessThan(before[0]?.id ?? 0)
})

test.runIf(engine === 'postgres')('an event that a slower writer may still precede is seen early, and handed on in order later', async () => {
  const start = await orderedUntil(await anEvent())
  const slow = await aClient()
  await slow.query('BEGIN')
  await slow.query('SELECT pg_current_xact_id()')
  await anEvent()
  expect(await eventsAfter(start, 10)).toEqual([])
  expect(await eventsSeen(start, 10)).toHaveLength(1)
  await slow.query('ROLLBACK')
  await expect.poll(() => eventsAfter(start, 10), { timeout: 20_000 }).toHaveLength(1)
})

test.runIf(engine === 'postgres')('whoever must hear early hears of everything, however much a slow writer holds up', async () => {
  await orderedUntil(await anEvent())
  const follower = new Follower()
  await follower.start()
  const early = new Set<number>()
  follower.hear(events => { for (const event of events) early.add(event.id) })
  const [slow, other] = [await aClient(), await aClient()]
  await slow.query('BEGIN')
  await slow.query('SELECT pg_current_xact_id()')
  await other.query(`${insertInto} SELECT 'site.changed', true, now() FROM generate_series(1, 7000)`)
  await follower.look()
  expect(early.size).toBe(7_000)
  await slow.query('ROLLBACK')
  await follower.stop()
})

test('whoever asked hears of a commit before the writer is answered', async () => {
  const told: Event[] = []
  const stop = onCommitted(events => { told.push(...events) })
  await db().write(async tx => {
    await record(tx, 'site.changed', {}, new Date())
    expect(told).toEqual([])
  })
  expect(told).toHaveLength(1)
  stop()
})

test('the follower hears of its own commits at once and of another process’s by looking, each once', async () => {
  await orderedUntil(await anEvent())
  const follower = new Follower()
  await follower.start()
  const [early, ordered]: [number[], number[]] = [[], []]
  follower.hear(events => { early.push(...events.map(event => event.id)) })
  follower.follow(events => { ordered.push(...events.map(event => event.id)) })
  await anEvent()
  expect(early).toHaveLength(1)
  expect(follower.knows(follower.ownLast)).toBe(true)
  await orderedUntil(await anEvent())
  await follower.look()
  await follower.look()
  expect(early).toHaveLength(2)
  expect(ordered).toEqual(early)
  await follower.stop()
})

const insertInto = 'INSERT INTO events (kind, public, at)'
const insert = `${insertInto} VALUES ('site.changed', true, now())`

// One left open after a failure would hold up the tests that follow.
const clients: pg.Client[] = []
afterEach(async () => { for (const client of clients.splice(0)) await client.end() })

async function aClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
  clients.push(client)
  await client.connect()
  return client
}
