/** What was posted, by week, and who answered. */
import { and, count, desc, eq, gte, sql } from 'drizzle-orm'
import { db } from '@/db'
import { mondayOf, weekOf } from '@/db/moments'
import { posts } from '@/db/schema'
import { postKinds } from '../documents'
import { beginningOf, dayName } from './period'
import type { Period } from './period'

/** `week`: its Monday. */
export type PostedInWeek = { week: string; questions: number; answers: number; comments: number }
export type Answerers = { guests: number; members: number; moderators: number; authors: number; /** Whether older answers of the period were left out. */ cut: boolean }
export type Posted = { weeks: PostedInWeek[]; answerers: Answerers }

/** So many answers of a period are looked at, the newest. */
const answersMost = 20_000
const columns = { question: 'questions', answer: 'answers', comment: 'comments' } as const

export async function readPosted(period: Period): Promise<Posted> {
  return { weeks: await readWeeks(period), answerers: await readAnswerers(period) }
}

async function readWeeks(period: Period): Promise<PostedInWeek[]> {
  const weeks = new Map<number, PostedInWeek>()
  const from = beginningOf(period)
  for (const kind of postKinds) {
    const found = await db().heavy.select({ week: weekOf(posts.publicAt).mapWith(Number), posts: count() }).from(posts)
      .where(and(eq(posts.kind, kind), eq(posts.state, 'public'), gte(posts.publicAt, from))).groupBy(sql`1`)
    for (const row of found) {
      const week = weeks.get(row.week) ?? emptyWeek(row.week)
      week[columns[kind]] = row.posts
      weeks.set(row.week, week)
    }
  }
  const numbers = [...weeks.keys()].sort((a, b) => a - b)
  const [first = 0] = numbers
  return Array.from({ length: numbers.length === 0 ? 0 : (numbers.at(-1) ?? 0) - first + 1 }, (_, at) => weeks.get(first + at) ?? emptyWeek(first + at))
}

function emptyWeek(week: number): PostedInWeek {
  return { week: dayName(mondayOf(week)), questions: 0, answers: 0, comments: 0 }
}

async function readAnswerers(period: Period): Promise<Answerers> {
  const on = db().heavy
  const newest = on.select({ role: posts.role }).from(posts).where(and(eq(posts.kind, 'answer'), eq(posts.state, 'public'), gte(posts.publicAt, beginningOf(period))))
    .orderBy(desc(posts.publicAt), desc(posts.id)).limit(answersMost).as('newest')
  const found = await on.select({ role: newest.role, answers: count() }).from(newest).groupBy(newest.role)
  const of = (role: string) => found.find(row => row.role === role)?.answers ?? 0
  const answerers = { guests: of('guest'), members: of('member'), moderators: of('moderator'), authors: of('author') }
  return { ...answerers, cut: Object.values(answerers).reduce((all, answers) => all + answers, 0) >= answersMost }
}
