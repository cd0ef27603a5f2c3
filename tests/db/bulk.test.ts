import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { changeMany, insertMany, takeIds } from '@/db/bulk'
import { papers, people } from '@/db/schema'
import { aDatabase } from '../support/database'
import { aPaper } from '../support/world'

aDatabase()

// PostgreSQL takes no NUL in a text, and neither engine a half of a surrogate pair.
const words = fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => text.replaceAll('\0', ''))
const moments = fc.integer({ min: 0, max: 4_000_000_000_000 }).map(ms => new Date(ms))
const paper = fc.record({
  title: words, titleHtml: words, authors: fc.array(words, { maxLength: 3 }), links: fc.array(fc.record({ label: words, url: words }), { maxLength: 2 }),
  venue: fc.option(words), year: fc.option(fc.integer({ min: 1900, max: 2100 })), onList: fc.option(fc.boolean(), { nil: undefined }), activeAt: moments,
})

test('rows written in bulk come back as they were given, each default where none was given', async () => {
  let position = 0
  await fc.assert(fc.asyncProperty(fc.array(paper, { maxLength: 30 }), async given => {
    const written = await db().write(async tx => {
      const ids = await takeIds(tx, papers, given.length)
      const rows = given.map((row, n) => ({ ...row, id: ids[n] ?? 0, slug: `bulk-${++position}`, titleKey: '', position, createdAt: row.activeAt }))
      await insertMany(tx, papers, rows)
      return rows
    })
    for (const row of written) {
      const [found] = await db().read.select().from(papers).where(eq(papers.id, row.id))
      expect(found).toMatchObject({ ...row, onList: row.onList ?? true, answers: 0, nextQuestion: 1, doi: null })
    }
  }), { numRuns: 25 })
})

test('more rows than one statement holds are all written, and ids taken beforehand are nobody else’s', async () => {
  const createdAt = new Date()
  const taken = await db().write(async tx => {
    const ids = await takeIds(tx, people, 3_000)
    await insertMany(tx, people, ids.map(id => ({ id, handle: `p${id}`, handleFolded: `p${id}`, name: 'P', nameSkeleton: 'p', createdAt })))
    return ids
  })
  const [next] = await db().write(async tx => tx.insert(people).values({ handle: 'next', handleFolded: 'next', name: 'Next', nameSkeleton: 'next', createdAt }).returning())

  expect(new Set(taken).size).toBe(3_000)
  expect(taken).not.toContain(next?.id)
  expect((await db().read.select({ id: people.id }).from(people).where(eq(people.name, 'P')).orderBy(asc(people.id))).map(row => row.id)).toEqual(taken)
})

test('many rows are added to and raised at once; nothing is lowered', async () => {
  const [first, second] = [await aPaper(), await aPaper()]
  const at = (year: number) => new Date(Date.UTC(year, 0, 1))

  await db().write(tx => changeMany(tx, papers, { answers: 'add', activeAt: 'raise' }, [{ id: first.id, answers: 3, activeAt: at(2_100) }, { id: second.id, answers: 4, activeAt: at(1_990) }]))
  await db().write(tx => changeMany(tx, papers, { answers: 'add', activeAt: 'raise' }, [{ id: first.id, answers: 2, activeAt: at(2_050) }]))

  const [one] = await db().read.select().from(papers).where(eq(papers.id, first.id))
  const [other] = await db().read.select().from(papers).where(eq(papers.id, second.id))
  expect([one?.answers, one?.activeAt]).toEqual([5, at(2_100)])
  expect(other?.answers).toBe(4)
  expect(other?.activeAt.getFullYear()).toBeGreaterThan(2_000)
})

test('what is written in bulk is undone with its transaction', async () => {
  await expect(db().write(async tx => {
    await insertMany(tx, people, [{ handle: 'gone', handleFolded: 'gone', name: 'Gone', nameSkeleton: 'gone', createdAt: new Date() }])
    throw new Error('no')
  })).rejects.toThrow('no')
  expect(await db().read.select().from(people).where(eq(people.handleFolded, 'gone'))).toEqual([])
})
