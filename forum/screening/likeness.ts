/** Texts like one another: found by their marks in `fingerprints`, compared by their words. */
import { and, eq, inArray, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Reader, Tx } from '@/db'
import { among } from '@/db/among'
import { given, preparedOnce } from '@/db/prepared'
import { fingerprints, posts } from '@/db/schema'
import type { PostRow } from '../posts'
import { alikeFrom, bands, bandsOf, resemblance, shinglesOf } from './minhash'
import { wholeOf } from './tokens'
import type { Text } from './tokens'

type State = PostRow['state']

/** So many of those with most marks in common are compared at most; a flood of the same text is known by a few. */
const mostCompared = 200

/** Posts that wait and whose text is like this one's, most alike first; `states` asks for others. */
export async function alikePosts(on: Reader, post: number, limit = 50, states: readonly State[] = ['held']): Promise<number[]> {
  const [row] = await on.select({ title: posts.title, body: posts.body }).from(posts).where(eq(posts.id, post))
  if (!row) return []
  const found = await alikeTexts(on, row, states, post)
  return found.slice(0, limit).map(({ id }) => id)
}

/** Posts in these states whose text is like this one, most alike first. Asks nothing for a text too short to compare. */
async function alikeTexts(on: Reader, text: Text, states: readonly State[], except: number): Promise<Alike[]> {
  const shingles = shinglesOf(wholeOf(text))
  const marks = bandsOf(shingles)
  if (marks.length === 0) return []
  const sharing = await sharingMarks(on).execute(givenMarks(marks))
  return comparedTo(on, shingles, sharing.map(({ post }) => post).filter(id => id !== except), states, mostCompared)
}

export type Alike = { id: number; state: State; likeness: number }

/** Of these posts, the first `compared` of which are in one of the states, those whose text has the shingles, most alike first. */
export async function comparedTo(on: Reader, shingles: Set<number>, ids: number[], states: readonly State[], compared: number): Promise<Alike[]> {
  if (ids.length === 0) return []
  const rows = await on.select({ id: posts.id, state: posts.state, title: posts.title, body: posts.body }).from(posts).where(and(among(posts.id, ids), inArray(posts.state, [...states])))
  return rows.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)).slice(0, compared)
    .map(({ id, state, ...text }) => ({ id, state, likeness: resemblance(shingles, shinglesOf(wholeOf(text))) }))
    .filter(({ likeness }) => likeness >= alikeFrom)
    .sort((a, b) => b.likeness - a.likeness || b.id - a.id)
}

/** Of each mark so many texts are looked at, the newest: a flood of one text costs no more than that. */
const mostSharing = 200

/** The marks of a text as `postsSharing` is given them. */
export function givenMarks(marks: number[]): Record<string, number> {
  return Object.fromEntries(marks.map((value, band) => [`mark${band}`, value]))
}

/** Posts that share marks with a text, those with most of them first: `post`, `marks`. Each mark is looked up by itself: "or" between
 *  them leads PostgreSQL to read all. */
export function postsSharing(most: number): SQL {
  const ofBand = (band: number) => sql`select post from (select ${fingerprints.post} as post from ${fingerprints}
    where ${fingerprints.band} = ${band} and ${fingerprints.value} = ${given(`mark${band}`, fingerprints.value)} order by ${fingerprints.post} desc limit ${mostSharing}) as of_band`
  return sql`select post, cast(count(*) as integer) as marks from (${sql.join(Array.from({ length: bands }, (_, band) => ofBand(band)), sql` union all `)}) as found group by post order by marks desc, post desc limit ${most}`
}

const sharingMarks = preparedOnce(on => on.select({ post: sql<number>`post`.mapWith(Number) }).from(sql`(${postsSharing(mostCompared)}) as sharing`).prepare('sharing_marks'))

const day = 24 * 3_600_000
/** Marks of what waits or was rejected are kept for a year; of what was let through, in case it is taken down after all, for a month. */
const [waitingKeptMs, publicKeptMs] = [365 * day, 30 * day]
const forgottenAtOnce = 500

/** Forgets marks that nothing is compared with any more, some at a time. */
export async function forgetMarks(tx: Tx, now: Date): Promise<void> {
  const before = (ms: number) => lt(posts.createdAt, new Date(now.getTime() - ms))
  const old = await tx.select({ post: fingerprints.post }).from(fingerprints).innerJoin(posts, eq(posts.id, fingerprints.post))
    .where(and(eq(fingerprints.band, 0), or(before(waitingKeptMs), and(inArray(posts.state, ['public', 'deleted']), before(publicKeptMs))))).limit(forgottenAtOnce)
  if (old.length > 0) await tx.delete(fingerprints).where(among(fingerprints.post, old.map(({ post }) => post)))
}

/** Keeps the marks of a post's text, in place of those of its former text. */
export async function markText(tx: Tx, post: Text & { id: number }): Promise<void> {
  await tx.delete(fingerprints).where(eq(fingerprints.post, post.id))
  const marks = bandsOf(shinglesOf(wholeOf(post)))
  if (marks.length > 0) await tx.insert(fingerprints).values(marks.map((value, band) => ({ post: post.id, band, value })))
}
