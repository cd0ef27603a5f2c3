/** What the picture of a link preview shows, and its address, which changes with what it shows. */
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { papers, posts, topics } from '@/db/schema'
import { excerpt } from '@/text/excerpt'
import { withoutTex } from '@/text/without-tex'
import { counted, t } from '@/words'
import { readCounters } from './counters'
import type { Site } from './documents'
import { readSite } from './site'

/** Plain lines: the site's name, what it is about, the paper of a question, a sentence beneath, counts. */
export type Card = { site: string; title: string | null; paper: string | null; about: string | null; facts: string[] }
export type CardOf = 'question' | 'paper'

const titleMost = 200
const paperMost = 140
const aboutMost = 180
/** Raised when cards are drawn otherwise. */
const edition = 2

export function questionCard(question: { number: number; heading: string; answers: number; paper: string }, site: { name: string }): Card {
  return { site: site.name, title: excerpt(withoutTex(question.heading), titleMost), paper: excerpt(withoutTex(question.paper), paperMost), about: null, facts: [t('Question {0}', question.number), counted(question.answers, 'answer')] }
}

export function paperCard(paper: { title: string; questions: number; answers: number }, site: { name: string }): Card {
  return { site: site.name, title: excerpt(withoutTex(paper.title), titleMost), paper: null, about: null, facts: [counted(paper.questions, 'question'), counted(paper.answers, 'answer')] }
}

/** Under which name a card is kept. */
export function cardKey(card: Card): string {
  return createHash('sha256').update(JSON.stringify([edition, card.site, card.title, card.paper, card.about, card.facts])).digest('hex').slice(0, 16)
}

export function cardPath(of: CardOf, id: number, card: Card): string {
  return `/cards/${of}-${id}-${cardKey(card)}.png`
}

// The end of a sentence, not of an abbreviation: what follows begins anew, or the mark itself is one of Chinese.
const firstSentence = /^[^]+?(?:[.!?](?=\s+[\p{Lu}\p{Lo}]|\s*$)|[。！？])/u

/** What the site says of itself in a sentence: the first one of the list's introduction, without its Markdown. */
export function sentenceOf({ intro, author }: Pick<Site, 'intro' | 'author'>): string {
  const plain = (intro ?? '').replace(/\[([^\]\n]{1,300})\]\([^)\s]{1,500}\)/g, '$1').replace(/[*`]{1,3}/g, '').replace(/\s+/g, ' ').trim()
  const sentence = firstSentence.exec(plain)?.[0] ?? plain
  return sentence ? excerpt(withoutTex(sentence), aboutMost) : t('Open questions on the papers of {0}’s reading list.', author)
}

/** The card of the site, for pages that are about no one thing. Its counts change with every question, its address does not: no page is made anew for it. */
export const siteCardPath = '/cards/site.png'
export const topicCardPath = (id: number) => `/cards/topic-${id}.png`

export async function readSiteCard(): Promise<Card> {
  const [site, { papers: listed, questions }] = [await readSite(), await readCounters(db().read)]
  return { site: site.name, title: null, paper: null, about: sentenceOf(site), facts: [counted(listed, 'paper'), counted(questions, 'question')] }
}

/** The card of a topic that is on the list, null where there is none. */
export async function readTopicCard(id: number): Promise<Card | null> {
  const [topic] = await db().read.select({ title: topics.title, papers: topics.papers }).from(topics).where(and(eq(topics.id, id), eq(topics.onList, true)))
  if (!topic) return null
  const site = await readSite()
  return { site: site.name, title: excerpt(withoutTex(topic.title), titleMost), paper: null, about: sentenceOf(site), facts: topic.papers === 0 ? [] : [counted(topic.papers, 'paper')] }
}

/** What the card of a thing shows now; null where there is none that everybody may see. */
export async function readCard(of: CardOf, id: number): Promise<Card | null> {
  const on = db().read
  if (of === 'paper') {
    const [paper] = await on.select({ title: papers.title, questions: papers.questions, answers: papers.answers }).from(papers).where(eq(papers.id, id))
    return paper ? paperCard(paper, await readSite()) : null
  }
  const [question] = await on.select({ number: posts.number, heading: posts.heading, answers: posts.answers, paper: papers.title }).from(posts)
    .innerJoin(papers, eq(papers.id, posts.paper)).where(and(eq(posts.id, id), eq(posts.kind, 'question'), eq(posts.state, 'public')))
  return question ? questionCard({ ...question, number: question.number ?? 0, heading: question.heading ?? '' }, await readSite()) : null
}
