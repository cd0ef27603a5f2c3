/** The lines of a sitemap: addresses, each with its last public change where it is known. */
import { and, asc, desc, eq, gt, gte, lte, ne, or, sql } from 'drizzle-orm'
import type { Reader } from '@/db'
import { assessments, papers, people, posts, topics } from '@/db/schema'
import { readAboutChanged } from './site'
import { assessedAt, commentedAt, lastPosted, latest, topicChanges } from './sitemap-changes'
import type { Block, Edits } from './sitemap-changes'
import { topicNodes } from './topic-tree'
import { paperPath, personPath, questionPath, topicPath } from './urls'

export type SitemapLine = { path: string; changed: Date | null }

/** The site's own pages and its topics. `changed`: what changed last of all papers. */
export async function frontLines(on: Reader, edits: Edits, changed: Date | null): Promise<SitemapLine[]> {
  const asked = latest(await lastPosted(on, 'question'), await lastPosted(on, 'answer'), edits.last)
  const about = await readAboutChanged(on)
  return [
    { path: '/', changed: latest(asked, changed, about) }, { path: '/papers', changed }, { path: '/questions', changed: asked }, { path: '/about', changed: about },
    ...await topicLines(on, edits),
  ]
}

/** A topic changes with all that stands under it. An empty one says nothing to an engine. */
async function topicLines(on: Reader, edits: Edits): Promise<SitemapLine[]> {
  const [nodes, own] = [await topicNodes(on), await topicChanges(on, edits)]
  const filled = await on.select({ id: topics.id }).from(topics).where(and(eq(topics.onList, true), gt(topics.papers, 0)))
  const named = new Set(filled.map(row => row.id))
  for (const { id, parent } of nodes.toReversed()) {
    if (parent === null || !named.has(id)) continue
    named.add(parent)
    own.set(parent, latest(own.get(parent), own.get(id)))
  }
  return nodes.filter(node => named.has(node.id)).map(node => ({ path: topicPath(node.slug), changed: own.get(node.id) ?? null }))
}

/** Of a block's papers and their questions those whose place is after `from`, up to `to`. The places of a paper are one after the other:
 *  its own, then one for each number of a question, whether there is such a question or not. */
export async function blockLines(on: Reader, block: Block, edits: Edits, { from, to }: { from: number; to: number }): Promise<SitemapLine[]> {
  const rows = await on.select({
    id: papers.id, slug: papers.slug, numbers: papers.nextQuestion, active: papers.activeAt,
    commented: sql`${commentedAt}`.mapWith(posts.publicAt), assessed: sql`${assessedAt}`.mapWith(assessments.editedAt),
  }).from(papers).where(and(gt(papers.id, block.after), lte(papers.id, block.upTo))).orderBy(asc(papers.id))
  let places = 0
  const placed = rows.map(row => ({ ...row, place: places + 1, end: places += row.numbers })).filter(({ place, end }) => end > from && place <= to)
  const [first, last] = [placed[0], placed.at(-1)]
  if (first === undefined || last === undefined) return []
  const questions = await on.select({ slug: papers.slug, number: posts.number, activeAt: posts.activeAt, editedAt: posts.editedAt }).from(papers)
    .innerJoin(posts, and(eq(posts.paper, papers.id), eq(posts.kind, 'question'), eq(posts.state, 'public')))
    .where(and(gte(papers.id, first.id), lte(papers.id, last.id), or(ne(papers.id, first.id), gt(posts.number, from - first.place)), or(ne(papers.id, last.id), lte(posts.number, to - last.place))))
    .orderBy(asc(papers.id))
  return [
    ...placed.filter(({ place }) => place > from).map(({ id, slug, active, commented, assessed }) => ({ path: paperPath(slug), changed: latest(active, commented, assessed, edits.ofPaper.get(id)) })),
    ...questions.map(row => ({ path: questionPath(row.slug, row.number ?? 0), changed: latest(row.activeAt, row.editedAt) })),
  ]
}

/** The largest id of a person; 0 where there is nobody. */
export async function lastPerson(on: Reader): Promise<number> {
  const [last] = await on.select({ id: people.id }).from(people).orderBy(desc(people.id)).limit(1)
  return last?.id ?? 0
}

const lastOf = (kind: 'question' | 'answer' | 'comment') => sql`(select max(said.public_at) from posts said where said.person = people.id and said.kind = ${kind} and said.state = 'public')`.mapWith(posts.publicAt)

/** People with ids above `after`, up to `upTo`, who have written something that everybody may read. */
export async function peopleLines(on: Reader, after: number, upTo: number): Promise<SitemapLine[]> {
  const rows = await on.select({ handle: people.handle, asked: lastOf('question'), answered: lastOf('answer'), commented: lastOf('comment') }).from(people)
    .where(and(gt(people.id, after), lte(people.id, upTo), eq(people.former, false), sql`${people.answers} + ${people.questions} + ${people.comments} > 0`)).orderBy(asc(people.id))
  return rows.map(row => ({ path: personPath(row.handle), changed: latest(row.asked, row.answered, row.commented) }))
}
