import { asc, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db, rows } from '@/db'
import { among } from '@/db/among'
import { people, posts } from '@/db/schema'
import { z } from 'zod'
import { aDatabase, engine } from '../support/database'
import { aPerson, anAnswer } from '../support/world'
import { queriesOf } from '../support/queries'

aDatabase()

const idsAmong = async (ids: number[]) => (await db().read.select({ id: posts.id }).from(posts).where(among(posts.id, ids)).orderBy(asc(posts.id))).map(post => post.id)

test('one, many, no and unknown posts are found by their ids with one text of SQL', async () => {
  const first = await anAnswer()
  const second = await anAnswer()
  const texts = new Set<string>()

  for (const [asked, found] of [[[first.id], [first.id]], [[second.id, first.id, 1_000_000], [first.id, second.id]], [[], []]] as const) {
    for (const text of await queriesOf(async () => { expect(await idsAmong([...asked])).toEqual(found) })) texts.add(text)
  }

  expect(texts.size).toBe(1)
})

test('people are found by their handles, whatever signs stand in them', async () => {
  const { id, handle } = await aPerson()
  const asked = [handle, `it's "quoted", {braced} and \\`]

  expect(await db().read.select({ id: people.id }).from(people).where(among(people.handle, asked))).toEqual([{ id }])
})

test('a prepared query takes the list when it is run', async () => {
  const { id } = await anAnswer()
  const prepared = db().read.select({ id: posts.id }).from(posts).where(among(posts.id, sql.placeholder('ids'))).prepare('posts_among')

  expect(await prepared.execute({ ids: [id, id + 1_000] })).toEqual([{ id }])
  expect(await prepared.execute({ ids: [] })).toEqual([])
})

test('a list of ids is looked up by the index', async () => {
  const plan = engine === 'sqlite'
    ? (await rows(db().read, sql`explain query plan select id from posts where ${among(posts.person, [1, 2, 3])}`, z.object({ detail: z.string() }))).map(row => row.detail)
    : await db().write(async tx => {
      await tx.execute(sql`set local enable_seqscan = off`)
      return (await rows(tx, sql`explain select id from posts where ${among(posts.person, [1, 2, 3])}`, z.object({ 'QUERY PLAN': z.string() }))).map(row => row['QUERY PLAN'])
    })

  expect(plan.join('\n')).toMatch(/posts_person/)
})
