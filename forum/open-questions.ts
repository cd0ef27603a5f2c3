/** Open questions: their orders, what narrows them, and how many there are of each topic and of each kind of expert. */
import { and, asc, count, desc, eq, gt, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { papers, posts } from '@/db/schema'
import { keyedCursor, momentCursor, openCursor, readCursor } from './cursors'
import { dependsOn } from './dependencies'
import { beside, isAsked, isOpenQuestion, wantsExpert } from './indexed'
import type { PostRow } from './posts'
import { olderThan } from './showing'
import { summedUp, topicNodes, topicsWithin } from './topic-tree'
import { slugOf } from './urls'

export const openOrderNames = ['unanswered', 'waiting', 'votes', 'newest'] as const
export type OpenOrderName = (typeof openOrderNames)[number]
export type OpenNarrowing = { topic?: string | null; status?: 'open' | 'disputed' | null; /** A kind of expert by its slug. */ expert?: string | null }

/** `beyond`: what follows a cursor, in stretches that an index has one after the other; a foreign cursor is the beginning. */
type OpenOrder = { by: SQL[]; keys: (post: PostRow) => number[]; beyond: (cursor: string) => (SQL | undefined)[] }

export const openOrders: Record<OpenOrderName, OpenOrder> = {
  votes: {
    by: [desc(posts.score), desc(posts.id)], keys: post => [post.score, post.id],
    beyond: cursor => {
      const keys = readCursor(cursor, keyedCursor)
      return [keys ? sql`(${posts.score}, ${posts.id}) < (${keys[0]}, ${keys[1]})` : undefined]
    },
  },
  newest: {
    by: [desc(posts.publicAt), desc(posts.id)], keys: post => [post.publicAt?.getTime() ?? 0, post.id],
    beyond: cursor => [olderThan(readCursor(cursor, momentCursor))],
  },
  waiting: {
    by: [asc(posts.publicAt), asc(posts.id)], keys: post => [post.publicAt?.getTime() ?? 0, post.id],
    beyond: cursor => {
      const keys = readCursor(cursor, momentCursor)
      return [keys ? sql`(${posts.publicAt}, ${posts.id}) > (${sql.param(new Date(keys[0]), posts.publicAt)}, ${keys[1]})` : undefined]
    },
  },
  unanswered: {
    by: [asc(posts.answers), desc(posts.score), desc(posts.id)], keys: post => [post.answers, post.score, post.id],
    beyond: cursor => {
      const keys = readCursor(cursor, openCursor)
      return keys ? [and(eq(posts.answers, keys[0]), sql`(${posts.score}, ${posts.id}) < (${keys[1]}, ${keys[2]})`), gt(posts.answers, keys[0])] : [undefined]
    },
  },
}

/** The condition of a narrowed list; null where it is empty, as under a topic that is not there. */
export async function openWithin(on: Reader, { topic, status, expert }: OpenNarrowing): Promise<SQL | undefined | null> {
  const topics = topic ? await topicsWithin(on, topic) : null
  const wordings = expert ? (await wordingsOf(on)).get(expert)?.map(one => one.words) ?? [] : null
  if (topics?.length === 0 || wordings?.length === 0) return null
  const [only = 0, ...under] = topics ?? []
  return and(
    isOpenQuestion,
    topics === null ? undefined : under.length === 0 ? eq(posts.topic, only) : among(beside(posts.topic), topics),
    status ? eq(beside(posts.status), status) : undefined,
    wordings === null ? undefined : among(beside(posts.expertise), wordings),
  )
}

export type Facet = { slug: string; title: string; titleHtml: string; depth: number; questions: number }
export type ExpertFacet = { slug: string; words: string; questions: number }

// What is read to be counted: more open questions than a site will have, and an end all the same.
const readMax = 50_000
const expertsMax = 20_000

/** How many open questions there are of each topic with those under it, in the list's order. Topics without any are left out. */
export async function countOpenByTopic(): Promise<Facet[]> {
  const on = db().read
  dependsOn('posts', 'list')
  const nodes = await topicNodes(on)
  const rows = await on.select({ topic: papers.topic, open: papers.openQuestions }).from(papers).where(isAsked).orderBy(asc(papers.position), asc(papers.id)).limit(readMax)
  const own = new Map<number | null, number>()
  for (const { topic, open } of rows) own.set(topic, (own.get(topic) ?? 0) + open)
  const sums = summedUp(nodes, id => ({ questions: own.get(id) ?? 0 }))
  return nodes.flatMap(({ id, slug, title, titleHtml, depth }) => {
    const questions = sums.get(id)?.questions ?? 0
    return questions === 0 ? [] : [{ slug, title, titleHtml, depth, questions }]
  })
}

/** The kinds of experts that open questions want, those wanted most first. Wordings that differ in case or accents alone are one. */
export async function countOpenByExpert(): Promise<ExpertFacet[]> {
  dependsOn('posts')
  const found = [...await wordingsOf(db().read)].map(([slug, wordings]) => {
    const most = wordings.reduce((best, one) => (one.questions > best.questions ? one : best))
    return { slug, words: most.words, questions: wordings.reduce((sum, one) => sum + one.questions, 0) }
  })
  return found.sort((a, b) => b.questions - a.questions || (a.slug < b.slug ? -1 : 1))
}

/** By its slug: how each kind of expert is written, and how often. Counted along the index that holds nothing but such questions. */
async function wordingsOf(on: Reader): Promise<Map<string, { words: string; questions: number }[]>> {
  const wanted = on.select({ words: posts.expertise }).from(posts).where(wantsExpert).orderBy(asc(posts.expertise)).limit(expertsMax).as('wanted')
  const rows = await on.select({ words: wanted.words, questions: count() }).from(wanted).groupBy(wanted.words).orderBy(asc(wanted.words))
  const bySlug = new Map<string, { words: string; questions: number }[]>()
  for (const { words, questions } of rows) {
    if (words === null) continue
    const slug = slugOf(words)
    bySlug.set(slug, [...bySlug.get(slug) ?? [], { words, questions }])
  }
  return bySlug
}
