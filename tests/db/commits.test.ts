import { asc, gte } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { afterCommit, beforeCommit, db } from '@/db'
import { isNotUnique } from '@/db/faults'
import { events as log, people, settings } from '@/db/schema'
import { inTransaction } from '@/forum/action'
import { refuse } from '@/forum/errors'
import { onCommitted, record } from '@/forum/events'
import type { Event } from '@/forum/events'
import { castVote } from '@/forum/votes'
import { aDatabase, engine } from '../support/database'
import { aPerson, anAnswer, aQuestion, must } from '../support/world'

aDatabase()

const loggedFrom = (id: number) => db().read.select().from(log).where(gte(log.id, id)).orderBy(asc(log.id))

async function toldBy(work: () => Promise<unknown>): Promise<Event[][]> {
  const told: Event[][] = []
  const stop = onCommitted(events => { told.push([...events]) })
  try {
    await work()
  } finally {
    stop()
  }
  return told
}

test('the events of an answer are told with their ids before its writer hears that it is posted', async () => {
  const { id: question } = await aQuestion()
  const by = await aPerson()
  const order: string[] = []
  const stop = onCommitted(() => { order.push('told') })

  const told = await toldBy(async () => { await anAnswer({ question, by }); order.push('answered') })
  stop()

  expect(order).toEqual(['told', 'answered'])
  expect(told.flat().map(event => event.kind)).toEqual(['answer.posted'])
  const logged = await loggedFrom(told[0]?.[0]?.id ?? 0)
  expect(logged).toEqual(told.flat())
})

test('who is told reads what was written', async () => {
  const { id: post } = await anAnswer()
  const by = await aPerson()
  let present: Promise<unknown[]> | undefined
  const stop = onCommitted(events => { present = loggedFrom(events[0]?.id ?? 0) })

  must(await castVote(by, { post, voted: true }))
  stop()

  expect(await present).toHaveLength(1)
})

test('a refusal and an exception tell nothing', async () => {
  const told = await toldBy(async () => {
    await inTransaction(async tx => {
      await record(tx, 'person.changed', { person: 1 }, new Date())
      return refuse('not-found')
    })
    await expect(db().write(async tx => {
      await record(tx, 'person.changed', { person: 1 }, new Date())
      throw new Error('broken')
    })).rejects.toThrow('broken')
  })

  expect(told).toEqual([])
})

test('whoever no longer listens is not told', async () => {
  let times = 0
  const stop = onCommitted(() => { times++ })
  await anAnswer()
  const before = times
  stop()

  await anAnswer()

  expect(times).toBe(before)
})

test('what waits for the commit is called once, in the order in which it was left', async () => {
  const order: number[] = []

  await db().write(tx => {
    afterCommit(tx, () => { order.push(1) })
    afterCommit(tx, () => { order.push(2) })
    return Promise.resolve()
  })
  await db().write(async tx => { await tx.select({ id: people.id }).from(people).limit(1) })

  expect(order).toEqual([1, 2])
})

test('a statement left to the end of its transaction is there once that is answered', async () => {
  await db().write(tx => {
    beforeCommit(tx, tx.insert(settings).values({ key: 'left', value: 1 }))
    return Promise.resolve()
  })

  expect((await db().read.select().from(settings)).map(row => row.key)).toContain('left')
})

test('a statement left to the end that fails undoes its transaction, which fails as it did', async () => {
  const told: string[] = []
  const ended = await db().write(async tx => {
    afterCommit(tx, () => { told.push('committed') })
    await tx.insert(settings).values({ key: 'twice', value: 1 })
    beforeCommit(tx, tx.insert(settings).values({ key: 'twice', value: 2 }))
    beforeCommit(tx, tx.insert(settings).values({ key: 'behind it', value: 3 }))
  }).catch((error: unknown) => error)

  expect(isNotUnique(ended)).toBe(true)
  expect(told).toEqual([])
  expect((await db().read.select().from(settings)).map(row => row.key)).not.toContain('twice')
  expect((await db().read.select().from(settings)).map(row => row.key)).not.toContain('behind it')
})

test.runIf(engine === 'postgres')('whoever waits for a statement behind one that failed hears of the first failure', async () => {
  const ended = await db().write(async tx => {
    await tx.insert(settings).values({ key: 'once', value: 1 })
    beforeCommit(tx, tx.insert(settings).values({ key: 'once', value: 2 }))
    await tx.select().from(settings)
  }).catch((error: unknown) => error)

  expect(isNotUnique(ended)).toBe(true)
})

test.runIf(engine === 'postgres')('a transaction that is tried again tells its events once', async () => {
  let attempts = 0
  const told = await toldBy(() => db().write(async tx => {
    attempts++
    await record(tx, 'person.changed', { person: attempts }, new Date())
    if (attempts === 1) await tx.execute(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
  }))

  expect(attempts).toBe(2)
  expect(told.map(events => events.map(event => event.person))).toEqual([[2]])
})
