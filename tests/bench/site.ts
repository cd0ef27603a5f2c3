/** Writes and counts in the site's database, in a process of its own with the site's environment: the engine is chosen when the code is first loaded. */
import { and, count, desc, eq, inArray, ne } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { z } from 'zod'
import { cookieName } from '@/auth/cookies'
import { startSession } from '@/auth/sessions'
import { siteSecret } from '@/config/secret'
import { closeDb, db } from '@/db'
import { migrate } from '@/db/migrate'
import { papers, people, posts, topics, votes } from '@/db/schema'
import { stopRendering } from '@/forum/rendering'
import { seedSite } from '@/forum/seeding'
import { createToken } from '@/forum/tokens'
import { operator } from '@/forum/viewer'
import type { Result } from '@/forum/errors'
import { answerMessages } from './children'

const asked = z.discriminatedUnion('do', [
  z.object({ do: z.literal('thread'), answers: z.number().int(), rng: z.string() }),
  z.object({ do: z.literal('people'), count: z.number().int() }),
  z.object({ do: z.literal('addresses'), threads: z.number().int() }),
  z.object({ do: z.literal('tally'), post: z.number().int() }),
])

answerMessages(asked, async message => {
  try {
    if (message.do === 'thread') return await addThread(message.answers, message.rng)
    if (message.do === 'people') return await addPeople(message.count)
    if (message.do === 'addresses') return await addresses(message.threads)
    return await tally(message.post)
  } finally {
    await stopRendering()
    await closeDb()
  }
})

/** A thread of so many answers with what load data has about it: its address, its question's id and the id of an answer. */
async function addThread(answers: number, rng: string) {
  const ready = await migrate()
  if (!ready.ok) throw new Error(ready.sentence)
  must(await seedSite(operator, { papers: 1, questions: 1, answers, users: 30, rng }))
  const [question] = await db().read.select({ id: posts.id, number: posts.number, slug: papers.slug }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(desc(posts.id)).limit(1)
  const [answer] = await db().read.select({ id: posts.id }).from(posts)
    .where(and(eq(posts.question, question?.id ?? 0), eq(posts.kind, 'answer'), eq(posts.state, 'public'))).limit(1)
  return { path: `/papers/${question?.slug}/questions/${question?.number}`, question: question?.id ?? 0, answer: answer?.id ?? 0 }
}

/** Members whose posts need no review, with a token each, and a session's cookie of the first. */
async function addPeople(wanted: number) {
  const since = Date.now().toString(36)
  const handles = Array.from({ length: wanted }, (_, n) => `bench-${since}-${n}`)
  const tokens: string[] = []
  for (let from = 0; from < wanted; from += 100) {
    const some = handles.slice(from, from + 100)
    await db().write(async tx => {
      await tx.insert(people).values(some.map(handle => ({ handle, handleFolded: handle, name: handle, nameSkeleton: handle, role: 'member' as const, trust: 5, createdAt: new Date() })))
    })
    const made = await Promise.all(some.map(handle => createToken(operator, { label: 'bench', scope: 'write', handle })))
    tokens.push(...made.map(token => must(token).token))
  }
  const [person] = await db().read.select({ id: people.id, role: people.role }).from(people).where(eq(people.handleFolded, handles[0] ?? ''))
  if (!person) throw new Error('nobody was added')
  const session = await db().write(tx => startSession(tx, person, 'bench', new Date()))
  const name = cookieName('authjs.session-token')
  return { handles, tokens, cookie: `${name}=${await encode({ token: session, secret: siteSecret(), salt: name })}` }
}

/** Where pages are, so many threads at most, newest first; and the questions that take answers. */
async function addresses(threads: number) {
  const on = db().read
  const found = await on.select({ id: posts.id, number: posts.number, slug: papers.slug, status: posts.status, locked: posts.locked }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(desc(posts.id)).limit(threads)
  const listed = await on.select({ slug: papers.slug }).from(papers).orderBy(desc(papers.id)).limit(threads)
  const headings = await on.select({ slug: topics.slug }).from(topics).limit(50)
  const writers = await on.select({ handle: people.handle }).from(people).where(and(eq(people.former, false), ne(people.handle, ''))).orderBy(people.id).limit(threads)
  return {
    threads: found.map(({ slug, number }) => `/papers/${slug}/questions/${number}`),
    papers: listed.map(({ slug }) => `/papers/${slug}`),
    topics: headings.map(({ slug }) => `/topics/${slug}`),
    people: writers.map(({ handle }) => `/people/${handle}`),
    questions: found.filter(({ status, locked }) => status === 'open' && !locked).map(({ id }) => id),
  }
}

/** The number of all answers, and of one post its score and the votes that are kept. */
async function tally(post: number) {
  const on = db().read
  const [answers] = await on.select({ n: count() }).from(posts).where(eq(posts.kind, 'answer'))
  const [all] = await on.select({ n: count() }).from(posts)
  const [scored] = await on.select({ score: posts.score }).from(posts).where(eq(posts.id, post))
  const [kept] = await on.select({ n: count() }).from(votes).where(inArray(votes.post, [post]))
  return { answers: answers?.n ?? 0, posts: all?.n ?? 0, score: scored?.score ?? 0, votes: kept?.n ?? 0 }
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.text)
  return result.value
}
