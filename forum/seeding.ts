/** Load data that looks like a forum: papers, questions, answers, comments, votes, decisions. The same for the same seed on an empty site. */
import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { withRoom } from '@/db/bulk'
import { papers, people, posts } from '@/db/schema'
import { action } from './action'
import { parseInput } from './fields'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { Chance } from './seeding/chance'
import { inChunks, planPapers, planPeople, seedPapers, seedPeople } from './seeding/people'
import type { SeededPaper } from './seeding/people'
import { planThread, timesOfAsking } from './seeding/plan'
import type { Cast, Thread, Writer } from './seeding/plan'
import { Pool } from './seeding/pool'
import { scaleOf, shares, Waiting } from './seeding/scale'
import type { Scale } from './seeding/scale'
import { seedThreads } from './seeding/threads'
import { fields } from './seeding/vocabulary'
import type { Viewer } from './viewer'
import { allLearned } from './vocabulary'

const many = z.number().int().min(0).max(1_000_000)
const wanted = z.object({ papers: many, questions: many, answers: many, users: many, rng: z.string().max(200) })
export type Seeded = { papers: number; questions: number; answers: number; users: number; posts: number; votes: number }

/** Of the last threads, every eighth has an answer that waits, and so has one or another comment. */
const recentThreads = 500

/** Adds so many papers, public questions, public answers and people; comments, votes and held posts come along.
 *  Each step is a transaction, of some hundred rows or, where questions and answers are many thousands, of some ten thousand: a running
 *  server goes on between two of them. So large a site is only made where nobody has posted: every post is from the list. */
export async function seedSite(viewer: Viewer, input: z.input<typeof wanted>, scale: Scale = scaleOf(input)): Promise<Result<Seeded>> {
  const parsed = parseInput(wanted, input)
  if (!parsed.ok) return parsed
  const given = parsed.value
  if (given.answers > 0 && given.questions === 0) return refuse('not-allowed', { why: 'Answers need questions: give --questions too.' })
  if (scale.large && await hasPosts()) return refuse('not-allowed', { why: 'People have posted on this site already, and so many posts are only made on one without: name an empty DATA_DIR.' })
  const chance = new Chance(given.rng)
  const cast = { chance, scale, pool: new Pool(chance, scale), waiting: new Waiting(chance) }
  return scale.large ? withRoom(() => seedAll(viewer, cast, given)) : seedAll(viewer, cast, given)
}

async function hasPosts(): Promise<boolean> {
  const [post] = await db().read.select({ id: posts.id }).from(posts).where(eq(posts.imported, false)).limit(1)
  return post !== undefined
}

async function seedAll(viewer: Viewer, cast: Omit<Cast, 'members'>, given: z.output<typeof wanted>): Promise<Result<Seeded>> {
  const members = await membersFor(viewer, cast, given.users)
  if (!members.ok) return members
  const onto = await papersFor(viewer, cast, given.papers)
  if (!onto.ok) return onto
  if (given.questions > 0 && members.value.length === 0) return refuse('not-allowed', { why: 'Questions need people who ask: give --users too.' })
  if (given.questions > 0 && onto.value.length === 0) return refuse('not-allowed', { why: 'Questions need papers: give --papers too.' })
  const written = await writeThreads(viewer, { ...cast, members: members.value }, onto.value, given)
  if (!written.ok) return written
  const told = await tellSeeded(viewer, {})
  return told.ok ? done({ papers: given.papers, questions: given.questions, answers: given.answers, users: given.users, ...written.value }) : told
}

/** The people who write: the new ones, or, where none are wanted, the members that there are. */
async function membersFor(viewer: Viewer, { chance, scale }: Pick<Cast, 'chance' | 'scale'>, count: number): Promise<Result<Writer[]>> {
  if (count === 0) return done(await db().read.select({ person: people.id, name: people.name, handle: people.handle, role: people.role }).from(people).where(eq(people.former, false)).orderBy(asc(people.id)))
  const members: Writer[] = []
  for (const some of inChunks(await planPeople(chance, scale, count), scale.peopleAtOnce)) {
    const made = await seedPeople(viewer, some)
    if (!made.ok) return made
    for (const one of made.value) members.push(one)
  }
  return done(members)
}

/** The papers that are asked about: the new ones, or, where none are wanted, those of the list. */
async function papersFor(viewer: Viewer, cast: Pick<Cast, 'chance' | 'pool' | 'scale'>, count: number): Promise<Result<SeededPaper[]>> {
  if (count === 0) return done((await db().read.select({ id: papers.id, topic: papers.topic }).from(papers).where(eq(papers.onList, true)).orderBy(asc(papers.id))).map(row => ({ ...row, field: cast.chance.pick(fields) })))
  const made: SeededPaper[] = []
  for (const some of inChunks(await planPapers(cast, count), cast.scale.papersAtOnce)) {
    const seeded = await seedPapers(viewer, some)
    if (!seeded.ok) return seeded
    for (const one of seeded.value) made.push(one)
  }
  return done(made)
}

async function writeThreads(viewer: Viewer, cast: Cast, onto: SeededPaper[], given: { questions: number; answers: number }): Promise<Result<{ posts: number; votes: number }>> {
  const answers = shares(cast.chance, given.answers, given.questions)
  const times = timesOfAsking(cast.chance, cast.scale, given.questions)
  const total = { posts: 0, votes: 0 }
  let threads: Thread[] = []
  let size = 0
  for (const [n, count] of answers.entries()) {
    const paper = n < onto.length ? onto[n] : cast.chance.pick(onto)
    if (!paper) break
    const left = answers.length - 1 - n
    const thread = await planThread(cast, { paper: paper.id, topic: paper.topic, field: paper.field, at: times[n] ?? 0, answers: count, waits: left < recentThreads && n % 8 === 2, recent: left < recentThreads })
    threads.push(thread)
    size += 1 + thread.answers.length + thread.comments.length
    if (size < cast.scale.postsAtOnce && left > 0) continue
    const written = await seedThreads(viewer, threads)
    if (!written.ok) return written
    total.posts += written.value.posts
    total.votes += written.value.votes
    threads = []
    size = 0
  }
  return done(total)
}

/** Says in the log that much has changed at once, so that whoever follows it looks at everything anew. */
const tellSeeded = action({
  name: 'site.seed',
  input: z.object({}),
  async run({ tx, now }) {
    await record(tx, 'site.seeded', {}, now)
    // The words were counted with the rows.
    await allLearned(tx, now)
    return done(null)
  },
})
