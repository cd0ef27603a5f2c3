import { existsSync, readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { config } from '@/config'
import { db } from '@/db'
import { papers, people, posts, revisions, searchRows } from '@/db/schema'
import { closeAccount } from '@/forum/closing'
import { editPost } from '@/forum/edits'
import { flagPost } from '@/forum/flags'
import { ensureListAuthor } from '@/forum/list-author'
import { readOwnData } from '@/forum/own-data'
import { changePerson } from '@/forum/people'
import { aDatabase, engine } from '../support/database'
import { aComment, anAnswer, aPerson, aQuestion, must, refusal } from '../support/world'

aDatabase()

async function postOf(id: number) {
  const [post] = await db().read.select().from(posts).where(eq(posts.id, id))
  if (!post) throw new Error('the post is gone')
  return post
}

test('posts may stay under the name of a former member', async () => {
  const writer = await aPerson({ name: 'Quillon Farewell' })
  const answer = await anAnswer({ by: writer, body: 'A sentence that stays.' })
  must(await closeAccount(writer, { posts: 'keep' }))
  expect(await postOf(answer.id)).toMatchObject({ state: 'public', body: 'A sentence that stays.' })
  const [row] = await db().read.select().from(searchRows).where(eq(searchRows.post, answer.id))
  expect(row?.people).toBe('Former member')
})

test('or be emptied with their former texts, and the counts say so', async () => {
  const writer = await aPerson({ name: 'Quillon Unsaid' })
  const question = await aQuestion({ by: writer, title: 'Xylographic title?', body: 'Xylographic body.' })
  const reply = await anAnswer({ question: question.id, body: 'A reply by another.' })
  const own = await anAnswer({ question: question.id, by: writer, body: 'Zygomorphic answer.' })
  must(await editPost(writer, { post: own.id, revision: 1, body: 'Zygomorphic answer, edited.' }))
  await aComment({ parent: reply.id, by: writer, body: 'Xanthic remark.' })
  must(await closeAccount(writer, { posts: 'empty' }))
  const everything = JSON.stringify([await db().read.select().from(posts), await db().read.select().from(revisions), await db().read.select().from(searchRows), await db().read.select().from(people)])
  for (const word of ['Xylographic', 'Zygomorphic', 'Xanthic', 'Quillon Unsaid', writer.handle, `${writer.handle}@example.org`]) expect(everything).not.toContain(word)
  expect(await postOf(question.id)).toMatchObject({ state: 'deleted', deletedByWriter: true, answers: 1 })
  expect(await postOf(reply.id)).toMatchObject({ state: 'public', comments: 0 })
  const [paper] = await db().read.select().from(papers).where(eq(papers.id, question.paper.id))
  expect(paper).toMatchObject({ questions: 0, openQuestions: 0, answers: 1 })
})

test.runIf(engine === 'sqlite')('what was emptied is in none of SQLite’s files, and neither is a note to the moderators', async () => {
  const other = await anAnswer({ body: 'Somebody else’s.' })
  const writer = await aPerson({ name: 'Quillon Unfiled', handle: 'quillon-unfiled' })
  const question = await aQuestion({ by: writer, title: 'Yttriferous title?', body: 'Yttriferous body.' })
  const own = await anAnswer({ question: question.id, by: writer, body: `Yarborough answer. ${'It goes on at length. '.repeat(300)}` })
  must(await editPost(writer, { post: own.id, revision: 1, body: `Yarborough answer, edited. ${'It goes on otherwise. '.repeat(300)}` }))
  must(await flagPost(writer, { post: other.id, reason: 'other', note: 'Yestreen I read this elsewhere.' }))
  const inFiles = () => {
    const { database } = config()
    if (database.engine !== 'sqlite') throw new Error('this is about SQLite')
    const bytes = ['', '-wal'].map(end => database.file + end).filter(file => existsSync(file)).map(file => readFileSync(file, 'latin1').toLowerCase()).join('')
    return ['yttriferous', 'yarborough', 'yestreen', 'quillon unfiled', 'quillon-unfiled'].filter(word => bytes.includes(word))
  }
  expect(inFiles()).toHaveLength(5)
  must(await closeAccount(writer, { posts: 'empty' }))
  expect(inFiles()).toEqual([])
})

test('whoever keeps the reading list cannot leave it behind', async () => {
  const id = await db().write(tx => ensureListAuthor(tx, 'Keeper Of Lists'))
  const keeper = { ...await aPerson({ role: 'author' }), id }
  expect(refusal(await closeAccount(keeper, { posts: 'keep' }))).toBe('not-allowed')
})

test('leaving asks for a sign-in of the last 15 minutes', async () => {
  const writer = await aPerson()
  expect(refusal(await closeAccount({ ...writer, provedAt: new Date(Date.now() - 16 * 60_000) }, { posts: 'keep' }))).toBe('prove-again')
  expect(refusal(await closeAccount({ ...writer, provedAt: null }, { posts: 'keep' }))).toBe('prove-again')
})

test('a person takes along what they wrote, and no secret is in it', async () => {
  const writer = await aPerson()
  await anAnswer({ by: writer, body: 'Mine to take.' })
  const document = JSON.stringify(await readOwnData(writer.id))
  expect(document).toContain('Mine to take.')
  expect(document).not.toMatch(/hash|secret|argon2/i)
})

test('a new name is found by search in place of the former', async () => {
  const writer = await aPerson({ name: 'Before Marriage' })
  const answer = await anAnswer({ by: writer })
  must(await changePerson(writer, { name: 'After Marriage' }))
  const [row] = await db().read.select().from(searchRows).where(eq(searchRows.post, answer.id))
  expect(row?.people).toBe(`After Marriage ${writer.handle}`)
})
