/** Papers as pages and lists show them: topic, the author's assessment, counts. */
import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { addresses, assessments, notes, papers, people, topics } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { cut, keyedCursor, readCursor } from './cursors'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { Assessment, Note, Page, Paper, PaperLine } from './documents'
import { isAsked } from './indexed'
import { noteSourceOf, selectNotes } from './note-sources'
import type { NoteWithSource } from './note-sources'
import { paperPath } from './urls'

export type PaperRow = typeof papers.$inferSelect
type TopicRow = { slug: string; title: string; titleHtml: string } | null
const gistMax = 160

export type PaperFilter = { topic?: string | null; rating?: 'up' | 'down' | 'none' | null; open?: boolean; after?: string | null; limit?: number; all?: boolean }

/** Papers in the list's order. Those no longer on the list come only with `all`. */
export async function listPapers(filter: PaperFilter = {}): Promise<Page<PaperLine>> {
  const on = db().read
  dependsOn('list', ...(filter.open ? ['posts' as const] : []))
  const { items, next } = await pageOf(on, filter)
  return { items: await paperLines(on, items), next }
}

/** The same with their assessments whole. */
export async function listFullPapers(filter: PaperFilter = {}): Promise<Page<Paper>> {
  const on = db().read
  dependsOn('list', ...(filter.open ? ['posts' as const] : []))
  const { items, next } = await pageOf(on, filter)
  return { items: await fullPapers(on, items), next }
}

async function pageOf(on: Reader, filter: PaperFilter): Promise<Page<{ paper: PaperRow; topic: TopicRow }>> {
  const limit = filter.limit ?? 100
  const after = filter.after ? readCursor(filter.after, keyedCursor) : null
  const [within] = filter.topic ? await on.select({ id: topics.id }).from(topics).where(eq(topics.slug, filter.topic)) : []
  if (filter.topic && !within) return { items: [], next: null }
  const rows = await on.select({ paper: papers, topic: { slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml } })
    .from(papers).leftJoin(topics, eq(topics.id, papers.topic))
    .where(and(
      filter.all ? undefined : eq(papers.onList, true),
      within ? eq(papers.topic, within.id) : undefined,
      filter.open ? filter.all ? gt(papers.openQuestions, 0) : isAsked : undefined,
      filter.rating ? ratedAs(filter.rating) : undefined,
      after ? sql`(${papers.position}, ${papers.id}) > (${after[0]}, ${after[1]})` : undefined,
    )).orderBy(asc(papers.position), asc(papers.id)).limit(limit + 1)
  return cut(rows, limit, row => [row.paper.position, row.paper.id])
}

function ratedAs(rating: 'up' | 'down' | 'none'): SQL {
  const of = (only: SQL) => sql`exists (select 1 from ${assessments} where ${assessments.paper} = ${papers.id} and ${only})`
  return rating === 'none' ? sql`not ${of(isNotNull(assessments.rating))}` : of(eq(assessments.rating, rating))
}

/** A paper by its slug; an alias or former slug tells where it is. */
export async function findPaper(slug: string): Promise<{ found: Paper } | { movedTo: string } | null> {
  const on = db().read
  const [row] = await on.select({ paper: papers, topic: { slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml } })
    .from(papers).leftJoin(topics, eq(topics.id, papers.topic)).where(eq(papers.slug, slug))
  if (!row) {
    const [moved] = await on.select({ slug: papers.slug }).from(addresses).innerJoin(papers, eq(papers.id, addresses.target))
      .where(and(eq(addresses.kind, 'paper'), eq(addresses.slug, slug)))
    return moved ? { movedTo: paperPath(moved.slug) } : null
  }
  const [full] = await fullPapers(on, [row])
  return full ? { found: full } : null
}

/** Papers with their assessments whole: notes nested as written. */
export async function fullPapers(on: Reader, rows: { paper: PaperRow; topic: TopicRow }[]): Promise<Paper[]> {
  const ids = rows.map(row => row.paper.id)
  if (ids.length === 0) return []
  for (const { paper } of rows) dependsOn(`paper:${paper.id}`, ...topicName(paper))
  const assessed = await assessmentsOf(on, ids)
  const aliases = await on.select({ id: addresses.id, slug: addresses.slug, target: addresses.target }).from(addresses)
    .where(and(eq(addresses.kind, 'paper'), eq(addresses.alias, true), among(addresses.target, ids)))
  aliases.sort((a, b) => a.id - b.id)
  return rows.map(({ paper, topic }) => {
    const list = assessed.get(paper.id) ?? []
    return {
      ...paperLine(paper, topic, list.map(({ author, rating, mark }) => ({ author, rating, mark })), gistOf(list[0]?.remark ?? list[0]?.notes[0]?.text ?? null)),
      aliases: aliases.filter(alias => alias.target === paper.id).map(alias => alias.slug),
      assessments: list,
    }
  })
}

