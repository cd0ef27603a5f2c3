/** A thread: the question, a page of its answers in order, the comments under each. The same number of queries whatever its length. */
import { and, asc, desc, eq, gt, lt, ne, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { addresses, papers, posts } from '@/db/schema'
import { cursorOf, idCursor, rankedCursor, readCursor } from './cursors'
import { dependsOn } from './dependencies'
import type { Answer, AnswerOrder, Comment, Thread } from './documents'
import { isUnseen } from './indexed'
import { limits } from './limits'
import { findPaper } from './papers'
import { isMerged, isSeen, loadPost } from './posts'
import { besides } from './beside'
import { selectShown, showPost, showQuestion, visibleTo } from './showing'
import type { Beside, Place, ShownRow } from './showing'
import { readFrame } from './thread-frame'
import { questionPath } from './urls'
import { nobody } from './viewer'
import type { Viewer } from './viewer'

export type ThreadRequest = { slug: string; number: number; order?: AnswerOrder; after?: string | null; before?: string | null; post?: number | null; limit?: number }

/** Reads a thread for a viewer; null where there is none that this viewer may see. */
export async function readThread(request: ThreadRequest, viewer: Viewer = nobody): Promise<{ found: Thread } | { movedTo: string } | null> {
  const on = db().read
  const paper = await findPaper(request.slug)
  if (!paper) return null
  if ('movedTo' in paper) return { movedTo: `${paper.movedTo}/questions/${request.number}` }
  const place: Place = { slug: request.slug, number: request.number }
  const [questionRow] = await selectShown(on).where(and(eq(posts.paper, paper.found.id), eq(posts.number, request.number), eq(posts.kind, 'question'), visibleTo(viewer)))
  if (!questionRow || questionRow.post.mergedInto !== null) return movedQuestion(on, place)
  dependsOn(`thread:${questionRow.post.id}`, `headings:${paper.found.id}`)
  const order = request.order ?? 'ranked'
  const page = await readAnswers(on, questionRow.post.id, order, request)
  const waiting = viewer === nobody ? [] : await selectShown(on).where(and(eq(posts.question, questionRow.post.id), eq(posts.kind, 'answer'), isUnseen, eq(posts.comments, 0), visibleTo(viewer))).orderBy(asc(posts.id)).limit(50)
  const tops = [questionRow, ...page.rows, ...waiting]
  const comments = await selectShown(on).where(and(among(posts.under, tops.map(row => row.post.id)), visibleTo(viewer)))
  const commentRows = comments.sort((a, b) => a.post.id - b.post.id)
  const beside = await besides(on, [...tops, ...commentRows])
  const commentsOf = commentsByTop(viewer, commentRows, place, beside)
  const answer = (row: ShownRow): Answer => ({ ...showPost(viewer, row, place, beside), kind: 'answer', comments: commentsOf(row.post.id) })
  return {
    found: {
      paper: paper.found,
      question: showQuestion(viewer, questionRow, place, beside),
      comments: commentsOf(questionRow.post.id),
      answers: page.rows.map(answer),
      waiting: waiting.map(answer),
      ...await readFrame(on, questionRow.post),
      order, next: page.next, previous: page.previous,
      siblings: await siblings(on, paper.found.id, request),
    },
  }
}

/** The same by the question's id. */
export async function readThreadOf(question: number, request: Pick<ThreadRequest, 'order' | 'after' | 'limit'>, viewer: Viewer = nobody): Promise<Thread | null> {
  const found = await loadPost(db().read, question)
  if (found?.post.kind !== 'question') return null
  const thread = await readThread({ ...request, slug: found.slug, number: found.number }, viewer)
  return thread && 'found' in thread ? thread.found : null
}

type AnswerPage = { rows: ShownRow[]; next: string | null; previous: string | null }

async function readAnswers(on: Reader, question: number, order: AnswerOrder, request: ThreadRequest): Promise<AnswerPage> {
  const within = shownAnswers(question)
  const size = request.limit ?? limits.answersPerPage
  const start = request.post ? await cursorBefore(on, within, order, request.post) : null
  const before = request.before ?? null
  const after = start ?? request.after ?? null
  if (before) {
    const rows = (await along(beyond(order, before, 'before'), size + 1, (stretch, limit) => selectShown(on).where(and(within, stretch)).orderBy(...orderBy(order, 'backward')).limit(limit))).reverse()
    const more = rows.length > size
    return framed(more ? rows.slice(1) : rows, order, more, true)
  }
  const stretches = after ? beyond(order, after, 'after') : [undefined]
  const rows = await along(stretches, size + 1, (stretch, limit) => selectShown(on).where(and(within, stretch)).orderBy(...orderBy(order, 'forward')).limit(limit))
  return framed(rows.slice(0, size), order, after !== null, rows.length > size)
}

/** Answers that stand in a thread for everybody: public ones, and tombstones that hold comments. */
function shownAnswers(question: number): SQL | undefined {
  return and(eq(posts.question, question), eq(posts.kind, 'answer'), or(eq(posts.state, 'public'), and(ne(posts.state, 'held'), gt(posts.comments, 0))))
}

/** Reads one stretch of an index after the other until there is enough. */
async function along<T>(stretches: (SQL | undefined)[], enough: number, read: (stretch: SQL | undefined, limit: number) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (const stretch of stretches) if (found.length < enough) found.push(...await read(stretch, enough - found.length))
  return found
}

function framed(rows: ShownRow[], order: AnswerOrder, hasPrevious: boolean, hasNext: boolean): AnswerPage {
  const first = rows[0]
  const last = rows.at(-1)
  return { rows, previous: hasPrevious && first ? answerCursor(order, first) : null, next: hasNext && last ? answerCursor(order, last) : null }
}

type Placed = { post: Pick<ShownRow['post'], 'id' | 'endorsed' | 'rank'> }

function answerCursor(order: AnswerOrder, { post }: Placed): string {
  return order === 'ranked' ? cursorOf([post.endorsed, post.rank, post.id]) : cursorOf([post.id])
}

function orderBy(order: AnswerOrder, direction: 'forward' | 'backward'): SQL[] {
  const down = direction === 'forward' ? desc : asc
  const up = direction === 'forward' ? asc : desc
  if (order === 'ranked') return [down(posts.endorsed), down(posts.rank), up(posts.id)]
  return [order === 'newest' ? down(posts.id) : up(posts.id)]
}

/** What stands beyond a cursor, in stretches that the index has one after the other: first those of the same rank, which stand
 *  by age, then all others. As one condition neither engine would begin reading where the cursor stands. */
function beyond(order: AnswerOrder, cursor: string, side: 'after' | 'before'): (SQL | undefined)[] {
  const less = side === 'after' ? lt : gt
  const more = side === 'after' ? gt : lt
  if (order === 'ranked') {
    const keys = readCursor(cursor, rankedCursor)
    if (!keys) return [undefined]
    const [endorsed, rank, id] = keys
    const bound = sql`(${sql.param(endorsed, posts.endorsed)}, ${sql.param(rank, posts.rank)})`
    return [and(eq(posts.endorsed, endorsed), eq(posts.rank, rank), more(posts.id, id)), sql`(${posts.endorsed}, ${posts.rank}) ${side === 'after' ? sql`<` : sql`>`} ${bound}`]
  }
  const keys = readCursor(cursor, idCursor)
  return [keys ? (order === 'newest' ? less(posts.id, keys[0]) : more(posts.id, keys[0])) : undefined]
}

// A page that begins at a given post shows some of what stands before it.
const shownBefore = 5

/** The cursor after which a page with a given post begins, where it is not on the first: for permalinks into long threads. */
async function cursorBefore(on: Reader, within: SQL | undefined, order: AnswerOrder, id: number): Promise<string | null> {
  const columns = { post: { id: posts.id, endorsed: posts.endorsed, rank: posts.rank } }
  const [target] = await on.select({ under: posts.under, kind: posts.kind }).from(posts).where(eq(posts.id, id))
  const [row] = await on.select(columns).from(posts).where(and(within, eq(posts.id, target?.kind === 'comment' ? target.under ?? 0 : id)))
  if (!row) return null
  const ahead = await along(beyond(order, answerCursor(order, row), 'before'), limits.answersPerPage,
    async (stretch, limit) => on.select(columns).from(posts).where(and(within, stretch)).orderBy(...orderBy(order, 'backward')).limit(limit))
  const last = ahead[shownBefore]
  return ahead.length < limits.answersPerPage || !last ? null : answerCursor(order, last)
}

/** Comments stand in order of time, replies after what they reply to, at most one level in; deeper ones name whom they answer. */
function commentsByTop(viewer: Viewer, rows: ShownRow[], place: Place, beside: Beside): (top: number) => Comment[] {
  const byId = new Map(rows.map(row => [row.post.id, row]))
  const children = new Map<number, ShownRow[]>()
  const rootOf = (row: ShownRow): ShownRow => {
    let at = row
    for (let steps = 0; steps < rows.length; steps++) {
      const above = byId.get(at.post.parent ?? 0)
      if (!above) return at
      at = above
    }
    return at
  }
  const byTop = new Map<number, ShownRow[]>()
  for (const row of rows) {
    const root = rootOf(row)
    const list = root === row ? byTop : children
    const key = root === row ? row.post.under ?? 0 : root.post.id
    list.set(key, [...(list.get(key) ?? []), row])
  }
  const show = (row: ShownRow, depth: 0 | 1): Comment => {
    const above = byId.get(row.post.parent ?? 0)
    const deep = above !== undefined && byId.has(above.post.parent ?? 0)
    const answered = deep && above.post.state === 'public' ? above.person?.name ?? above.guest?.name ?? null : null
    return { ...showPost(viewer, row, place, beside), kind: 'comment', depth, replyTo: answered }
  }
  return top => (byTop.get(top) ?? []).flatMap(row => [show(row, 0), ...(children.get(row.post.id) ?? []).map(reply => show(reply, 1))])
}

const intoPaper = alias(papers, 'into_paper')

async function siblings(on: Reader, paper: number, request: ThreadRequest): Promise<Thread['siblings']> {
  const rows = await on.select({ number: posts.number, heading: posts.heading, headingHtml: posts.titleHtml }).from(posts)
    .where(and(eq(posts.paper, paper), gt(posts.number, 0), eq(posts.kind, 'question'), eq(posts.state, 'public'))).orderBy(asc(posts.number)).limit(100)
  return rows.map(row => ({ number: row.number ?? 0, heading: row.heading ?? '', headingHtml: row.headingHtml ?? '', url: questionPath(request.slug, row.number ?? 0), current: row.number === request.number }))
}

/** Where a question went from this address: into another one, or to another paper, as often as that happened. */
async function movedQuestion(on: Reader, place: Place): Promise<{ movedTo: string } | null> {
  const into = alias(posts, 'into')
  const [merged] = await on.select({ number: into.number, slug: intoPaper.slug }).from(posts).innerJoin(papers, eq(papers.id, posts.paper))
    .innerJoin(into, eq(into.id, posts.mergedInto)).innerJoin(intoPaper, eq(intoPaper.id, into.paper))
    .where(and(eq(papers.slug, place.slug), eq(posts.number, place.number), eq(posts.kind, 'question')))
  if (merged) return { movedTo: questionPath(merged.slug, merged.number ?? 0) }
  const [moved] = await on.select({ number: posts.number, slug: papers.slug }).from(addresses)
    .innerJoin(posts, eq(posts.id, addresses.target)).innerJoin(papers, eq(papers.id, posts.paper))
    .where(and(eq(addresses.kind, 'question'), eq(addresses.slug, `${place.slug}/${place.number}`)))
  return moved ? { movedTo: questionPath(moved.slug, moved.number ?? 0) } : null
}

/** Whether there is a question with this id that everybody may read. */
export async function questionIsPublic(question: number): Promise<boolean> {
  const [row] = await db().read.select({ id: posts.id }).from(posts).where(and(eq(posts.id, question), eq(posts.kind, 'question'), eq(posts.state, 'public')))
  return row !== undefined
}

/** The question into which one was merged, by its id; null where it was not. */
export async function mergedInto(question: number): Promise<number | null> {
  const [row] = await db().read.select({ into: posts.mergedInto }).from(posts).where(eq(posts.id, question))
  return row?.into ?? null
}

/** Where a post stands now: its thread with the page it is on, and its mark. Null where the viewer may not see it. */
export async function placeOf(id: number, viewer: Viewer): Promise<string | null> {
  const on = db().read
  const found = await loadPost(on, id)
  if (!found) return null
  const tombstone = (found.post.state === 'deleted' || found.post.state === 'hidden') && found.post.comments + found.post.answers > 0
  if (!isSeen(viewer, found) && !tombstone) return null
  const path = questionPath(found.slug, found.number)
  if (isMerged(found.post)) {
    const into = await placeOf(found.post.mergedInto ?? 0, viewer)
    return into && `${into}#post-${id}`
  }
  if (found.post.kind === 'question') return path
  const top = found.post.kind === 'comment' ? found.post.under : found.post.id
  const later = top === found.thread.id ? null : await cursorBefore(on, shownAnswers(found.thread.id), 'ranked', top ?? id)
  return later ? `${path}?post=${id}#post-${id}` : `${path}#post-${id}`
}
