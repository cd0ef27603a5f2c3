import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { db, rows, run } from '@/db'
import { preparedOnce } from '@/db/prepared'
import type { Tx } from '@/db'
import { settings } from '@/db/schema'
import { aDatabase, engine } from '../support/database'
import { queriesOf } from '../support/queries'

aDatabase()

const keptOn = async (tx: Tx) => (await rows(tx, sql`select statement from pg_prepared_statements`, z.object({ statement: z.string() }))).map(row => row.statement)

test.runIf(engine === 'postgres')('a statement that comes again and again is kept by PostgreSQL, and one that comes once is not', async () => {
  const kept = await db().write(async tx => {
    for (let n = 0; n < 6; n++) await run(tx, sql`select 'again', ${n}::int`)
    await run(tx, sql`select 'once', ${1}::int`)
    return keptOn(tx)
  })

  expect(kept.filter(text => text.includes(`'again'`))).toHaveLength(1)
  expect(kept.filter(text => text.includes(`'once'`))).toHaveLength(0)
})

test.runIf(engine === 'postgres')('a connection keeps a bounded number of statements, and the next one serves on', async () => {
  const kept = await db().write(async tx => {
    for (let columns = 1; columns <= 320; columns++) for (let n = 0; n < 3; n++) await run(tx, sql`select ${sql.join(Array.from({ length: columns }, () => sql`1`), sql`, `)}`)
    return keptOn(tx)
  })

  expect(kept.length).toBeLessThanOrEqual(300)
  expect(await rows(db().read, sql`select 1 as n`, z.object({ n: z.number() }))).toEqual([{ n: 1 }])
})

test.runIf(engine === 'postgres')('a change in which a failed statement was passed over is not taken for committed', async () => {
  await expect(db().write(async tx => {
    await tx.insert(settings).values({ key: 'passed over', value: 1 })
    await run(tx, sql`select 1 / 0`).catch(() => undefined)
  })).rejects.toThrow(/undid/)

  expect((await db().read.select().from(settings)).map(row => row.key)).not.toContain('passed over')
})

test('a query built once serves transaction after transaction, and reading beside them', async () => {
  let times = 0
  const byKey = preparedOnce(on => {
    times++
    return on.select({ value: settings.value }).from(settings).where(sql`${settings.key} = ${sql.placeholder('key')}`).prepare('settings_by_key')
  })

  for (let n = 0; n < 20; n++) {
    expect(await db().write(async tx => {
      await tx.insert(settings).values({ key: `built-${n}`, value: n })
      return byKey(tx).execute({ key: `built-${n}` })
    })).toEqual([{ value: n }])
  }

  expect(await byKey().execute({ key: 'built-3' })).toEqual([{ value: 3 }])
  expect(times).toBeLessThanOrEqual(13)
  expect(await queriesOf(async () => { await byKey().execute({ key: 'built-4' }) })).toHaveLength(1)
})