/** The lines of a list: ratings and a first note come in two queries for all. */
export async function paperLines(on: Reader, rows: { paper: PaperRow; topic: TopicRow }[]): Promise<PaperLine[]> {
  const ids = rows.map(row => row.paper.id)
  if (ids.length === 0) return []
  for (const { paper } of rows) dependsOn(`paper:${paper.id}`, `questions:${paper.id}`, ...topicName(paper))
  const rated = await on.select({ id: assessments.id, paper: assessments.paper, rating: assessments.rating, mark: assessments.mark, remark: assessments.remark, author: people.name, authorId: people.id })
    .from(assessments).innerJoin(people, eq(people.id, assessments.author)).where(among(assessments.paper, ids))
  rated.sort((a, b) => a.id - b.id)
  dependsOnPerson(...rated.map(row => row.authorId))
  const firsts = await on.select({ assessment: notes.assessment, text: notes.text }).from(notes)
    .where(and(among(notes.assessment, rated.map(row => row.id)), isNull(notes.parent), eq(notes.position, 0)))
  const firstOf = new Map(firsts.map(row => [row.assessment, row.text]))
  return rows.map(({ paper, topic }) => {
    const own = rated.filter(row => row.paper === paper.id)
    const gist = own[0] ? own[0].remark ?? firstOf.get(own[0].id) ?? null : null
    return paperLine(paper, topic, own.map(({ author, rating, mark }) => ({ author, rating: rating ?? null, mark })), gistOf(gist))
  })
}

function topicName(paper: PaperRow): `topic:${number}`[] {
  return paper.topic === null ? [] : [`topic:${paper.topic}`]
}

function paperLine(paper: PaperRow, topic: TopicRow, ratings: PaperLine['ratings'], gist: string | null): PaperLine {
  return {
    id: paper.id, slug: paper.slug, title: paper.title, titleHtml: paper.titleHtml, topic,
    authors: paper.authors, venue: paper.venue, year: paper.year, doi: paper.doi, arxiv: paper.arxiv, arxivVersion: paper.arxivVersion,
    // A relative address is kept for the export; on a site it leads nowhere.
    links: paper.links.filter(link => /^https?:\/\//i.test(link.url)),
    ratings, gist, counts: { questions: paper.questions, openQuestions: paper.openQuestions, answers: paper.answers }, onList: paper.onList, url: paperPath(paper.slug),
  }
}

async function assessmentsOf(on: Reader, ids: number[]): Promise<Map<number, Assessment[]>> {
  const rows = await on.select({ assessment: assessments, name: people.name, handle: people.handle }).from(assessments)
    .innerJoin(people, eq(people.id, assessments.author)).where(among(assessments.paper, ids))
  rows.sort((a, b) => a.assessment.id - b.assessment.id)
  const noteRows = await selectNotes(on).where(among(notes.assessment, rows.map(row => row.assessment.id)))
  noteRows.sort((a, b) => a.note.position - b.note.position || a.note.id - b.note.id)
  dependsOnPerson(...rows.map(row => row.assessment.author))
  const byPaper = new Map<number, Assessment[]>()
  for (const { assessment, name, handle } of rows) {
    const list = byPaper.get(assessment.paper) ?? []
    list.push({
      author: name, authorHandle: handle, rating: assessment.rating ?? null, mark: assessment.mark, remark: assessment.remark, remarkHtml: assessment.remarkHtml,
      notes: nestNotes(noteRows.filter(row => row.note.assessment === assessment.id)), editedAt: assessment.editedAt,
    })
    byPaper.set(assessment.paper, list)
  }
  return byPaper
}

/** Notes of one place as a tree, in their order. */
export function nestNotes(rows: NoteWithSource[]): Note[] {
  const children = new Map<number | null, NoteWithSource[]>()
  for (const row of rows) children.set(row.note.parent, [...(children.get(row.note.parent) ?? []), row])
  const under = (parent: number | null): Note[] => (children.get(parent) ?? []).map(row => ({ text: row.note.text, html: row.note.html, source: noteSourceOf(row), notes: under(row.note.id) }))
  return under(null)
}

/** A note's Markdown as a short plain line. */
function gistOf(text: string | null): string | null {
  if (!text) return null
  const plain = text.replace(/\[([^\]\n]{1,300})\]\([^)\s]{1,500}\)/g, '$1').replace(/[*`]{1,3}/g, '').replace(/\\([[\]()$_^\\.])/g, '$1').replace(/\s+/g, ' ').trim()
  return plain ? excerpt(plain, gistMax) : null
}
