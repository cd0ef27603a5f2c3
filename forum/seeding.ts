/** Load data that looks like a forum: papers, questions, answers, comments, votes, decisions. The same for the same seed on an empty site. */
import { asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { papers, people } from '@/db/schema'
import { parseInput } from './fields'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { Chance } from './seeding/chance'
import { addPeople, inChunks, planPapers, seedPapers, seedPeople } from './seeding/people'
import type { SeededPaper } from './seeding/people'
import { planThread } from './seeding/plan'
import type { Cast, Thread, Writer } from './seeding/plan'
import { Pool } from './seeding/pool'
import { seedThreads } from './seeding/threads'
import { fields } from './seeding/vocabulary'
import type { Viewer } from './viewer'

const many = z.number().int().min(0).max(1_000_000)
const wanted = z.object({ papers: many, questions: many, answers: many, users: many, rng: z.string().max(200) })
export type Seeded = { papers: number; questions: number; answers: number; users: number; posts: number; votes: number }

const papersAtOnce = 100
const peopleAtOnce = 300
const postsAtOnce = 400
const waitingMax = 60

/** Adds so many papers, public questions, public answers and people; comments, votes and held posts come along.
 *  Each step is a transaction of some hundred rows, so that a running server goes on writing between two of them. */
export async function seedSite(viewer: Viewer, input: z.input<typeof wanted>): Promise<Result<Seeded>> {
  const parsed = parseInput(wanted, input)
  if (!parsed.ok) return parsed
  const given = parsed.value
  if (given.answers > 0 && given.questions === 0) return refuse('not-allowed', { why: 'Answers need questions: give --questions too.' })
  const chance = new Chance(given.rng)
  const pool = new Pool(chance)
  const members = await membersFor(viewer, chance, given.users)
  if (!members.ok) return members
  const onto = await papersFor(viewer, { chance, pool }, given.papers)
  if (!onto.ok) return onto
  if (given.questions > 0 && members.value.length === 0) return refuse('not-allowed', { why: 'Questions need people who ask: give --users too.' })
  if (given.questions > 0 && onto.value.length === 0) return refuse('not-allowed', { why: 'Questions need papers: give --papers too.' })
  const written = await writeThreads(viewer, { chance, pool, members: members.value }, onto.value, given)
  return written.ok ? done({ papers: given.papers, questions: given.questions, answers: given.answers, users: given.users, ...written.value }) : written
}

/** The people who write: the new ones, or, where none are wanted, the members that there are. */
async function membersFor(viewer: Viewer, chance: Chance, count: number): Promise<Result<Writer[]>> {
  if (count === 0) return done(await db().read.select({ person: people.id, name: people.name, role: people.role }).from(people).where(eq(people.former, false)).orderBy(asc(people.id)))
  const members: Writer[] = []
  for (const some of inChunks(await addPeople(chance, count), peopleAtOnce)) {
    const made = await seedPeople(viewer, some)
    if (!made.ok) return made
    members.push(...made.value)
  }
  return done(members)
}

/** The papers that are asked about: the new ones, or, where none are wanted, those of the list. */
async function papersFor(viewer: Viewer, { chance, pool }: Pick<Cast, 'chance' | 'pool'>, count: number): Promise<Result<SeededPaper[]>> {
  if (count === 0) return done((await db().read.select({ id: papers.id }).from(papers).where(eq(papers.onList, true)).orderBy(asc(papers.id))).map(({ id }) => ({ id, field: chance.pick(fields) })))
  const made: SeededPaper[] = []
  for (const some of inChunks(await planPapers(chance, pool, count), papersAtOnce)) {
    const seeded = await seedPapers(viewer, some)
    if (!seeded.ok) return seeded
    made.push(...seeded.value)
  }
  return done(made)
}

async function writeThreads(viewer: Viewer, cast: Cast, onto: SeededPaper[], given: { questions: number; answers: number }): Promise<Result<{ posts: number; votes: number }>> {
  const answers = shares(cast.chance, given.answers, given.questions)
  const total = { posts: 0, votes: 0 }
  let waiting: Thread[] = []
  let size = 0
  for (const [n, count] of answers.entries()) {
    const paper = n < onto.length ? onto[n] : cast.chance.pick(onto)
    if (!paper) break
    const thread = await planThread(cast, { paper: paper.id, field: paper.field, answers: count, waits: n % 8 === 2 && n / 8 < waitingMax })
    waiting.push(thread)
    size += 1 + thread.answers.length + thread.comments.length
    if (size < postsAtOnce && n < answers.length - 1) continue
    const written = await seedThreads(viewer, waiting)
    if (!written.ok) return written
    total.posts += written.value.posts
    total.votes += written.value.votes
    waiting = []
    size = 0
  }
  return done(total)
}

/** Divides answers among questions unevenly, as readers do: a few get many, many get few. */
function shares(chance: Chance, answers: number, questions: number): number[] {
  const weights = chance.shuffled(Array.from({ length: questions }, (_, n) => (n + 1) ** -0.7))
  const sums: number[] = []
  for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight)
  const counts = weights.map(() => 0)
  for (let n = 0; n < answers; n++) {
    const place = chance.next() * (sums.at(-1) ?? 0)
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= place) low = middle + 1
      else high = middle
    }
    counts[low] = (counts[low] ?? 0) + 1
  }
  return counts
}
