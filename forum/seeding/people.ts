/** People, topics and papers of load data, written in bulk. */
import { eq, like, max } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { insertMany, takeIds } from '@/db/bulk'
import { addresses, assessments, events, notes, papers, people, topics } from '@/db/schema'
import { skeleton } from '@/text/names'
import { action } from '../action'
import { countList } from '../counters'
import { done } from '../errors'
import { ensureListAuthor } from '../list-author'
import { insertCounted, paperRow, personRow } from '../search-rows'
import { slugOf } from '../urls'
import type { Chance } from './chance'
import type { Writer } from './plan'
import type { Pool, Text } from './pool'
import type { Scale } from './scale'
import { titleText } from './texts'
import { familyNames, fields, givenNames, venues } from './vocabulary'
import type { Field } from './vocabulary'

type NewPerson = typeof people.$inferInsert & { role: 'member' | 'moderator' }

/** Thinks out so many people, every fortieth of them a moderator. */
export async function planPeople(chance: Chance, scale: Scale, count: number): Promise<NewPerson[]> {
  const taken = new Set((await db().read.select({ handle: people.handleFolded }).from(people)).map(row => row.handle))
  return Array.from({ length: count }, (_, n) => {
    const name = `${chance.pick(givenNames)} ${chance.pick(familyNames)}`
    const handle = free(slugOf(name).slice(0, 24), taken)
    return {
      handle, handleFolded: handle, name, nameSkeleton: skeleton(name), role: n % 40 === 7 ? 'moderator' : 'member', trust: chance.between(2, 40),
      createdAt: new Date(scale.began - chance.between(1, 300) * 24 * 3_600_000),
    }
  })
}

export const seedPeople = action({
  name: 'site.seed',
  input: z.custom<NewPerson[]>(Array.isArray),
  async run({ tx, input, now }) {
    const ids = await takeIds(tx, people, input.length)
    const made = input.map((row, n) => ({ ...row, id: ids[n] ?? 0 }))
    await insertMany(tx, people, made)
    await insertCounted(tx, made.map(personRow))
    await insertMany(tx, events, made.map(({ id }) => ({ kind: 'person.joined', public: true, person: id, actor: id, at: now })))
    return done(made.map(({ id, name, handle, role }): Writer => ({ person: id, name, handle, role })))
  },
})

type PlannedPaper = { field: Field; topic: string; row: Omit<typeof papers.$inferInsert, 'topic' | 'position'>; rating: 'up' | 'down' | null; notes: Text[] }
export type SeededPaper = { id: number; topic: number | null; field: Field }

/** Thinks out so many papers, each of one of the fields in turn, with notes and ratings by the list's author. */
export async function planPapers({ chance, pool, scale }: { chance: Chance; pool: Pool; scale: Scale }, count: number): Promise<PlannedPaper[]> {
  const on = db().read
  const taken = new Set([...await on.select({ slug: papers.slug }).from(papers), ...await on.select({ slug: addresses.slug }).from(addresses).where(eq(addresses.kind, 'paper'))].map(row => row.slug))
  const planned: PlannedPaper[] = []
  for (let n = 0; n < count; n++) {
    const field = fields[n % fields.length] ?? chance.pick(fields)
    const title = titleText(chance, field)
    const arxiv = chance.happens(0.8) ? `${chance.between(16, 25)}${String(chance.between(1, 12)).padStart(2, '0')}.${String(chance.below(20_000)).padStart(5, '0')}` : null
    const at = new Date(scale.began - chance.between(1, 100) * 24 * 3_600_000)
    const texts: Text[] = []
    for (let left = chance.few(1.3, 4); left > 0; left--) texts.push(await pool.note(field))
    planned.push({
      field, topic: scale.parts.length === 0 ? field.topic : `${field.topic}: ${chance.pick(scale.parts)}`, rating: chance.pick(['up', 'up', 'down', null]), notes: texts,
      row: {
        slug: free(slugOf(title), taken), title, titleHtml: await pool.title(title), titleKey: slugOf(title),
        authors: Array.from({ length: chance.between(1, 5) }, () => `${chance.pick(givenNames)} ${chance.pick(familyNames)}`),
        venue: chance.happens(0.85) ? chance.pick(venues) : null, year: chance.between(2016, 2025), arxiv, links: arxiv === null ? [] : [{ label: 'arXiv', url: `https://arxiv.org/abs/${arxiv}` }],
        activeAt: at, createdAt: at,
      },
    })
  }
  return planned
}

