import { and, eq, max } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { events, mentions, papers, posts } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { gather, madeStale } from '@/forum/dependencies'
import type { Dependency } from '@/forum/dependencies'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { eventsSeen } from '@/forum/events'
import { mentionsOfPaper } from '@/forum/mentioned'
import { decide } from '@/forum/moderation'
import { readThread } from '@/forum/threads'
import { renderAnew } from '@/forum/render-anew'
import { operator } from '@/forum/viewer'
import { rendererVersion } from '@/text/version'
import { importList } from '@/reading-list/apply'
import { openAssessment, saveAssessment } from '@/reading-list/assessment'
import { aDatabase } from '../support/database'
import { aGuest, anAnswer, aPaper, aPerson, aQuestion, must } from '../support/world'

aDatabase()

async function mentioned(post: number) {
  const [row] = await db().read.select({ number: posts.number, slug: papers.slug, question: posts.question }).from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(eq(posts.id, post))
  if (!row) throw new Error('no such post')
  const thread = await readThread({ slug: row.slug, number: row.number ?? 0 })
  return thread && 'found' in thread ? thread.found.question.mentionedIn : null
}

async function rowsOf(post: number) {
  return db().read.select({ toPost: mentions.toPost, toPaper: mentions.toPaper }).from(mentions).where(eq(mentions.post, post))
}

test('a question and a paper say where they are mentioned, with writer, question and paper', async () => {
  const other = await aQuestion({ title: 'What of the other?' })
  const { id: question, paper } = await aQuestion({ title: 'Why does it converge?' })
  const by = await aPerson({ name: 'Léa Fournier' })

  const { id } = await anAnswer({ question, by, body: `As in #post-${other.id}, see [[${other.paper.slug}]] too.` })

  const found = await mentioned(other.id)
  expect(found).toMatchObject({ total: 1, items: [{ by: { kind: 'answer', writer: { name: 'Léa Fournier' } }, url: `/papers/${paper.slug}/questions/1#post-${id}`, question: { heading: 'Why does it converge?' } }] })
  expect((await mentionsOfPaper(other.paper.id))?.total).toBe(1)
})

test('a DOI alone, and an address behind words, mention the paper as they would with its name', async () => {
  must(await importList(Buffer.from('# List\n\n## Topic\n\n- **On Clouds** [arXiv](https://arxiv.org/abs/1903.07788) [page](https://doi.org/10.1000/clouds(2))\n'), operator, { dryRun: false }))
  const [clouds] = await db().read.select().from(papers).where(eq(papers.title, 'On Clouds'))
  const bodies = ['Compare 10.1000/Clouds(2).', 'As [Brandt](https://doi.org/10.1000/clouds(2)) has it.', 'In [the preprint](https://arxiv.org/abs/1903.07788v1), too.']
  for (const body of bodies) {
    const { id } = await anAnswer({ body })
    expect(await rowsOf(id)).toEqual([{ toPost: null, toPaper: clouds?.id }])
  }
  expect(await mentionsOfPaper(clouds?.id ?? 0)).toMatchObject({ total: 3 })
  expect(await rowsOf((await anAnswer({ body: '`10.1000/clouds(2)` and $10.1000/clouds$' })).id)).toEqual([])
})

test('what is held, hidden or deleted mentions nothing', async () => {
  const target = await aQuestion()
  const question = await aQuestion()
  const moderator = await aPerson({ role: 'moderator' })
  const held = must(await postAnswer(aGuest(), { question: question.id, body: `See #post-${target.id}.`, guest: 'Passer-by' }))
  expect(await rowsOf(held.id)).toEqual([])

  must(await decide(moderator, { post: held.id, decision: 'approve' }))
  expect(await mentioned(target.id)).toMatchObject({ total: 1 })

  must(await decide(moderator, { post: held.id, decision: 'hide', reason: { text: 'Off the point.' } }))
  expect(await rowsOf(held.id)).toEqual([])
  expect(await mentioned(target.id)).toBeNull()
})

test('an edit, a deletion and taking it back carry the mentions along', async () => {
  const [one, two] = [await aQuestion(), await aQuestion()]
  const { id, by } = await anAnswer({ body: `See #post-${one.id}.` })
  const [row] = await db().read.select({ revision: posts.revision }).from(posts).where(eq(posts.id, id))

  must(await editPost(by, { post: id, body: `See #post-${two.id}.`, revision: row?.revision ?? 0 }))
  expect([await mentioned(one.id), (await mentioned(two.id))?.total]).toEqual([null, 1])

  must(await deletePost(by, { post: id }))
  expect(await mentioned(two.id)).toBeNull()
  must(await undeletePost(by, { post: id }))
  expect((await mentioned(two.id))?.total).toBe(1)
})

