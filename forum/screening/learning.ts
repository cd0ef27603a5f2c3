/** What moderators' decisions teach the filter: in how many posts that were spam, and in how many that were let through, a word stood. */
import { and, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Tx } from '@/db'
import { posts, revisions, spamWords } from '@/db/schema'
import type { Screening } from '@/db/schema'
import type { PostRow } from '../posts'
import { seenIn, tokensOf } from './tokens'
import type { Text } from './tokens'

export type Lesson = NonNullable<PostRow['learned']>

/** Makes the filter know a post as spam, as fair, or not at all. What it had learned from it before is taken back exactly, also
 *  where its text was edited since. Whoever learns waits for whoever learns just then: of a transaction's work this comes late. */
export async function learn(tx: Tx, post: PostRow, as: Lesson | null): Promise<void> {
  const [kept] = await tx.select().from(posts).where(eq(posts.id, post.id))
  if (!kept || kept.learned === as) return
  if (kept.learned !== null) await takeBack(tx, tokensLearned(await textLearned(tx, kept), kept), kept.learned)
  if (as !== null) await count(tx, tokensLearned(kept, kept), as)
  const screening: Screening = { ...kept.screening ?? screeningOfOld(kept) }
  delete screening.learned
  if (as !== null) screening.learned = kept.revision
  await tx.update(posts).set({ learned: as, screening }).where(eq(posts.id, post.id))
}

// The row that counts the posts is written first: it is held to the end, so that two who learn never hold each other up for ever.

async function count(tx: Tx, words: string[], as: Lesson): Promise<void> {
  const once = { spam: as === 'spam' ? 1 : 0, fair: as === 'fair' ? 1 : 0 }
  for (const some of [[''], words]) {
    if (some.length === 0) continue
    await tx.insert(spamWords).values(some.map(word => ({ word, ...once }))).onConflictDoUpdate({ target: spamWords.word, set: { [as]: sql`${spamWords[as]} + 1` } })
  }
}

async function takeBack(tx: Tx, words: string[], as: Lesson): Promise<void> {
  for (const some of [[''], words]) await tx.update(spamWords).set({ [as]: sql`${spamWords[as]} - 1` }).where(and(inArray(spamWords.word, some), gt(spamWords[as], 0)))
  await tx.delete(spamWords).where(and(inArray(spamWords.word, ['', ...words]), lte(spamWords.spam, 0), lte(spamWords.fair, 0)))
}

/** Those of its text, and how it stood to its surroundings when it was written. */
function tokensLearned(text: Text, post: PostRow): string[] {
  return Array.from(new Set([...tokensOf(seenIn(text)), ...post.screening?.signals ?? []]))
}

/** The text from which it was learned: the present one, or the revision that it was then. */
async function textLearned(tx: Tx, post: PostRow): Promise<Text> {
  const number = post.screening?.learned ?? post.revision
  if (number === post.revision) return post
  const [former] = await tx.select({ title: revisions.title, body: revisions.body }).from(revisions).where(and(eq(revisions.post, post.id), eq(revisions.number, number)))
  return former ?? post
}

/** For posts from before screening was kept. */
function screeningOfOld(post: PostRow): Screening {
  const standing = post.role === 'guest' ? 'guest' : post.role === 'member' ? 'trusted' : 'moderator'
  return { standing, trust: 0, links: 0, why: post.heldWhy?.split(',') ?? [], spam: null, because: [] }
}
