/** Topics and those under them: where a list is narrowed to a topic, what stands deeper belongs to it. */
import { asc, eq } from 'drizzle-orm'
import type { Reader } from '@/db'
import { topics } from '@/db/schema'

/** A topic's id with those of all topics under it, itself first; empty where there is no such topic. */
export async function topicsWithin(on: Reader, slug: string): Promise<number[]> {
  const rows = await on.select({ id: topics.id, slug: topics.slug, parent: topics.parent }).from(topics).orderBy(asc(topics.id))
  const top = rows.find(row => row.slug === slug)
  if (!top) return []
  const found = new Set([top.id])
  // The set grows while it is gone through; a topic is in it once, so a ring of topics would end, too.
  for (const id of found) for (const row of rows) if (row.parent === id) found.add(row.id)
  return [...found]
}

export type TopicNode = { id: number; slug: string; title: string; titleHtml: string; depth: number; parent: number | null }

/** The topics on the list in its order, each with its depth, those under another after it. */
export async function topicNodes(on: Reader): Promise<TopicNode[]> {
  const rows = await on.select({ id: topics.id, slug: topics.slug, title: topics.title, titleHtml: topics.titleHtml, parent: topics.parent })
    .from(topics).where(eq(topics.onList, true)).orderBy(asc(topics.position), asc(topics.id))
  const below = (parent: number | null, depth: number): TopicNode[] => rows.filter(row => row.parent === parent).flatMap(row => [{ ...row, depth }, ...below(row.id, depth + 1)])
  return below(null, 0)
}

/** Numbers of topics with those of the topics under them added, by id. */
export function summedUp<T extends Record<string, number>>(nodes: readonly TopicNode[], own: (id: number) => T): Map<number, T> {
  const sums = new Map(nodes.map(node => [node.id, { ...own(node.id) }]))
  for (const node of nodes.toReversed()) {
    const [sum, above] = [sums.get(node.id), node.parent === null ? undefined : sums.get(node.parent)]
    if (sum && above) Object.assign(above, Object.fromEntries(Object.entries(above).map(([name, value]) => [name, value + (sum[name] ?? 0)])))
  }
  return sums
}
