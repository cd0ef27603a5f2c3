/** Papers as pages and lists show them: topic, the author's assessment, counts. */
import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { addresses, assessments, notes, papers, people, topics } from '@/db/schema'
import { delimited } from '@/text/delimited'
import { excerpt } from '@/text/excerpt'
import { cut } from './cursors'
import { dependsOn, dependsOnPerson } from './dependencies'
import type { Assessment, Note, Page, Paper, PaperLine } from './documents'
import { readMetadata, shownName } from './metadata'
import type { Metadata } from './metadata'
import { noteSourceOf, selectNotes } from './note-sources'
import type { NoteWithSource } from './note-sources'
import { narrowedTo, sortingOf } from './paper-orders'
import type { Direction, PaperFilter, PaperSort } from './paper-orders'
import { setExcerpts } from './set-lines'
import { paperPath } from './urls'

export type PaperRow = typeof papers.$inferSelect
type TopicRow = { slug: string; title: string; titleHtml: string } | null
const gistMax = 160

/** `all`: also those that are no longer on the list, which come in the list's order only. */
export type PaperQuery = PaperFilter & { sort?: PaperSort; dir?: Direction | null; after?: string | null; limit?: number; all?: boolean }

/** Papers in the list's order or another one. Those no longer on the list come only with `all`. */
export async function listPapers(query: PaperQuery = {}): Promise<Page<PaperLine>> {
  const on = db().read
  const { items, next } = await pageOf(on, query)
  return { items: await paperLines(on, items), next }
}

/** The same with their assessments whole. */
export async function listFullPapers(query: PaperQuery = {}): Promise<Page<Paper>> {
  const on = db().read
  const { items, next } = await pageOf(on, query)
  return { items: await fullPapers(on, items), next }
}

async function pageOf(on: Reader, query: PaperQuery): Promise<Page<{ paper: PaperRow; topic: TopicRow }>> {
  const { sort = 'list', limit = 100, all = false } = query
  // What is asked and answered anywhere moves papers in these lists, or brings them in.
  dependsOn('list', ...(query.open || sort === 'open' || sort === 'activity' ? ['posts' as const] : []))
  const within = await narrowedTo(on, query, all ? null : sort)
  if (within === null) return { items: [], next: null }
  const { by, keys, stretches } = await sortingOf(on, sort, query.dir ?? null, query.after ?? null)
  // The index of papers with open questions holds those on the list; named beside it, that would lead SQLite to another.
  const isOfAsked = query.open === true && sort === 'list'
  const rows: { paper: PaperRow; topic: TopicRow }[] = []
  for (const stretch of stretches) {
    if (rows.length > limit) break
    rows.push(...await on.select({ paper: papers, topic: { slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml } })
      .from(papers).leftJoin(topics, eq(topics.id, papers.topic))
      .where(and(all || isOfAsked ? undefined : eq(papers.onList, true), within, stretch)).orderBy(...by).limit(limit + 1 - rows.length))
  }
  return cut(rows, limit, row => keys(row.paper))
}

