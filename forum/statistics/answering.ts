/** How questions fare: how soon they are answered, what became of them, and which wait longest. */
import { and, asc, desc, eq, gte, sql } from 'drizzle-orm'
import { db } from '@/db'
import { inMs } from '@/db/moments'
import { papers, posts } from '@/db/schema'
import { isOpenQuestion } from '../indexed'
import { questionPath } from '../urls'
import { beginningOf, byMonth, dayMs } from './period'
import type { Period } from './period'
import { waitsOf } from './waits'
import type { Wait } from './waits'

/** From a question's becoming public to the first public answer by somebody else. Times in ms, shares from 0 to 1, as `waits.ts` finds them. */
export type Response = { questions: number; median: number | null; nineInTen: number | null; withinDay: number | null; withinWeek: number | null; withinMonth: number | null }
export type ResponseOfMonth = Response & { month: string }
/** Of the questions of the period: how many have an answer, an endorsed one, and which status they have. */
export type Outcome = { questions: number; withAnswer: number; endorsed: number; open: number; answered: number; disputed: number; closed: number }
export type WaitingQuestion = { id: number; heading: string; headingHtml: string; url: string; paper: string; publicAt: Date }
export type Answering = {
  response: Response; months: ResponseOfMonth[]; outcome: Outcome
  /** Open questions without an answer, the oldest first. */
  waiting: WaitingQuestion[]
  /** Whether older questions of the period were left out of response and outcome. */
  cut: boolean
}

/** So many questions of a period are measured, the newest. */
const questionsMost = 10_000
const waitingMost = 50

export async function readAnswering(period: Period): Promise<Answering> {
  const asked = await readAsked(period)
  return {
    response: responseOf(asked), months: byMonth(asked, one => one.publicAt).map(([month, some]) => ({ month, ...responseOf(some) })),
    outcome: outcomeOf(asked), waiting: await readWaiting(), cut: asked.length === questionsMost,
  }
}

type Asked = { publicAt: Date; status: string | null; answers: number; endorsed: boolean; wait: Wait }

async function readAsked(period: Period): Promise<Asked[]> {
  const found = await db().heavy.select({
    publicAt: posts.publicAt, status: posts.status, statusAt: posts.statusAt, answers: posts.answers,
    answeredMs: sql<number | string | null>`(select ${inMs(sql`a.public_at`)} from posts a where a.question = posts.id and a.kind = 'answer' and a.state = 'public' and ${byAnother} order by a.public_at limit 1)`,
    endorsed: sql<number | string>`(select count(*) from (select 1 from posts a where a.question = posts.id and a.kind = 'answer' and a.endorsed and a.state = 'public' limit 1) one)`,
  }).from(posts).where(and(eq(posts.kind, 'question'), eq(posts.state, 'public'), gte(posts.publicAt, beginningOf(period)))).orderBy(desc(posts.publicAt), desc(posts.id)).limit(questionsMost)
  return found.flatMap(({ publicAt, statusAt, answeredMs, endorsed, ...row }) => {
    if (publicAt === null) return []
    // A closed question takes no more answers: it is watched until then.
    const watched = row.status === 'closed' && statusAt !== null ? statusAt : period.now
    const until = answeredMs === null ? watched.getTime() : Number(answeredMs)
    return [{ ...row, publicAt, endorsed: Number(endorsed) > 0, wait: { ms: Math.max(0, until - publicAt.getTime()), ended: answeredMs !== null } }]
  })
}

// Columns of the question by name: in a query of one table drizzle leaves the table's out, and within they would be the answer's.
// Whoever answers themselves has waited for nobody. Where either has neither account nor receipt they are taken for two.
const byAnother = sql`(a.person is null or posts.person is null or a.person <> posts.person) and (a.guest is null or posts.guest is null or a.guest <> posts.guest)`

function responseOf(asked: readonly Asked[]): Response {
  const { quantile, within } = waitsOf(asked.map(one => one.wait))
  return { questions: asked.length, median: quantile(0.5), nineInTen: quantile(0.9), withinDay: within(dayMs), withinWeek: within(7 * dayMs), withinMonth: within(30 * dayMs) }
}

function outcomeOf(asked: readonly Asked[]): Outcome {
  const are = (test: (one: Asked) => boolean) => asked.filter(test).length
  return {
    questions: asked.length, withAnswer: are(one => one.answers > 0), endorsed: are(one => one.endorsed),
    open: are(one => one.status === 'open'), answered: are(one => one.status === 'answered'), disputed: are(one => one.status === 'disputed'), closed: are(one => one.status === 'closed'),
  }
}

async function readWaiting(): Promise<WaitingQuestion[]> {
  const found = await db().heavy.select({ id: posts.id, heading: posts.heading, headingHtml: posts.titleHtml, number: posts.number, publicAt: posts.publicAt, paper: papers.title, slug: papers.slug })
    .from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(and(isOpenQuestion, eq(posts.answers, 0))).orderBy(asc(posts.publicAt), asc(posts.id)).limit(waitingMost)
  return found.map(({ heading, headingHtml, number, slug, publicAt, ...row }) => ({ ...row, heading: heading ?? '', headingHtml: headingHtml ?? '', url: questionPath(slug, number ?? 0), publicAt: publicAt ?? new Date(0) }))
}
