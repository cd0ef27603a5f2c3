import path from 'node:path'
import BetterSqlite from 'better-sqlite3'
import fc from 'fast-check'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, run } from '@/db'
import { migrate } from '@/db/migrate'
import { settings, votes } from '@/db/schema'
import { inTransaction } from '@/forum/action'
import { addTo, readCounter } from '@/forum/counters'
import { refuse } from '@/forum/errors'
import { onCommitted, record } from '@/forum/events'
import { aDatabase, engine } from '../support/database'
import { queriesOf } from '../support/queries'

aDatabase()

const keysLike = async (prefix: string) => (await db().read.select({ key: settings.key }).from(settings)).map(row => row.key).filter(key => key.startsWith(prefix)).sort()
const put = (key: string) => inTransaction(async tx => {
  await tx.insert(settings).values({ key, value: 1 })
  return { ok: true, value: null }
})

type Step = { kind: 'done' | 'refused' | 'thrown' | 'broken rule'; slow: boolean }
const step: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom('done', 'done', 'refused', 'thrown', 'broken rule'), slow: fc.boolean() })

let times = 0

test('of writers who come together, those who succeed leave their effects and their events, and no others do', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async steps => {
    const prefix = `mix-${++times}-`
    const told: (number | null)[] = []
    const stop = onCommitted(events => { told.push(...events.map(event => event.person)) })

    const ends = await Promise.allSettled(steps.map(({ kind, slow }, n) => inTransaction(async tx => {
      await tx.insert(settings).values({ key: `${prefix}${n}`, value: n })
      await record(tx, 'person.changed', { person: n }, new Date())
      if (slow) await new Promise(resolve => { setTimeout(resolve, 1) })
      if (kind === 'thrown') throw new Error('thrown')
      if (kind === 'broken rule') await tx.insert(settings).values({ key: `${prefix}${n}`, value: n })
      return kind === 'refused' ? refuse('not-found') : { ok: true as const, value: n }
    })))
    stop()

    const well = steps.flatMap(({ kind }, n) => kind === 'done' ? [n] : [])
    expect(ends.map(end => end.status === 'rejected' ? 'thrown' : end.value.ok ? 'done' : 'refused'))
      .toEqual(steps.map(({ kind }) => kind === 'broken rule' ? 'thrown' : kind))
    expect(await keysLike(prefix)).toEqual(well.map(n => `${prefix}${n}`).sort())
    expect(told.toSorted((a, b) => Number(a) - Number(b))).toEqual(well)
  }), { numRuns: 30 })
}, 60_000)

test('writers on one row follow each other and lose nothing', async () => {
  await Promise.all(Array.from({ length: 150 }, () => db().write(tx => addTo(tx, 'flagged', 1))))

  expect(await readCounter(db().read, 'flagged')).toBe(150)
}, 60_000)

test.runIf(engine === 'sqlite')('on SQLite a command finds a site ready while another process is writing', async () => {
  const other = new BetterSqlite(path.join(process.env['DATA_DIR'] ?? '', 'forum.db'))
  other.exec('BEGIN IMMEDIATE')
  try {
    expect(await migrate()).toEqual({ ok: true, applied: [] })
  } finally {
    other.exec('ROLLBACK')
    other.close()
  }
})

test('nobody is answered before what they wrote can be read', async () => {
  const seen = await Promise.all(Array.from({ length: 30 }, async (_, n) => {
    await put(`seen-${n}`)
    return db().read.select({ key: settings.key }).from(settings).where(eq(settings.key, `seen-${n}`))
  }))

  expect(seen.every(rows => rows.length === 1)).toBe(true)
})

test('readers are answered while a writer holds its transaction open', async () => {
  let letGo = (): void => undefined
  const held = new Promise<void>(resolve => { letGo = resolve })
  const writing = db().write(async tx => {
    await tx.insert(settings).values({ key: 'long', value: 1 })
    await held
  })
  await new Promise(resolve => { setTimeout(resolve, 20) })

  expect(await keysLike('long')).toEqual([])
  letGo()
  await writing
  expect(await keysLike('long')).toEqual(['long'])
})

test.runIf(engine === 'sqlite')('on SQLite those who come together share a commit', async () => {
  const texts = await queriesOf(() => Promise.all(Array.from({ length: 20 }, (_, n) => db().write(tx => record(tx, 'person.changed', { person: n }, new Date())))))

  expect(texts.filter(text => text === 'COMMIT').length).toBeLessThan(20)
  expect(texts.filter(text => text.startsWith('insert into "events"'))).toHaveLength(20)
})

test.runIf(engine === 'sqlite')('a commit that fails fails all who share it, and leaves nothing', async () => {
  const told: unknown[] = []
  const stop = onCommitted(events => { told.push(...events) })

  const ends = await Promise.allSettled([
    db().write(async tx => { await tx.insert(settings).values({ key: 'shared-1', value: 1 }); await record(tx, 'person.changed', { person: 1 }, new Date()) }),
    db().write(async tx => {
      // Kept until the commit, which then finds a vote on a post that is not there.
      await run(tx, sql`pragma defer_foreign_keys = on`)
      await tx.insert(votes).values({ post: 987_654, person: 987_654, createdAt: new Date() })
    }),
    db().write(async tx => { await tx.insert(settings).values({ key: 'shared-2', value: 1 }) }),
  ])
  stop()

  expect(ends.map(end => end.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(told).toEqual([])
  expect(await keysLike('shared-')).toEqual([])
  await put('shared-3')
  expect(await keysLike('shared-')).toEqual(['shared-3'])
})

test.runIf(engine === 'sqlite')('a fault that undoes the whole transaction fails all who share it', async () => {
  const ends = await Promise.allSettled([
    db().write(async tx => { await tx.insert(settings).values({ key: 'undone-1', value: 1 }) }),
    db().write(tx => run(tx, sql`rollback`)),
  ])

  expect(ends.map(end => end.status)).toEqual(['rejected', 'rejected'])
  expect(await keysLike('undone-')).toEqual([])
  await put('undone-3')
  expect(await keysLike('undone-')).toEqual(['undone-3'])
})
