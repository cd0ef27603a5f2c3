/** The order of papers over the whole list: one number each, topic after topic, written only where it changed. */
import { asc, eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { papers, topics } from '@/db/schema'

export class Order {
  private constructor(
    private readonly children: Map<number | null, number[]>,
    private readonly papersIn: Map<number, number[]>,
    private readonly positions: Map<number, number>,
    private topicCount: number,
  ) {}

  static async read(tx: Tx): Promise<Order> {
    const topicRows = await tx.select({ id: topics.id, parent: topics.parent }).from(topics).orderBy(asc(topics.position), asc(topics.id))
    const paperRows = await tx.select({ id: papers.id, topic: papers.topic, position: papers.position, onList: papers.onList }).from(papers).orderBy(asc(papers.position), asc(papers.id))
    const children = new Map<number | null, number[]>()
    for (const row of topicRows) children.set(row.parent, [...(children.get(row.parent) ?? []), row.id])
    const papersIn = new Map<number, number[]>()
    for (const row of paperRows) {
      if (row.topic === null || !row.onList) continue
      const list = papersIn.get(row.topic)
      if (list) list.push(row.id)
      else papersIn.set(row.topic, [row.id])
    }
    return new Order(children, papersIn, new Map(paperRows.map(row => [row.id, row.position])), topicRows.length)
  }

  nextTopic(): number {
    return this.topicCount++
  }

  /** A topic that was added or changed its parent stands last there until an order says otherwise. */
  addTopic(id: number, parent: number | null): void {
    const now = this.children.get(parent) ?? []
    if (now.includes(id)) return
    this.removeTopic(id)
    this.children.set(parent, [...now, id])
  }

  removeTopic(id: number): void {
    for (const [parent, list] of this.children) if (list.includes(id)) this.children.set(parent, list.filter(one => one !== id))
  }

  setTopics(parent: number | null, order: number[]): void {
    const rest = (this.children.get(parent) ?? []).filter(id => !order.includes(id))
    this.children.set(parent, [...order, ...rest])
  }

  /** A new paper's position until all are numbered at the end. */
  addPaper(id: number, topic: number): void {
    const list = this.papersIn.get(topic)
    if (list) list.push(id)
    else this.papersIn.set(topic, [id])
    this.positions.set(id, -1)
  }

  movePaper(id: number, topic: number): void {
    this.removePaper(id)
    this.papersIn.set(topic, [...(this.papersIn.get(topic) ?? []), id])
  }

  removePaper(id: number): void {
    for (const [topic, list] of this.papersIn) if (list.includes(id)) this.papersIn.set(topic, list.filter(one => one !== id))
  }

  set(topic: number, order: number[]): void {
    this.papersIn.set(topic, order)
  }

  /** Numbers all papers on the list from 1 and writes those whose number changed. */
  async write(tx: Tx): Promise<void> {
    let position = 0
    const visit = async (parent: number | null): Promise<void> => {
      for (const topic of this.children.get(parent) ?? []) {
        for (const id of this.papersIn.get(topic) ?? []) {
          position++
          if (this.positions.get(id) !== position) await tx.update(papers).set({ position }).where(eq(papers.id, id))
        }
        await visit(topic)
      }
    }
    await visit(null)
  }
}
