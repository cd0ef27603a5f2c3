import pg from 'pg'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { eventsAfter, eventsSeen, lastPosition, onCommitted, record } from '@/forum/events'
import type { Event } from '@/forum/events'
import { Follower } from '@/server/follower'
import { aDatabase, engine } from '../support/database'

aDatabase()

async function anEvent(): Promise<void> {
  await db().write(async tx => { await record(tx, 'site.changed', {}, new Date()) })
}

test('a reader that goes on from its last event sees each event once', async () => {
  const start = await lastPosition()
  await anEvent()
  await anEvent()
  const [first, ...more] = await eventsAfter(start, 1)
  expect(more).toEqual([])
  const rest = await eventsAfter(first?.id ?? 0, 10)
  expect(rest).toHaveLength(1)
  expect(await eventsAfter(rest[0]?.id ?? 0, 10)).toEqual([])
  expect(await lastPosition()).toBe(rest[0]?.id)
})

test.runIf(engine === 'postgres')('an event of a slower writer, whose id was drawn earlier, is not passed over', async () => {
  const start = await lastPosition()
  const [early, late] = [await aClient(), await aClient()]
  await early.query('BEGIN')
  await early.query('SELECT pg_current_xact_id()')
  await late.query('BEGIN')
  await late.query(insert)
  await early.query(insert)
  await early.query('COMMIT')

  const before = await eventsAfter(start, 10)
  expect(before).toHaveLength(1)
  expect(await eventsSeen(start, 10)).toHaveLength(1)
  await late.query('COMMIT')
  const after = await eventsAfter(before[0]?.id ?? 0, 10)
  expect(after).toHaveLength(1)
  expect(after[0]?.id).toBeLessThan(before[0]?.id ?? 0)
  await early.end()
  await late.end()
})

test.runIf(engine === 'postgres')('an event that a slower writer may still precede is seen early, and handed on in order later', async () => {
  const start = await lastPosition()
  const slow = await aClient()
  await slow.query('BEGIN')
  await slow.query('SELECT pg_current_xact_id()')
  await anEvent()
  expect(await eventsAfter(start, 10)).toEqual([])
  expect(await eventsSeen(start, 10)).toHaveLength(1)
  await slow.query('ROLLBACK')
  expect(await eventsAfter(start, 10)).toHaveLength(1)
  await slow.end()
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
  const follower = new Follower()
  await follower.start()
  const [early, ordered]: [number[], number[]] = [[], []]
  follower.hear(events => { early.push(...events.map(event => event.id)) })
  follower.follow(events => { ordered.push(...events.map(event => event.id)) })
  await anEvent()
  expect(early).toHaveLength(1)
  expect(follower.knows(follower.ownLast)).toBe(true)
  await anEvent()
  await follower.look()
  await follower.look()
  expect(early).toHaveLength(2)
  expect(ordered).toEqual(early)
  await follower.stop()
})

const insert = "INSERT INTO events (kind, public, at) VALUES ('site.changed', true, now())"

async function aClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
  await client.connect()
  return client
}
