import { eq, sql } from 'drizzle-orm'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { closeDb, db, rows, TooSlow } from '@/db'
import { HeavyReadings } from '@/db/engines/heavy-readings'
import { people, posts, settings } from '@/db/schema'
import { refusalOf } from '@/forum/faults'
import { search } from '@/forum/search'
import { readOwnData } from '@/forum/own-data'
import { aDatabase, engine } from '../support/database'
import { queriesOf } from '../support/queries'
import { aPerson, anAnswer } from '../support/world'

aDatabase()

const sqliteFile = () => path.join(process.env['DATA_DIR'] ?? '', 'forum.db')

test('heavy readings give the very rows that others give: dates, truths, nulls, JSON and joins', async () => {
  const by = await aPerson()
  const { id } = await anAnswer({ by })
  await db().write(tx => tx.insert(settings).values({ key: 'heavy', value: { deep: [1, 'two', null] } }).then(() => undefined))
  const asked = (on: ReturnType<typeof db>['read']) => Promise.all([
    on.select().from(posts).where(eq(posts.id, id)),
    on.select().from(settings).where(eq(settings.key, 'heavy')),
    on.select({ post: posts, name: people.name }).from(posts).leftJoin(people, eq(people.id, posts.person)).where(eq(posts.id, id)),
    rows(on, sql`select id, heading as title from posts where id = ${id}`, z.object({ id: z.number(), title: z.string() })),
  ])

  expect(await asked(db().heavy)).toEqual(await asked(db().read))
})

test('a heavy reading sees what has just been written', async () => {
  for (let n = 0; n < 5; n++) {
    const { id } = await anAnswer()
    expect(await db().heavy.select({ id: posts.id }).from(posts).where(eq(posts.id, id))).toEqual([{ id }])
  }
})

test('a faulty statement fails as it does elsewhere, and the next reading is answered', async () => {
  await expect(rows(db().heavy, sql`select nothing from nowhere`, z.object({}))).rejects.toThrow(/nowhere/)

  expect(await rows(db().heavy, sql`select 1 as n`, z.object({ n: z.number() }))).toEqual([{ n: 1 }])
})

test.runIf(engine === 'sqlite')('searching and taking one’s data away ask nothing of the main thread but names', async () => {
  const by = await aPerson()
  await anAnswer({ by, body: 'Heliotropes turn.' })

  const texts = await queriesOf(async () => {
    expect((await search({ q: 'heliotropes' })).hits).toHaveLength(1)
    expect((await readOwnData(by.id))?.['posts']).toHaveLength(1)
  })

  expect(texts.filter(text => text.includes('search_index') || text.includes('revisions'))).toEqual([])
})

test.runIf(engine === 'sqlite')('others are answered while a heavy reading goes on', async () => {
  let slowIsOver = false
  const slow = rows(db().heavy, sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000) select count(*) as n from n`, z.object({ n: z.number() })).then(found => { slowIsOver = true; return found })

  await anAnswer()
  expect(slowIsOver).toBe(false)
  expect(await slow).toEqual([{ n: 3_000_000 }])
})

test.runIf(engine === 'sqlite')('a reading past its time fails with a refusal that asks for patience, and another thread reads on', async () => {
  const readings = new HeavyReadings({ file: sqliteFile(), timeMs: 1_000 })
  await readings.read({ text: 'select 1', values: [], shape: 'objects' })

  const slow = readings.read({ text: 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 40000000) select count(*) from n', values: [], shape: 'objects' })

  const error = await slow.catch((fault: unknown) => fault)
  expect(error).toBeInstanceOf(TooSlow)
  expect(refusalOf(error)?.error.code).toBe('busy')
  expect(await readings.read({ text: 'select 2 as n', values: [], shape: 'arrays' })).toEqual([[2]])
  await readings.close()
})

test.runIf(engine === 'sqlite')('a long reading holds up no short ones, however many', async () => {
  const short = () => rows(db().heavy, sql`select 1 as n`, z.object({ n: z.number() }))
  // Both threads stand.
  await Promise.all([short(), short()])
  let slowIsOver = false
  const slow = rows(db().heavy, sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000) select count(*) as n from n`, z.object({ n: z.number() })).then(found => { slowIsOver = true; return found })

  expect(await Promise.all([short(), short(), short()])).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]])
  expect(slowIsOver).toBe(false)
  await slow
})

test.runIf(engine === 'sqlite')('when too many readings wait, the next is refused at once', async () => {
  const readings = new HeavyReadings({ file: sqliteFile(), waitingMax: 1 })
  const one = { text: 'select 1 as n', values: [], shape: 'objects' as const }

  const ends = await Promise.allSettled([readings.read(one), readings.read(one), readings.read(one)])

  expect(ends.map(end => end.status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  await readings.close()
})

test.runIf(engine === 'sqlite')('a thread that breaks is replaced', async () => {
  const workerPath = path.join(process.env['DATA_DIR'] ?? '', 'breaking.mjs')
  writeFileSync(workerPath, `import { parentPort } from 'node:worker_threads'
parentPort.on('message', ({ text }) => { if (text === 'break') throw new Error('broken'); parentPort.postMessage({ rows: [text] }) })`)
  const readings = new HeavyReadings({ file: 'any', workerPath })
  const ask = (text: string) => readings.read({ text, values: [], shape: 'objects' })

  expect(await ask('first')).toEqual(['first'])
  const [broken, after] = await Promise.allSettled([ask('break'), ask('second')])

  expect(broken).toMatchObject({ status: 'rejected', reason: { message: 'broken' } })
  expect(after).toEqual({ status: 'fulfilled', value: ['second'] })
  await readings.close()
})

test('a database that was closed reads heavily again when it is opened anew', async () => {
  await rows(db().heavy, sql`select 1 as n`, z.object({ n: z.number() }))
  await closeDb()

  expect(await rows(db().heavy, sql`select 2 as n`, z.object({ n: z.number() }))).toEqual([{ n: 2 }])
})