/** The venues of the list's papers by name, the first `limit` of them: to choose from. */
export async function listVenues(limit: number): Promise<string[]> {
  dependsOn('list')
  const rows = await db().read.selectDistinct({ venue: papers.knownVenue }).from(papers)
    .where(and(eq(papers.onList, true), isNotNull(papers.knownVenue))).orderBy(asc(papers.knownVenue)).limit(limit)
  return rows.flatMap(row => row.venue ?? [])
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
  const known = await readMetadata(on, ids)
  const aliases = await on.select({ id: addresses.id, slug: addresses.slug, target: addresses.target }).from(addresses)
    .where(and(eq(addresses.kind, 'paper'), eq(addresses.alias, true), among(addresses.target, ids)))
  aliases.sort((a, b) => a.id - b.id)
  return rows.map(({ paper, topic }) => {
    const list = assessed.get(paper.id) ?? []
    return {
      ...paperLine(paper, known.get(paper.id), topic, list.map(({ author, rating, mark }) => ({ author, rating, mark }))),
      aliases: aliases.filter(alias => alias.target === paper.id).map(alias => alias.slug),
      assessments: list,
      facts: factsOf(known.get(paper.id)),
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
  const known = await readMetadata(on, ids)
  const firsts = await on.select({ assessment: notes.assessment, text: notes.text }).from(notes)
    .where(and(among(notes.assessment, rated.map(row => row.id)), isNull(notes.parent), eq(notes.position, 0)))
  const firstOf = new Map(firsts.map(row => [row.assessment, row.text]))
  const gists = await gistsOf(rows.map(({ paper }) => { const first = rated.find(row => row.paper === paper.id); return first ? first.remark ?? firstOf.get(first.id) ?? null : null }))
  return rows.map(({ paper, topic }, at) => {
    const own = rated.filter(row => row.paper === paper.id)
    return { ...paperLine(paper, known.get(paper.id), topic, own.map(({ author, rating, mark }) => ({ author, rating: rating ?? null, mark }))), gistHtml: gists[at] ?? null }
  })
}

function topicName(paper: PaperRow): `topic:${number}`[] {
  return paper.topic === null ? [] : [`topic:${paper.topic}`]
}

/** What the list says goes before what others say. */
function paperLine(paper: PaperRow, known: Metadata | undefined, topic: TopicRow, ratings: PaperLine['ratings']): Omit<PaperLine, 'gistHtml'> {
  return {
    id: paper.id, slug: paper.slug, title: paper.title, titleHtml: paper.titleHtml, topic,
    authors: paper.authors.length > 0 ? paper.authors : known?.authors.map(shownName) ?? [], venue: paper.knownVenue ?? paper.venue, year: paper.knownYear ?? paper.year,
    doi: paper.doi ?? known?.doi ?? null, arxiv: paper.arxiv ?? known?.arxiv ?? null, arxivVersion: paper.arxiv === null ? known?.arxivVersion ?? null : paper.arxivVersion,
    // A relative address is kept for the export; on a site it leads nowhere.
    links: paper.links.filter(link => /^https?:\/\//i.test(link.url)),
    known: { venue: paper.knownVenue ?? paper.venue, year: paper.knownYear ?? paper.year },
    ratings, activeAt: paper.activeAt, counts: { questions: paper.questions, openQuestions: paper.openQuestions, answers: paper.answers }, onList: paper.onList, url: paperPath(paper.slug),
  }
}

function factsOf(known: Metadata | undefined): Paper['facts'] {
  if (!known) return null
  const { container, publisher, volume, issue, pages, abstract } = known
  return { container, publisher, volume, issue, pages, abstract }
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

/** Short lines of notes' Markdown, their formulas set; null where there is nothing to tell. */
async function gistsOf(texts: readonly (string | null)[]): Promise<(string | null)[]> {
  const gists = await setExcerpts(texts.map(text => text ? excerpt(withoutMarks(text), gistMax) : ''))
  return gists.map(gist => gist === '' ? null : gist)
}

/** Markdown without the signs of links, emphasis and code. Formulas stay as they are, and what was no formula becomes none. */
function withoutMarks(text: string): string {
  const clean = text.replace(/[\uE000-\uF8FF]/g, '')
  const formulas = delimited(clean).slice(0, formulasMost)
  let held = ''
  let done = 0
  for (const [at, { from, to }] of formulas.entries()) {
    held += clean.slice(done, from) + String.fromCharCode(0xE000 + at)
    done = to
  }
  const bare = (held + clean.slice(done)).replace(/\[([^\]\n]{1,300})\]\([^)\s]{1,500}\)/g, '$1').replace(/[*`]{1,3}/g, '').replace(/\\([[\]()_^\\.])/g, '$1')
  return bare.replace(/[\uE000-\uF8FF]/g, sign => { const formula = formulas[sign.charCodeAt(0) - 0xE000]; return formula ? clean.slice(formula.from, formula.to) : '' })
}

const formulasMost = 100