export const seedPapers = action({
  name: 'site.seed',
  input: z.custom<PlannedPaper[]>(Array.isArray),
  async run({ tx, input, now }) {
    const author = await ensureListAuthor(tx, null, now)
    const [last] = await tx.select({ position: max(papers.position) }).from(papers)
    const first = (last?.position ?? -1) + 1
    const topicOf = await topicsOf(tx, input.map(paper => paper.topic), now)
    const ids = await takeIds(tx, papers, input.length)
    const seeded = input.map((paper, n) => ({ ...paper, id: ids[n] ?? 0, topicId: topicOf.get(paper.topic) ?? null }))
    await insertMany(tx, papers, seeded.map(({ id, topicId, row }, n) => ({ ...row, knownYear: row.year ?? null, knownVenue: row.venue ?? null, id, topic: topicId, position: first + n })))
    await insertMany(tx, events, seeded.map(paper => ({ kind: 'paper.added', public: true, paper: paper.id, at: now })))
    await assess(tx, seeded, author)
    await insertCounted(tx, seeded.map(({ id, topicId, row, notes: own }) => paperRow({ id, title: row.title, topic: topicId, authors: row.authors, venue: row.venue ?? null }, { texts: own.map(note => note.body), people: [] })))
    await countList(tx)
    return done(seeded.map(({ id, field, topicId }): SeededPaper => ({ id, field, topic: topicId })))
  },
})

async function assess(tx: Tx, seeded: (PlannedPaper & { id: number })[], author: number): Promise<void> {
  const ids = await takeIds(tx, assessments, seeded.length)
  await insertMany(tx, assessments, seeded.map(({ id, rating, row }, n) => ({
    id: ids[n] ?? 0, paper: id, author, rating, mark: rating === null ? null : rating === 'up' ? '👍' : '👎', editedAt: row.createdAt,
  })))
  await insertMany(tx, notes, seeded.flatMap(({ notes: own }, n) => own.map((note, position) => ({ assessment: ids[n] ?? 0, position, text: note.body, html: note.html, renderer: note.renderer }))))
}

async function topicsOf(tx: Tx, wanted: string[], now: Date): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const title of new Set(wanted)) {
    const [there] = await tx.select({ id: topics.id }).from(topics).where(eq(topics.title, title))
    found.set(title, there?.id ?? await addTopic(tx, title, now))
  }
  return found
}

async function addTopic(tx: Tx, title: string, now: Date): Promise<number> {
  const [last] = await tx.select({ position: max(topics.position) }).from(topics)
  const alike = await tx.select({ slug: topics.slug }).from(topics).where(like(topics.slug, `${slugOf(title)}%`))
  const [made] = await tx.insert(topics).values({
    slug: free(slugOf(title), new Set(alike.map(row => row.slug))), title, titleHtml: title, position: (last?.position ?? -1) + 1, createdAt: now,
  }).returning({ id: topics.id })
  await tx.insert(events).values({ kind: 'topic.changed', public: true, topic: made?.id ?? null, at: now })
  return made?.id ?? 0
}

/** A word that is not taken yet; from now on it is. */
function free(wanted: string, taken: Set<string>): string {
  let word = wanted
  for (let n = 2; taken.has(word); n++) word = `${wanted}-${n}`
  taken.add(word)
  return word
}

export function inChunks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}
