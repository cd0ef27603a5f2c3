/** Where public posts, and the author's notes on papers, mention other posts and papers: read from the links of their HTML, written in the
 *  transaction that makes them public, changes them or takes them away. What is held or hidden mentions nothing. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db'
import { assessments, mentions, notes, posts } from '@/db/schema'
import { mentionedPaths } from '@/text/references'
import { record } from './events'
import type { PostRow } from './posts'
import { targetsAt } from './targets'

type Place = { toPost: number | null; toPaper: number | null; question: number | null }

const mentionedMax = 100

/** A post that has just become public, or whose text has changed while it is. `fresh`: it had none before. */
export async function mentionFrom(tx: Tx, post: PostRow, now: Date, fresh = false): Promise<void> {
  const paths = mentionedPaths(post.html)
  if (fresh && paths.length === 0) return
  const wanted = (await placesOf(tx, paths)).filter(place => !isOwnPlace(post, place))
  await replace(tx, { post: post.id, paper: null }, wanted, now)
}

/** A post that is public no longer. */
export async function mentionNoMore(tx: Tx, post: number, now: Date): Promise<void> {
  await replace(tx, { post, paper: null }, [], now)
}

/** What the author's remarks and notes on a paper mention, after any of them changed. */
export async function mentionFromNotes(tx: Tx, paper: number, now: Date): Promise<void> {
  const remarks = await tx.select({ html: assessments.remarkHtml }).from(assessments).where(eq(assessments.paper, paper))
  const noted = await tx.select({ html: notes.html }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).where(eq(assessments.paper, paper))
  const paths = [...new Set([...remarks, ...noted].flatMap(({ html }) => mentionedPaths(html ?? '')))]
  const wanted = (await placesOf(tx, paths)).filter(place => place.toPaper !== paper)
  await replace(tx, { post: null, paper }, wanted, now)
}

/** That a post names its own paper or question says nothing new. */
function isOwnPlace(post: PostRow, { toPost, toPaper }: Place): boolean {
  return toPaper === post.paper || toPost === post.id || (toPost !== null && toPost === post.question)
}

async function placesOf(tx: Tx, paths: readonly string[]): Promise<Place[]> {
  if (paths.length === 0) return []
  const places = new Map<string, Place>()
  for (const target of (await targetsAt(tx, paths.slice(0, mentionedMax))).values()) {
    const place: Place = target.kind === 'post' ? { toPost: target.post, toPaper: null, question: target.question } : { toPost: null, toPaper: target.paper, question: null }
    places.set(keyOf(place), place)
  }
  return [...places.values()]
}

function keyOf({ toPost, toPaper }: { toPost: number | null; toPaper: number | null }): string {
  return toPost === null ? `paper ${toPaper ?? 0}` : `post ${toPost}`
}

/** Puts these mentions in the place of those that there are. The pages of what is mentioned, or no longer is, are made anew. */
async function replace(tx: Tx, from: { post: number | null; paper: number | null }, wanted: readonly Place[], now: Date): Promise<void> {
  const there = await tx.select({ id: mentions.id, toPost: mentions.toPost, toPaper: mentions.toPaper, question: posts.question }).from(mentions).leftJoin(posts, eq(posts.id, mentions.toPost))
    .where(from.post === null ? eq(mentions.paper, from.paper ?? 0) : eq(mentions.post, from.post))
  const [had, has] = [new Set(there.map(keyOf)), new Set(wanted.map(keyOf))]
  const gone = there.filter(row => !has.has(keyOf(row)))
  const come = wanted.filter(place => !had.has(keyOf(place)))
  if (gone.length > 0) await tx.delete(mentions).where(and(inArray(mentions.id, gone.map(row => row.id))))
  if (come.length > 0) await tx.insert(mentions).values(come.map(({ toPost, toPaper }) => ({ ...from, toPost, toPaper })))
  for (const { toPost, toPaper, question } of [...come, ...gone.map(row => ({ ...row, question: row.question ?? row.toPost }))]) {
    await record(tx, 'post.mentioned', { post: toPost, question, paper: toPaper }, now)
  }
}
