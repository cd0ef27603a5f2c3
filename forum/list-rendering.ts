/** What an import renders before its transaction: titles, notes, remarks, questions, with references within each paper. */
import { eq, inArray } from 'drizzle-orm'
import { db } from '@/db'
import { addresses, notes, papers, posts, topics, assessments } from '@/db/schema'
import type { Rendered } from '@/text/rendered'
import type { ListOperation, Ref } from './list-operations'
import { headingOf } from './questions'
import { renderTitle, renderWith, resolveReferences } from './rendering'
import { questionPath, slugOf } from './urls'

export type RenderedQuestion = { number: number; rendered: Rendered; heading: Awaited<ReturnType<typeof headingOf>> }
export type ListRendering = {
  introHtml: string
  /** By the operation itself: a topic's or paper's slug, HTML of titles, notes and remarks, questions. */
  slugs: Map<ListOperation, string>
  html: Map<ListOperation, string>
  questions: Map<ListOperation, RenderedQuestion>
}

/** Renders everything that the operations bring. Texts run through the worker one after the other, so memory stays flat. */
export async function renderList(operations: ListOperation[]): Promise<ListRendering> {
  const work: ListRendering = { introHtml: '', slugs: new Map(), html: new Map(), questions: new Map() }
  const places = await placesOf(operations)
  const taken = await takenSlugs()
  for (const operation of operations) {
    if (operation.kind === 'changeHead') work.introHtml = operation.head.intro ? (await renderWith(operation.head.intro, { mode: 'post' })).html : ''
    else if (operation.kind === 'addTopic' || operation.kind === 'changeTopic') {
      const title = operation.title ?? untitledTopic
      work.html.set(operation, (await renderTitle(title)).html)
      work.slugs.set(operation, freeSlug(title, taken.topics))
    } else if (operation.kind === 'addPaper') {
      const slug = freeSlug(operation.paper.title, taken.papers)
      work.slugs.set(operation, slug)
      places.add(operation.added, slug)
    }
  }
  for (const operation of operations) {
    if (operation.kind === 'addQuestion') places.number(operation)
  }
  for (const operation of operations) await renderOne(operation, work, places)
  return work
}

/** What a topic is called whose heading the list does not give. */
export const untitledTopic = 'Further papers'

async function renderOne(operation: ListOperation, work: ListRendering, places: Places): Promise<void> {
  if (operation.kind === 'addPaper' || operation.kind === 'changePaper') {
    work.html.set(operation, (await renderTitle(operation.paper.title)).html)
  } else if (operation.kind === 'addNote' || operation.kind === 'changeNote') {
    const place = operation.kind === 'addNote' ? ('paper' in operation.of ? places.of(operation.of.paper) : null) : places.ofNote(operation.id)
    work.html.set(operation, (await renderWith(operation.text, { mode: 'note', links: await linksFor(operation.text, place) })).html)
  } else if (operation.kind === 'addQuestion' || operation.kind === 'changeQuestion') {
    const place = operation.kind === 'addQuestion' ? places.of(operation.paper) : places.ofQuestion(operation.id)
    const rendered = await renderWith(operation.body, { mode: 'post', links: await linksFor(operation.body, place) })
    const number = operation.kind === 'addQuestion' ? places.numberOf(operation) : 0
    work.questions.set(operation, { number, rendered, heading: await headingOf(operation.title, rendered.text) })
  }
}

/** Renders a remark, which stands on a paper's own line. */
export async function renderRemark(text: string | null): Promise<string | null> {
  return text === null ? null : (await renderWith(text, { mode: 'note', links: await resolveReferences(text, null) })).html
}

type Place = { slug: string; numbers: Set<number> }

async function linksFor(text: string, place: Place | null) {
  const links = await resolveReferences(text, null)
  if (!place) return links
  return { ...links, questions: Object.fromEntries([...place.numbers].map(number => [String(number), questionPath(place.slug, number)])) }
}

/** Where papers, questions and notes stand while a list is rendered: those of the site, and those that the operations add. */
class Places {
  private readonly added = new Map<string, Place>()
  private readonly numbers = new Map<ListOperation, number>()
  constructor(private readonly papers: Map<number, Place>, private readonly questions: Map<number, number>, private readonly notes: Map<number, number>) {}

  add(name: string, slug: string): void {
    this.added.set(name, { slug, numbers: new Set() })
  }

  of(ref: Ref): Place | null {
    return ('id' in ref ? this.papers.get(ref.id) : this.added.get(ref.added)) ?? null
  }

  ofQuestion(id: number): Place | null {
    return this.papers.get(this.questions.get(id) ?? 0) ?? null
  }

  ofNote(id: number): Place | null {
    return this.papers.get(this.notes.get(id) ?? 0) ?? null
  }

  /** Gives a new question the list's number, or the next free one where a reader's question has that already. */
  number(operation: Extract<ListOperation, { kind: 'addQuestion' }>): void {
    const place = this.of(operation.paper)
    if (!place) return
    const wanted = operation.number
    const free = wanted >= 1 && !place.numbers.has(wanted) ? wanted : Math.max(0, ...place.numbers) + 1
    place.numbers.add(free)
    this.numbers.set(operation, free)
  }

  numberOf(operation: ListOperation): number {
    return this.numbers.get(operation) ?? 0
  }
}

async function placesOf(operations: ListOperation[]): Promise<Places> {
  const on = db().read
  if (!operations.some(operation => ['addNote', 'changeNote', 'addQuestion', 'changeQuestion'].includes(operation.kind))) return new Places(new Map(), new Map(), new Map())
  const paperRows = await on.select({ id: papers.id, slug: papers.slug }).from(papers)
  const questionRows = await on.select({ id: posts.id, paper: posts.paper, number: posts.number }).from(posts).where(eq(posts.kind, 'question'))
  const changed = operations.flatMap(operation => operation.kind === 'changeNote' ? operation.id : [])
  const noteRows = changed.length === 0 ? [] : await on.select({ id: notes.id, paper: assessments.paper }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).where(inArray(notes.id, changed))
  const places = new Map(paperRows.map(row => [row.id, { slug: row.slug, numbers: new Set<number>() }]))
  for (const row of questionRows) if (row.number !== null) places.get(row.paper)?.numbers.add(row.number)
  return new Places(places, new Map(questionRows.map(row => [row.id, row.paper])), new Map(noteRows.map(row => [row.id, row.paper])))
}

async function takenSlugs(): Promise<{ papers: Set<string>; topics: Set<string> }> {
  const on = db().read
  const former = await on.select({ kind: addresses.kind, slug: addresses.slug }).from(addresses)
  const of = (kind: string) => former.filter(row => row.kind === kind).map(row => row.slug)
  return {
    papers: new Set([...(await on.select({ slug: papers.slug }).from(papers)).map(row => row.slug), ...of('paper')]),
    topics: new Set([...(await on.select({ slug: topics.slug }).from(topics)).map(row => row.slug), ...of('topic')]),
  }
}

function freeSlug(title: string, taken: Set<string>): string {
  const wanted = slugOf(title)
  let slug = wanted
  for (let n = 2; taken.has(slug); n++) slug = `${wanted}-${n}`
  taken.add(slug)
  return slug
}
