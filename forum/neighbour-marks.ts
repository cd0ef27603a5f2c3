/** Which neighbours have to be worked out anew. A mark is a row of `neighbours` without an other one: it stays until that is done, whatever
 *  becomes of the process. What follows from the log marks only; `neighbour-work.ts` works them out, in bites. */
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm'
import type { Tx } from '@/db'
import { neighbours, papers, posts } from '@/db/schema'
import type { NeighbourReasons } from '@/db/schema'
import type { Event, EventKind } from './events'
import type { LogFollower } from './log-followers'
import type { NeighbourKind } from './neighbour-ties'
import { beginRoundAnew } from './neighbour-round'

/** In place of the other one. */
export const marked = 0
const noReasons: NeighbourReasons = { words: [], people: [], topic: false, voters: 0, mentioned: false }

const ofQuestions: ReadonlySet<string> = new Set<EventKind>([
  'question.asked', 'question.held', 'post.rejected', 'post.hidden', 'post.restored', 'post.edited', 'post.held-edited', 'post.deleted', 'post.undeleted', 'post.withdrawn', 'post.returned',
  'post.moved', 'question.merged', 'question.parted', 'thread.split',
])
const ofPapers: ReadonlySet<string> = new Set<EventKind>(['paper.added', 'paper.changed', 'paper.removed'])

/** Marks what an event makes out of date. */
export const neighbourMarker: LogFollower = {
  name: 'neighbours',
  wants: event => event.kind === 'site.seeded' || ofPapers.has(event.kind) || (ofQuestions.has(event.kind) && event.question !== null),
  async handle(tx, event) {
    if (event.kind === 'site.seeded') {
      await beginRoundAnew(tx)
      return { work: 1, more: false }
    }
    const work = ofPapers.has(event.kind) ? await paperChanged(tx, event) : await questionChanged(tx, event)
    return { work, more: false }
  },
}

async function questionChanged(tx: Tx, { post, question, id }: Event): Promise<number> {
  if (post === null) return 0
  const [row] = await tx.select({ kind: posts.kind, state: posts.state }).from(posts).where(eq(posts.id, post))
  // What happens to an answer changes nothing here; a question that is gone altogether has no row.
  const isQuestion = row ? row.kind === 'question' : post === question
  return isQuestion ? changed(tx, 'question', post, row?.state === 'public', id) : 0
}

async function paperChanged(tx: Tx, event: Event): Promise<number> {
  if (event.paper === null) return 0
  const [paper] = await tx.select({ onList: papers.onList }).from(papers).where(eq(papers.id, event.paper))
  return changed(tx, 'paper', event.paper, paper?.onList === true, event.id)
}

/** One has changed: it is marked, and so are those that have it as a neighbour. Where it is no longer to be seen, it goes from their rows at once. */
async function changed(tx: Tx, kind: NeighbourKind, one: number, isSeen: boolean, version: number): Promise<number> {
  const pointing = await tx.select({ one: neighbours.one }).from(neighbours).where(and(eq(neighbours.kind, kind), eq(neighbours.other, one)))
  if (!isSeen) await tx.delete(neighbours).where(and(eq(neighbours.kind, kind), or(eq(neighbours.other, one), eq(neighbours.one, one))))
  await mark(tx, kind, [one], version)
  await mark(tx, kind, pointing.map(row => row.one), -version)
  return 2 + pointing.length
}

/** Marks some. `version` rises with each change, so that a mark made anew meanwhile is not taken for the one that was worked off; it is negative
 *  where not the thing itself has changed: then its own neighbours need not be looked at again. */
export async function mark(tx: Tx, kind: NeighbourKind, ones: readonly number[], version: number): Promise<void> {
  if (ones.length === 0) return
  await tx.insert(neighbours).values([...new Set(ones)].map(one => ({ kind, one, other: marked, score: version, why: noReasons })))
    .onConflictDoUpdate({ target: [neighbours.kind, neighbours.one, neighbours.other], set: { score: sql`case when ${neighbours.score} > 0 or excluded.score > 0 then abs(excluded.score) else excluded.score end` } })
}

/** The next marks: what has changed itself before what only has such a neighbour, older ones first. */
export async function nextMarks(on: Pick<Tx, 'select'>, most: number): Promise<{ kind: NeighbourKind; one: number; version: number }[]> {
  return on.select({ kind: neighbours.kind, one: neighbours.one, version: neighbours.score }).from(neighbours)
    .where(and(inArray(neighbours.kind, ['question', 'paper']), eq(neighbours.other, marked)))
    .orderBy(sql`case when ${neighbours.score} > 0 then 0 else 1 end`, sql`abs(${neighbours.score})`, neighbours.kind, neighbours.one).limit(most)
}

/** Takes a mark away, unless it was made anew since. */
export async function unmark(tx: Tx, kind: NeighbourKind, one: number, version: number): Promise<void> {
  await tx.delete(neighbours).where(and(eq(neighbours.kind, kind), eq(neighbours.one, one), eq(neighbours.other, marked), eq(neighbours.score, version)))
}

/** What stands for one, without its mark. */
export function rowsFor(kind: NeighbourKind, one: number) {
  return and(eq(neighbours.kind, kind), eq(neighbours.one, one), gt(neighbours.other, marked))
}
