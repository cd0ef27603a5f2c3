/** The reading list as the site has it: a tree with ids, against which an import is compared and from which the Markdown is printed. */
import { and, asc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader } from '@/db'
import { addresses, assessments, notes, papers, posts, topics } from '@/db/schema'
import type { Link } from '@/db/schema'
import { listAuthor } from './list-author'
import { readHead } from './site'

export type ListTree = { head: TreeHead; topics: TreeTopic[]; offList: TreePaper[] }
type TreeHead = { title: string | null; author: string | null; legend: string | null; license: string | null; source: string | null; intro: string }
export type TreeTopic = { id: number; title: string | null; notes: TreeNote[]; papers: TreePaper[]; topics: TreeTopic[] }
export type TreePaper = {
  id: number; slug: string; onList: boolean; repliedByOthers: boolean
  title: string; aliases: string[]; authors: string[]; venue: string | null; year: number | null; doi: string | null; arxiv: string | null; arxivVersion: number | null
  links: Link[]; rating: 'up' | 'down' | null; mark: string | null; remark: string | null; questionsIntro: string | null
  notes: TreeNote[]; questions: TreeQuestion[]
  /** What the file said where the site says something else since, and what it says now where both have changed (`forum/assessments.ts`). */
  remembered: string | null; fromFile: string | null
}
export type TreeNote = { id: number; text: string; source: number | null; notes: TreeNote[] }
export type TreeQuestion = { id: number; number: number; title: string | null; body: string; onList: boolean; repliedByOthers: boolean }

type NoteRow = typeof notes.$inferSelect

/** Reads the whole list in a fixed number of queries. Questions are those that came from the list. */
export async function readListTree(on: Reader = db().heavy): Promise<ListTree> {
  const { title, author, legend, license, source, intro } = await readHead(on)
  const keeper = (await listAuthor(on))?.id ?? null
  const topicRows = await on.select().from(topics).where(eq(topics.onList, true)).orderBy(asc(topics.position), asc(topics.id))
  const paperRows = await on.select().from(papers).orderBy(asc(papers.position), asc(papers.id))
  const assessed = keeper === null ? [] : await on.select().from(assessments).where(eq(assessments.author, keeper))
  const noteRows = await on.select().from(notes).orderBy(asc(notes.position), asc(notes.id))
  const aliasRows = await on.select().from(addresses).where(and(eq(addresses.kind, 'paper'), eq(addresses.alias, true))).orderBy(asc(addresses.id))
  const questionRows = await on.select({ id: posts.id, paper: posts.paper, number: posts.number, title: posts.title, body: posts.body, listed: posts.listed })
    .from(posts).where(and(eq(posts.kind, 'question'), eq(posts.imported, true), inArray(posts.state, ['public', 'hidden']))).orderBy(asc(posts.number))
  const others = keeper === null ? ne(posts.id, -1) : or(ne(posts.person, keeper), isNotNull(posts.guest))
  const replied = await on.selectDistinct({ paper: posts.paper, question: posts.question }).from(posts).where(and(ne(posts.state, 'deleted'), others))
  const repliedPapers = new Set(replied.map(row => row.paper))
  const repliedQuestions = new Set(replied.map(row => row.question))

  const notesBy = grouped(noteRows, note => note.assessment === null ? `topic ${note.topic}` : `assessment ${note.assessment}`)
  const assessmentOf = new Map(assessed.map(row => [row.paper, row]))
  const questionsOf = grouped(questionRows, row => row.paper)
  const aliasesOf = grouped(aliasRows, row => row.target)
  const treePaper = (row: typeof papers.$inferSelect): TreePaper => {
    const own = assessmentOf.get(row.id)
    return {
      id: row.id, slug: row.slug, onList: row.onList, repliedByOthers: repliedPapers.has(row.id),
      title: row.title, aliases: (aliasesOf.get(row.id) ?? []).map(alias => alias.slug), authors: row.authors, venue: row.venue, year: row.year,
      doi: row.doi, arxiv: row.arxiv, arxivVersion: row.arxivVersion,
      // PostgreSQL's jsonb gives keys back in an order of its own.
      links: row.links.map(({ label, url }) => ({ label, url })),
      rating: own?.rating ?? null, mark: own?.mark ?? null, remark: own?.remark ?? null, questionsIntro: row.questionsIntro,
      remembered: own?.remembered ?? null, fromFile: own?.fromFile ?? null,
      notes: own ? nested(notesBy.get(`assessment ${own.id}`) ?? []) : [],
      questions: (questionsOf.get(row.id) ?? []).map(question => ({
        id: question.id, number: question.number ?? 0, title: question.title, body: question.body, onList: question.listed, repliedByOthers: repliedQuestions.has(question.id),
      })),
    }
  }
  const papersIn = grouped(paperRows.filter(row => row.onList), row => row.topic)
  const topicsIn = grouped(topicRows, row => row.parent)
  const treeTopic = (row: typeof topics.$inferSelect): TreeTopic => ({
    id: row.id, title: row.untitled ? null : row.title, notes: nested(notesBy.get(`topic ${row.id}`) ?? []),
    papers: (papersIn.get(row.id) ?? []).map(treePaper), topics: (topicsIn.get(row.id) ?? []).map(treeTopic),
  })
  return { head: { title, author, legend, license, source, intro }, topics: (topicsIn.get(null) ?? []).map(treeTopic), offList: paperRows.filter(row => !row.onList).map(treePaper) }
}

function grouped<T, K>(rows: T[], key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

function nested(rows: NoteRow[]): TreeNote[] {
  const children = grouped(rows, row => row.parent)
  const under = (parent: number | null): TreeNote[] => (children.get(parent) ?? []).map(row => ({ id: row.id, text: row.text, source: row.sourcePost, notes: under(row.id) }))
  return under(null)
}
