/** Writing all search rows anew: after an import from JSON, and where some are missing or stand for what is no longer public. */
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Tx } from '@/db'
import { assessments, guests, notes, papers, people, posts, searchRows } from '@/db/schema'

const atOnce = 200
const readAtOnce = 1_000

/** Writes the search rows of all papers and public posts anew. */
export async function reindexAll(tx: Tx): Promise<void> {
  await tx.delete(searchRows)
  const texts = await paperTexts(tx)
  const paperRows = await tx.select({ id: papers.id, title: papers.title, topic: papers.topic, authors: papers.authors, venue: papers.venue }).from(papers).orderBy(asc(papers.id))
  const topicOf = new Map(paperRows.map(row => [row.id, row.topic]))
  await insertAll(tx, paperRows.map(row => ({
    kind: 'paper' as const, paper: row.id, topic: row.topic, title: row.title, people: row.authors.join(', '), body: [row.venue ?? '', texts.get(row.id) ?? ''].join('\n'),
  })))
  for (let last = 0; ;) {
    const some = await shownPosts(tx, last)
    await insertAll(tx, some.map(({ name, handle, former, guest, heading, ...row }) => ({
      ...row, topic: topicOf.get(row.paper) ?? null, title: heading ?? '', people: name === null ? guest ?? '' : former ? name : `${name} ${handle ?? ''}`,
    })))
    last = some.at(-1)?.post ?? 0
    if (some.length < readAtOnce) return
  }
}

async function shownPosts(tx: Tx, after: number) {
  return tx.select({ post: posts.id, kind: posts.kind, paper: posts.paper, person: posts.person, heading: posts.heading, body: posts.plain, name: people.name, handle: people.handle, former: people.former, guest: guests.name })
    .from(posts).leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(eq(posts.state, 'public'), gt(posts.id, after))).orderBy(asc(posts.id)).limit(readAtOnce)
}

async function insertAll(tx: Tx, rows: (typeof searchRows.$inferInsert)[]): Promise<void> {
  for (let from = 0; from < rows.length; from += atOnce) await tx.insert(searchRows).values(rows.slice(from, from + atOnce))
}

/** Remarks and notes of each paper, as one text. */
async function paperTexts(tx: Tx): Promise<Map<number, string>> {
  const remarks = await tx.select({ paper: assessments.paper, text: assessments.remark }).from(assessments).orderBy(asc(assessments.id))
  const noted = await tx.select({ paper: assessments.paper, text: notes.text }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).orderBy(asc(notes.id))
  const texts = new Map<number, string[]>()
  for (const { paper, text } of [...remarks, ...noted]) texts.set(paper, [...(texts.get(paper) ?? []), text ?? ''])
  return new Map([...texts].map(([paper, all]) => [paper, all.join('\n')]))
}
