/** From ranked rows to what a page shows of them. */
import { and, asc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { among } from '@/db/among'
import { assessments, guests, notes, papers, people, posts } from '@/db/schema'
import { withoutTex } from '@/text/without-tex'
import { escapeHtml } from '@/text/xml'
import type { FoundKind, QuestionStatus } from './documents'
import { readMetadata, shownName } from './metadata'
import type { Ranked } from './search-ranking'
import { marked } from './search-marks'
import type { Marking } from './search-marks'
import { snippetOf } from './search-snippet'
import { setExcerpts } from './set-lines'
import { lastingPath, paperPath, personPath, postPath } from './urls'

export type Hit = {
  id: number | null; kind: FoundKind; title: string; titleHtml: string
  /** HTML: escaped text, its formulas set, with what was found in `mark`. */
  snippet: string
  url: string
  /** The paper's title, and the same with its formulas in plain signs; null on a person. */
  paper: string | null; paperPlain: string | null; questionNumber: number | null; status: QuestionStatus | null; score: number; answers: number; endorsed: boolean
  writer: string | null; at: Date | null
}

const bare = { paper: null, paperPlain: null, questionNumber: null, status: null, score: 0, answers: 0, endorsed: false, writer: null, at: null }

/** Hits of rows, in their order; a row whose thing is gone or hidden since gives none. */
export async function hitsOf(page: readonly Ranked[], marking: Marking): Promise<Hit[]> {
  const on = db().read
  const rows = page.map(({ row }) => row)
  const ids = <T>(of: (row: (typeof rows)[number]) => T | null) => [...new Set(rows.flatMap(row => of(row) ?? []))]
  const thread = alias(posts, 'thread')
  const personIds = ids(row => row.kind === 'person' ? row.person : null)
  const foundPapers = ids(row => row.kind === 'paper' ? row.paper : null)
  // Asked for side by side: over a network each takes its time.
  const [paperRows, postRows, persons, texts, known] = await Promise.all([
    on.select({ id: papers.id, slug: papers.slug, title: papers.title, titleHtml: papers.titleHtml, authors: papers.authors, venue: papers.venue, knownVenue: papers.knownVenue }).from(papers).where(among(papers.id, ids(row => row.paper))),
    on.select({ post: posts, writer: people.name, guest: guests.name, thread: { number: thread.number, heading: thread.heading, headingHtml: thread.titleHtml, status: thread.status } })
      .from(posts).innerJoin(thread, and(eq(thread.id, sql`coalesce(${posts.question}, ${posts.id})`), eq(thread.state, 'public')))
      .leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest)).where(and(among(posts.id, ids(row => row.post)), eq(posts.state, 'public'))),
    personIds.length === 0 ? [] : on.select({ id: people.id, name: people.name, handle: people.handle, about: people.about }).from(people).where(among(people.id, personIds)),
    textsOf(foundPapers),
    readMetadata(on, foundPapers),
  ])
  return shown(marking, rows.flatMap((row): Hit[] => {
    if (row.kind === 'person') {
      const person = persons.find(one => one.id === row.person)
      return person ? [{ ...bare, id: null, kind: 'person', title: person.name, titleHtml: escapeHtml(person.name), snippet: snippetOf(`@${person.handle} ${person.about}`, marking), url: personPath(person.handle) }] : []
    }
    const paper = paperRows.find(one => one.id === row.paper)
    if (!paper) return []
    if (row.kind === 'paper') {
      const said = known.get(paper.id)
      const authors = paper.authors.length > 0 ? paper.authors : said?.authors.map(shownName) ?? []
      const source = [authors.join(', '), paper.knownVenue ?? paper.venue ?? ''].filter(part => part !== '').join(' · ')
      // The metadata may say more of what the list names.
      const more = said === undefined ? '' : [paper.authors.length > 0 ? said.authors.map(shownName).join(', ') : '', said.container ?? ''].filter(part => part !== '').join(' · ')
      const text = [source, ...texts.get(paper.id) ?? [], said?.abstract ?? '', more].filter(part => part !== '').join(' — ')
      return [{ ...bare, id: null, kind: 'paper', title: paper.title, titleHtml: paper.titleHtml, snippet: snippetOf(text, marking), url: paperPath(paper.slug), paper: paper.title, paperPlain: withoutTex(paper.title) }]
    }
    const found = postRows.find(one => one.post.id === row.post)
    if (!found) return []
    const { post, thread: { number, heading, headingHtml, status } } = found
    return [{
      id: post.id, kind: post.kind, title: heading ?? '', titleHtml: headingHtml ?? '', snippet: snippetOf(post.plain, marking),
      url: post.kind === 'question' ? postPath(paper.slug, number ?? 0, post.id, true) : lastingPath(post.id), paper: paper.title, paperPlain: withoutTex(paper.title), questionNumber: number,
      status, score: post.score, answers: post.answers, endorsed: post.endorsed, writer: found.writer ?? found.guest, at: post.publicAt,
    }]
  }))
}

/** Hits with plain excerpts as they are shown: formulas set, what was sought marked. */
async function shown(marking: Marking, hits: readonly Hit[]): Promise<Hit[]> {
  const set = await setExcerpts(hits.map(({ snippet }) => snippet))
  return hits.map((hit, at) => ({ ...hit, titleHtml: marked(hit.titleHtml, marking), snippet: marked(set[at] ?? '', marking) }))
}

/** Remarks and notes of papers. */
async function textsOf(ids: readonly number[]): Promise<Map<number, string[]>> {
  const texts = new Map<number, string[]>()
  if (ids.length === 0) return texts
  const on = db().read
  const [remarks, noted] = await Promise.all([
    on.select({ paper: assessments.paper, text: assessments.remark }).from(assessments).where(among(assessments.paper, ids)).orderBy(asc(assessments.id)),
    on.select({ paper: assessments.paper, text: notes.text }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).where(among(assessments.paper, ids)).orderBy(asc(notes.id)),
  ])
  for (const { paper, text } of [...remarks, ...noted]) {
    if (text === null) continue
    texts.set(paper, [...texts.get(paper) ?? [], text])
  }
  return texts
}
