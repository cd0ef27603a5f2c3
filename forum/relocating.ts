/** Moving posts to another place of the site with all that hangs under them: another thread, another paper, another kind.
 *  Nothing of a post's writer, time or text changes; its address, votes, comments and revisions stay its own. */
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { run } from '@/db'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { papers, posts, votes } from '@/db/schema'
import type { PostPlace } from '@/db/schema'
import { countForWriter } from './counters'
import type { PostRow } from './posts'
import { holdThread, rerank } from './ranking'
import { indexPost, unindexPost } from './search-rows'

export type Spot = Omit<PostPlace, 'id'>

/** Moves posts, each with what hangs under it, and counts anew what they left and what they reached. Both threads are to be held before.
 *  Gives the former places of the posts that were named, by which `relocate` brings them back. */
export async function relocate(tx: Tx, moves: readonly { post: PostRow; to: Spot }[]): Promise<PostPlace[]> {
  const touched = { posts: new Set<number>(), papers: new Set<number>(), threads: new Set<number>() }
  const former: PostPlace[] = []
  for (const { post, to } of moves) {
    former.push(placeOfRow(post))
    for (const row of [post, ...await hangingUnder(tx, post)]) await moveRow(tx, row, row.id === post.id ? to : along(row, post, to), touched)
  }
  await recountPosts(tx, [...touched.posts])
  await recountPapers(tx, [...touched.papers])
  for (const thread of [...touched.threads].sort((a, b) => a - b)) await rerank(tx, thread)
  return former
}

export function placeOfRow({ id, kind, paper, question, parent, under, number }: PostRow): PostPlace {
  return { id, kind, paper, question, parent, under, number }
}

/** Where an answer to a question stands, and where a comment under a post does. */
export function answerTo(question: PostRow): Spot {
  return { kind: 'answer', paper: question.paper, question: question.id, parent: question.id, under: null, number: null }
}
export function commentOn(post: PostRow): Spot {
  return { kind: 'comment', paper: post.paper, question: post.question ?? post.id, parent: post.id, under: post.kind === 'comment' ? post.under : post.id, number: null }
}

/** Holds several threads, always in the same order, so that two moves never wait for each other. */
export async function holdThreads(tx: Tx, ...questions: number[]): Promise<void> {
  for (const question of [...new Set(questions)].sort((a, b) => a - b)) await holdThread(tx, question)
}

/** All that hangs under a post, however deep: of a question its whole thread. */
export async function hangingUnder(tx: Tx, post: PostRow): Promise<PostRow[]> {
  if (post.kind === 'question') return tx.select().from(posts).where(eq(posts.question, post.id)).orderBy(asc(posts.id))
  const near = await tx.select().from(posts).where(eq(posts.under, post.kind === 'answer' ? post.id : post.under ?? 0)).orderBy(asc(posts.id))
  if (post.kind === 'answer') return near
  // A reply is younger than what it replies to, but for one that was moved: so until nothing more is found.
  const found = new Set([post.id])
  for (let before = 0; before !== found.size;) {
    before = found.size
    for (const row of near) if (found.has(row.parent ?? 0)) found.add(row.id)
  }
  return near.filter(row => row.id !== post.id && found.has(row.id))
}

// What hangs under a post keeps what it replies to; only the thread, and the answer that it is a comment on, go along.
function along(row: PostRow, top: PostRow, to: Spot): Spot {
  const spot = { ...placeOfRow(row), paper: to.paper }
  if (top.kind === 'question') return spot
  return { ...spot, question: to.question, under: to.kind === 'answer' ? top.id : to.under }
}

type Touched = { posts: Set<number>; papers: Set<number>; threads: Set<number> }

async function moveRow(tx: Tx, row: PostRow, to: Spot, touched: Touched): Promise<void> {
  const [thread] = to.question === null ? [] : await tx.select({ heading: posts.heading }).from(posts).where(eq(posts.id, to.question))
  const [moved] = await tx.update(posts).set({
    kind: to.kind, paper: to.paper, question: to.question, parent: to.parent, under: to.under, number: to.number,
    ...(thread ? { heading: thread.heading } : {}),
    ...(to.kind === 'answer' ? {} : { voters: 0, rank: 0 }),
    topic: row.state === 'public' ? sql`(select ${papers.topic} from ${papers} where ${papers.id} = ${to.paper})` : null,
  }).where(eq(posts.id, row.id)).returning()
  if (!moved) throw new Error('a post to move is not there')
  if (row.state === 'public') {
    await unindexPost(tx, row.id)
    await indexPost(tx, moved)
    if (row.kind !== to.kind) {
      await countForWriter(tx, row, 'public', 'nowhere')
      await countForWriter(tx, moved, 'nowhere', 'public')
    }
  }
  if (row.kind === 'answer' || to.kind === 'answer') await tx.update(votes).set({ thread: to.kind === 'answer' ? to.question : null }).where(eq(votes.post, row.id))
  for (const id of [row.question, row.parent, row.under, to.question, to.parent, to.under, row.id]) if (id !== null) touched.posts.add(id)
  for (const id of [row.question, to.question]) if (id !== null) touched.threads.add(id)
  touched.papers.add(row.paper).add(to.paper)
}

async function recountPosts(tx: Tx, ids: number[]): Promise<void> {
  const of = among(posts.id, ids)
  await run(tx, sql`update ${posts} set
    answers = (select count(*) from posts p where p.question = posts.id and p.kind = 'answer' and p.state = 'public'),
    comments = (select count(*) from posts p where p.under = posts.id and p.kind = 'comment' and p.state = 'public')
      + (select count(*) from posts p where p.parent = posts.id and p.under <> posts.id and p.kind = 'comment' and p.state = 'public')
    where ${of}`)
}

async function recountPapers(tx: Tx, ids: number[]): Promise<void> {
  await run(tx, sql`update ${papers} set
    questions = (select count(*) from posts p where p.paper = papers.id and p.kind = 'question' and p.state = 'public'),
    open_questions = (select count(*) from posts p where p.paper = papers.id and p.kind = 'question' and p.state = 'public' and p.status in ('open', 'disputed')),
    answers = (select count(*) from posts p where p.paper = papers.id and p.kind = 'answer' and p.state = 'public')
    where ${among(papers.id, ids)}`)
}

/** The rows of these ids as they are now, in the order asked for. */
export async function rowsOf(tx: Tx, ids: readonly number[]): Promise<PostRow[]> {
  const found = new Map((await tx.select().from(posts).where(among(posts.id, [...ids]))).map(row => [row.id, row]))
  return ids.flatMap(id => found.get(id) ?? [])
}

/** Whether a post hangs under another, or is it. */
export async function isWithin(tx: Tx, post: PostRow, under: PostRow): Promise<boolean> {
  return post.id === under.id || (await hangingUnder(tx, under)).some(row => row.id === post.id)
}

/** What stands directly in a thread: its answers, and the comments on the question itself. */
export async function topsOf(tx: Tx, question: number): Promise<PostRow[]> {
  return tx.select().from(posts).where(or(and(eq(posts.question, question), eq(posts.kind, 'answer')), and(eq(posts.under, question), inArray(posts.kind, ['comment']), eq(posts.parent, question)))).orderBy(asc(posts.id))
}
