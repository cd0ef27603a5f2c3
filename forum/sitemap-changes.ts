/** When what the sitemap names last changed in public. */
import { and, desc, eq, gt, isNotNull, lte, max, sql } from 'drizzle-orm'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { assessments, papers, posts, revisions, topics } from '@/db/schema'

/** The latest of moments that may not be known; null where none is. */
export function latest(...moments: readonly (Date | null | undefined)[]): Date | null {
  return moments.reduce<Date | null>((last, moment) => moment && (last === null || moment > last) ? moment : last, null)
}

/** When public posts were edited last, by their paper and their topic. */
export type Edits = { last: Date | null; ofPaper: Map<number, Date>; ofTopic: Map<number, Date> }

// No index has posts by the moment of their edit, but edits come in the order of their ids: these are found at once. Of an older edit its question's own line knows.
const editsRead = 2_000

export async function readEdits(on: Reader): Promise<Edits> {
  const edited = await on.select({ post: revisions.post }).from(revisions).orderBy(desc(revisions.id)).limit(editsRead)
  const ids = [...new Set(edited.map(row => row.post))]
  const rows = ids.length === 0 ? [] : await on.select({ paper: posts.paper, topic: posts.topic, state: posts.state, at: posts.editedAt }).from(posts).where(among(posts.id, ids))
  const edits: Edits = { last: null, ofPaper: new Map(), ofTopic: new Map() }
  for (const { paper, topic, state, at } of rows) {
    if (state !== 'public' || at === null) continue
    edits.last = latest(edits.last, at)
    raise(edits.ofPaper, paper, at)
    if (topic !== null) raise(edits.ofTopic, topic, at)
  }
  return edits
}

function raise(known: Map<number, Date>, key: number, at: Date): void {
  known.set(key, latest(known.get(key), at) ?? at)
}

/** Papers whose ids are above `after`, up to `upTo`. `places`: one for each paper and one for each number that a question of it may have. */
export type Block = { number: number; after: number; upTo: number; places: number; changed: Date | null }

/** Comments move no paper's own moment, and neither do the author's notes. In the words of the query around them, whose paper is `papers.id`. */
export const commentedAt = sql`(select max(said.public_at) from posts said where said.paper = papers.id and said.kind = 'comment' and said.state = 'public')`
export const assessedAt = sql`(select max(given.edited_at) from assessments given where given.paper = papers.id)`

/** The largest id of a paper; 0 where there is none. */
export async function lastPaper(on: Reader): Promise<number> {
  const [last] = await on.select({ id: papers.id }).from(papers).orderBy(desc(papers.id)).limit(1)
  return last?.id ?? 0
}

/** One query for each: an engine reads a range of papers by an index, and nothing is counted that a paper does not say of itself. */
export async function readBlocks(on: Reader, width: number, edits: Edits): Promise<Block[]> {
  const blocks: Block[] = []
  const last = await lastPaper(on)
  for (let number = 1; (number - 1) * width < last; number++) blocks.push(await readBlock(on, number, width, edits))
  return blocks
}

/** The block of a number, from 1 on: `width` ids of papers. */
export async function readBlock(on: Reader, number: number, width: number, edits: Edits): Promise<Block> {
  const [after, upTo] = [(number - 1) * width, number * width]
  const [row] = await on.select({
    places: sql`sum(${papers.nextQuestion})`.mapWith(Number), active: max(papers.activeAt),
    commented: sql`max(${commentedAt})`.mapWith(posts.publicAt), assessed: sql`max(${assessedAt})`.mapWith(assessments.editedAt),
  }).from(papers).where(and(gt(papers.id, after), lte(papers.id, upTo)))
  const edited = [...edits.ofPaper].filter(([paper]) => paper > after && paper <= upTo).map(([, at]) => at)
  return { number, after, upTo, places: row?.places ?? 0, changed: latest(row?.active, row?.commented, row?.assessed, ...edited) }
}

const activeIn = sql`(select max(one.active_at) from papers one where one.topic = topics.id and one.on_list)`
const assessedIn = sql`(select max(given.edited_at) from papers one join assessments given on given.paper = one.id where one.topic = topics.id and one.on_list)`
const commentedIn = sql`(select max(said.public_at) from posts said where said.topic = topics.id and said.kind = 'comment' and said.state = 'public')`

/** By topic, what changed last among the papers that stand right under it. */
export async function topicChanges(on: Reader, edits: Edits): Promise<Map<number, Date | null>> {
  const rows = await on.select({
    id: topics.id, active: sql`${activeIn}`.mapWith(papers.activeAt), assessed: sql`${assessedIn}`.mapWith(assessments.editedAt),
    commented: sql`${commentedIn}`.mapWith(posts.publicAt),
  }).from(topics).where(eq(topics.onList, true))
  return new Map(rows.map(row => [row.id, latest(row.active, row.assessed, row.commented, edits.ofTopic.get(row.id))]))
}

/** Since when the newest public post of a kind is public. */
export async function lastPosted(on: Reader, kind: 'question' | 'answer'): Promise<Date | null> {
  const [last] = await on.select({ at: posts.publicAt }).from(posts).where(and(eq(posts.kind, kind), eq(posts.state, 'public'), isNotNull(posts.publicAt))).orderBy(desc(posts.publicAt), desc(posts.id)).limit(1)
  return last?.at ?? null
}

const postsRead = 2_000

/** When somebody of each range of people last wrote, as far back as the newest posts tell; null where it was before them. */
export async function peopleChanges(on: Reader, width: number, parts: number): Promise<(Date | null)[]> {
  const changed = Array.from({ length: parts }, (): Date | null => null)
  for (const kind of ['question', 'answer', 'comment'] as const) {
    const rows = await on.select({ person: posts.person, at: posts.publicAt }).from(posts)
      .where(and(eq(posts.kind, kind), eq(posts.state, 'public'), isNotNull(posts.publicAt))).orderBy(desc(posts.publicAt), desc(posts.id)).limit(postsRead)
    for (const { person, at } of rows) {
      const part = Math.ceil((person ?? 0) / width) - 1
      if (part >= 0 && part < parts) changed[part] = latest(changed[part], at)
    }
  }
  return changed
}