test('a post that names its own paper, question or itself mentions nothing', async () => {
  const { id: question, paper } = await aQuestion()
  const { id } = await anAnswer({ question, body: `Q1 and [[${paper.slug}]] and #post-${question}.` })

  expect(await rowsOf(id)).toEqual([])
})

test('of a thread that is hidden nothing is named as a source', async () => {
  const target = await aQuestion()
  const question = await aQuestion()
  await anAnswer({ question: question.id, body: `See #post-${target.id}.` })
  expect((await mentioned(target.id))?.total).toBe(1)

  must(await decide(await aPerson({ role: 'moderator' }), { post: question.id, decision: 'hide', reason: { text: 'Off the point.' } }))

  expect(await mentioned(target.id)).toBeNull()
})

test('a mention makes the page of what it mentions stale, and nobody reads it in the log', async () => {
  const target = await aQuestion()
  const names = new Set<Dependency>()
  await gather(names, () => readThread({ slug: target.paper.slug, number: 1 }))
  const [last] = await db().read.select({ id: max(events.id) }).from(events)

  await anAnswer({ body: `See #post-${target.id} and [[${target.paper.slug}]].` })

  const told = (await eventsSeen(last?.id ?? 0, 100)).filter(event => event.kind === 'post.mentioned')
  expect(told).toHaveLength(2)
  expect(told.every(event => !event.public)).toBe(true)
  expect(told.flatMap(event => madeStale(event))).toEqual(expect.arrayContaining([`thread:${target.id}`, `mentioned:${target.paper.id}`]))
  expect(names).toContain(`thread:${target.id}`)
})

test('the author’s notes mention papers and questions, and no longer once they say something else', async () => {
  must(await importList(Buffer.from('# List\n\n## Topic\n\n- **A Paper of Notes** 👍\n  1. See [[the other paper]].\n- **The Other Paper**\n'), operator, { dryRun: false }))
  const [other] = await db().read.select().from(papers).where(eq(papers.title, 'The Other Paper'))
  const [noted] = await db().read.select().from(papers).where(eq(papers.title, 'A Paper of Notes'))
  if (!other || !noted) throw new Error('the list was not imported')
  const author = await aPerson({ role: 'author' })
  const before = await openAssessment(author, noted.slug)
  must(await saveAssessment(author, noted.slug, { seen: before?.seen ?? '', notes: `1. See [[the other paper]], it is better.\n` }))
  expect(await mentionsOfPaper(other.id)).toMatchObject({ total: 1, items: [{ by: null, url: `/papers/${noted.slug}`, paper: { title: 'A Paper of Notes' } }] })

  const now = await openAssessment(author, noted.slug)
  must(await saveAssessment(author, noted.slug, { seen: now?.seen ?? '', notes: '1. Nothing to see.\n' }))
  expect(await mentionsOfPaper(other.id)).toBeNull()
})

test('texts of an older renderer get their mentions when they are rendered anew', async () => {
  const target = await aQuestion()
  const { id } = await anAnswer({ body: `See #post-${target.id}.` })
  await db().write(async tx => {
    await tx.delete(mentions).where(eq(mentions.post, id))
    await tx.update(posts).set({ renderer: rendererVersion - 1 }).where(eq(posts.id, id))
  })

  while (await renderAnew() > 0);

  expect((await mentioned(target.id))?.total).toBe(1)
})

test('of many mentions the newest hundred are named and all are counted', async () => {
  const target = await aQuestion()
  const source = await anAnswer({ body: `See #post-${target.id}.` })
  const { question } = source
  const ids: number[] = []
  const by = await aPerson({ role: 'moderator' })
  for (let n = 0; n < 104; n++) ids.push((await anAnswer({ question, by, body: `Once more, number ${n}: #post-${target.id}.` })).id)

  const found = await mentioned(target.id)

  expect([found?.total, found?.items.length, found?.items[0]?.url.endsWith(`#post-${ids.at(-1) ?? 0}`)]).toEqual([105, 100, true])
  expect(await db().read.select({ id: mentions.id }).from(mentions).where(and(eq(mentions.toPost, target.id)))).toHaveLength(105)
})

test('a paper that two bear the title of is named by neither', async () => {
  const [one] = [await aPaper({ title: 'Twice', slug: 'twice-1' }), await aPaper({ title: 'Twice', slug: 'twice-2' })]
  const { id } = await anAnswer({ body: '[[twice]] but [[twice-1]]' })

  expect(await rowsOf(id)).toEqual([{ toPost: null, toPaper: one.id }])
})
