/** Which questions or papers are nearest to one, and why. The formula is `scoreOf`; docs/decisions/018-neighbours.md says why it is this one. */
import { and, asc, eq } from 'drizzle-orm'
import { db } from '@/db'
import { among } from '@/db/among'
import { assessments, notes, paperMetadata, papers, posts, searchRows, topics } from '@/db/schema'
import type { NeighbourReasons } from '@/db/schema'
import { indexWords } from '@/text/search-words'
import { withoutSigns, writtenIn } from '@/text/telling-words'
import { candidatesFor, likeness, part, saidTogether, weigh, weighAmong } from './likeness'
import type { Weighed } from './likeness'
import { coVoted, mentioned, sharingPeople } from './neighbour-ties'
import type { NeighbourKind } from './neighbour-ties'

export type Neighbour = { other: number; score: number; why: NeighbourReasons }

/** So many neighbours a question and a paper have at most. */
export const neighboursMost = { question: 5, paper: 6 } as const
/** What is not this near is no neighbour: two words of middling rarity, or one tie. A topic alone is none. */
const scoreLeast = 0.3
const candidatesMost = 120
const rowsBudget = 5_000
const wordsTold = 3
const notesRead = 100

type Own = { title: string; text: string; topic: number | null; topicTells: boolean; authors: string[] }
type Tied = { voters: number; mentioned: boolean; people: string[] }

/** The sum of: the likeness of their words (0…1, `likeness`); a quarter for each person on both title pages, at most two; a tenth for the same
 *  topic; up to three tenths for people who voted in both, half of that at six; one half where one mentions the other. */
export function scoreOf(words: number, { people, topic, voters, mentioned: isMentioned }: Pick<NeighbourReasons, 'people' | 'topic' | 'voters' | 'mentioned'>): number {
  return words + 0.25 * Math.min(2, people.length) + (topic ? 0.1 : 0) + (0.3 * voters) / (voters + 6) + (isMentioned ? 0.5 : 0)
}

/** Reads the nearest of one, best first: none of what is not public. A bounded number of rows whatever the site holds. */
export async function nearestTo(kind: NeighbourKind, one: number): Promise<Neighbour[]> {
  const own = kind === 'question' ? await ownQuestion(one) : await ownPaper(one)
  if (!own) return []
  const weighed = await weigh(own)
  const [voters, mentions, people] = [await coVoted(kind, one), await mentioned(kind, one), kind === 'paper' ? await sharingPeople(one, own.authors) : new Map<number, string[]>()]
  const rows = (await rowsOf(kind, one, weighed, [...voters.keys(), ...mentions, ...people.keys()])).map(part)
  const weighedAmong = weighAmong(weighed, rows)
  const spelled = indexWords(withoutSigns(`${own.title}\n${own.text}`))
  const written = kind === 'paper' ? writtenIn(own.text, own.title) : writtenIn(`${own.title}\n${own.text}`)
  const near = rows.map(row => {
    const { other, topic } = row
    const { score, shared } = likeness(weighedAmong, row)
    const tied: Tied = { voters: voters.get(other) ?? 0, mentioned: mentions.has(other), people: people.get(other) ?? [] }
    // One word that two texts share by chance says nothing.
    const tells = shared.length > 1
    const ties = { ...tied, topic: own.topicTells && topic === own.topic }
    return { other, score: scoreOf(tells ? score : 0, ties), why: { words: tells ? saidTogether(shared, spelled, row, written, wordsTold) : [], ...ties } }
  })
  return near.filter(({ score }) => score >= scoreLeast).sort((a, b) => b.score - a.score || a.other - b.other).slice(0, neighboursMost[kind])
}

async function ownQuestion(one: number): Promise<Own | null> {
  const [row] = await db().read.select({ title: posts.heading, text: posts.plain, topic: posts.topic, untitled: topics.untitled }).from(posts).leftJoin(topics, eq(topics.id, posts.topic))
    .where(and(eq(posts.id, one), eq(posts.kind, 'question'), eq(posts.state, 'public')))
  return row ? { title: row.title ?? '', text: row.text, topic: row.topic, topicTells: row.untitled === false, authors: [] } : null
}

async function ownPaper(one: number): Promise<Own | null> {
  const on = db().read
  const [row] = await on.select({ title: papers.title, topic: papers.topic, untitled: topics.untitled, authors: papers.authors, abstract: paperMetadata.abstract })
    .from(papers).leftJoin(topics, eq(topics.id, papers.topic)).leftJoin(paperMetadata, eq(paperMetadata.paper, papers.id)).where(eq(papers.id, one))
  if (!row) return null
  const remarks = await on.select({ text: assessments.remark }).from(assessments).where(eq(assessments.paper, one)).orderBy(asc(assessments.id))
  const noted = await on.select({ text: notes.text }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).where(eq(assessments.paper, one)).orderBy(asc(notes.id)).limit(notesRead)
  const text = [row.abstract, ...remarks.map(remark => remark.text), ...noted.map(note => note.text)].filter(part => part !== null).join('\n')
  return { title: row.title, text, topic: row.topic, topicTells: row.untitled === false, authors: row.authors }
}

type Row = { other: number; topic: number | null; title: string; body: string }

/** Those that share words and those that are tied, as far as everybody may read them. */
async function rowsOf(kind: NeighbourKind, one: number, weighed: Weighed, tied: readonly number[]): Promise<Row[]> {
  const on = db().read
  const like = await candidatesFor(weighed, { kind }, candidatesMost, rowsBudget)
  const ids = [...new Set([...like.flatMap(row => (kind === 'question' ? row.post : row.paper) ?? []), ...tied.slice(0, candidatesMost)])].filter(id => id !== one)
  const columns = { topic: searchRows.topic, title: searchRows.title, body: searchRows.body }
  return kind === 'question'
    ? on.select({ other: posts.id, ...columns }).from(posts).innerJoin(searchRows, eq(searchRows.post, posts.id)).where(and(among(posts.id, ids), eq(posts.kind, 'question'), eq(posts.state, 'public')))
    : on.select({ other: papers.id, ...columns }).from(papers).innerJoin(searchRows, and(eq(searchRows.paper, papers.id), eq(searchRows.kind, 'paper'))).where(and(among(papers.id, ids), eq(papers.onList, true)))
}
