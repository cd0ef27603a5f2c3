/** Texts like one another: found by their marks in `fingerprints`, compared by their words. */
import { and, count, desc, eq, inArray, ne, or } from 'drizzle-orm'
import type { Reader, Tx } from '@/db'
import { fingerprints, posts } from '@/db/schema'
import type { PostRow } from '../posts'
import { alikeFrom, bandsOf, resemblance, shinglesOf } from './minhash'
import { wholeOf } from './tokens'
import type { Text } from './tokens'

type State = PostRow['state']

/** Those with most marks in common are compared; a flood of the same text is known by a few. */
const mostCompared = 200

/** Posts that wait and whose text is like this one's, most alike first; `states` asks for others. */
export async function alikePosts(on: Reader, post: number, limit = 50, states: readonly State[] = ['held']): Promise<number[]> {
  const [row] = await on.select({ title: posts.title, body: posts.body }).from(posts).where(eq(posts.id, post))
  if (!row) return []
  const found = await alikeTexts(on, row, states, post)
  return found.slice(0, limit).map(({ id }) => id)
}

/** Posts in these states whose text is like this one, most alike first. Asks nothing for a text too short to compare. */
export async function alikeTexts(on: Reader, text: Text, states: readonly State[], except = 0): Promise<{ id: number; state: State; likeness: number }[]> {
  const shingles = shinglesOf(wholeOf(text))
  const marks = bandsOf(shingles)
  if (marks.length === 0) return []
  const candidates = await on.select({ id: posts.id, state: posts.state, title: posts.title, body: posts.body })
    .from(fingerprints).innerJoin(posts, eq(posts.id, fingerprints.post))
    .where(and(or(...marks.map((value, band) => and(eq(fingerprints.band, band), eq(fingerprints.value, value)))), ne(posts.id, except), inArray(posts.state, [...states])))
    .groupBy(posts.id, posts.state, posts.title, posts.body).orderBy(desc(count()), desc(posts.id)).limit(mostCompared)
  return candidates
    .map(({ id, state, ...candidate }) => ({ id, state, likeness: resemblance(shingles, shinglesOf(wholeOf(candidate))) }))
    .filter(({ likeness }) => likeness >= alikeFrom)
    .sort((a, b) => b.likeness - a.likeness || b.id - a.id)
}

/** Keeps the marks of a post's text, in place of those of its former text. */
export async function markText(tx: Tx, post: Text & { id: number }): Promise<void> {
  await tx.delete(fingerprints).where(eq(fingerprints.post, post.id))
  const marks = bandsOf(shinglesOf(wholeOf(post)))
  if (marks.length > 0) await tx.insert(fingerprints).values(marks.map((value, band) => ({ post: post.id, band, value })))
}
