/** The list of papers seen from afar: how many there are of each year and of each topic, and how many of them have open questions. */
import { and, eq } from 'drizzle-orm'
import { db } from '@/db'
import { papers } from '@/db/schema'
import { dependsOn } from './dependencies'
import { narrowedTo } from './paper-orders'
import type { PaperFilter } from './paper-orders'
import { summedUp, topicNodes } from './topic-tree'
import type { TopicNode } from './topic-tree'

export type Amount = { papers: number; /** Those with open questions. */ asked: number; /** Open questions on them. */ open: number }
export type YearAmount = Amount & { year: number }
/** A topic with its own papers, and with those of the topics under it. */
export type MapTopic = Omit<TopicNode, 'id' | 'parent'> & { own: Amount; whole: Amount; topics: MapTopic[] }
export type Overview = { whole: Amount; years: YearAmount[]; /** Of no known year. */ yearless: Amount; topics: MapTopic[]; /** On no topic. */ elsewhere: Amount }

// More papers than a list will have, and an end all the same: rows of three numbers, summed up here.
const readMax = 100_000

/** Counts the papers of the list, or those that it is narrowed to. */
export async function readOverview(filter: PaperFilter = {}): Promise<Overview> {
  const on = db().read
  dependsOn('list', 'posts')
  const within = await narrowedTo(on, filter, null)
  const rows = within === null ? [] : await on.select({ topic: papers.topic, year: papers.knownYear, open: papers.openQuestions }).from(papers).where(and(eq(papers.onList, true), within)).limit(readMax)
  const nodes = await topicNodes(on)
  const byYear = new Map<number | null, Amount>()
  const byTopic = new Map<number | null, Amount>()
  const whole = none()
  for (const { topic, year, open } of rows) for (const amount of [whole, amountOf(byYear, year), amountOf(byTopic, topic)]) add(amount, open)
  const shown = new Set(nodes.map(node => node.id))
  const elsewhere = none()
  for (const [id, amount] of byTopic) if (id === null || !shown.has(id)) for (const name of ['papers', 'asked', 'open'] as const) elsewhere[name] += amount[name]
  return {
    whole, elsewhere, yearless: byYear.get(null) ?? none(),
    years: [...byYear].flatMap(([year, amount]) => (year === null ? [] : [{ year, ...amount }])).sort((a, b) => a.year - b.year),
    topics: nested(nodes, byTopic),
  }
}

function nested(nodes: TopicNode[], own: Map<number | null, Amount>): MapTopic[] {
  const sums = summedUp(nodes, id => own.get(id) ?? none())
  const under = (parent: number | null): MapTopic[] => nodes.filter(node => node.parent === parent).map(({ id, slug, title, titleHtml, depth }) => (
    { slug, title, titleHtml, depth, own: own.get(id) ?? none(), whole: sums.get(id) ?? none(), topics: under(id) }))
  return under(null)
}

function none(): Amount {
  return { papers: 0, asked: 0, open: 0 }
}

function amountOf(amounts: Map<number | null, Amount>, key: number | null): Amount {
  const amount = amounts.get(key) ?? none()
  amounts.set(key, amount)
  return amount
}

function add(amount: Amount, open: number): void {
  amount.papers += 1
  amount.asked += open > 0 ? 1 : 0
  amount.open += open
}
