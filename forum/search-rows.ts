/** What search finds, written in the transaction that changes it: one row a paper, a public post, a person. Nobody else writes these rows. */
import { and, asc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { insertMany } from '@/db/bulk'
import { given, preparedOnce } from '@/db/prepared'
import { addresses, assessments, guests, notes, paperMetadata, papers, people, posts, searchRows } from '@/db/schema'
import { formulaWords } from '@/text/formula-features'
import { indexWords, spelling } from '@/text/search-words'
import { inTransaction } from './action'
import { done } from './errors'
import type { PostRow } from './posts'
import { allLearned, forgetWords, WordTally } from './vocabulary'

type NewRow = typeof searchRows.$inferInsert
type PaperTexts = { id: number; title: string; topic: number | null; authors: readonly string[]; venue: string | null; year?: number | null; doi?: string | null; arxiv?: string | null; /** Other names of it. */ aliases?: readonly string[] }
/** What a paper's row holds beside its own words: remarks, notes, and what metadata add. */
type PaperSays = { texts: string[]; people: string[] }
type PersonTexts = { id: number; handle: string; name: string }

/** Writes the row of a public post. */
export async function indexPost(tx: Tx, post: PostRow): Promise<void> {
  await written(tx).execute({ ...postWords(post), guest: post.guest })
}

const written = preparedOnce(on => {
  const writer = sql`coalesce((select ${people.name} || ' ' || ${people.handle} from ${people} where ${people.id} = ${given('person', people.id)}),
    (select ${guests.name} from ${guests} where ${guests.id} = ${given('guest', guests.id)}), '')`
  const row = {
    kind: given('kind', searchRows.kind), paper: given('paper', searchRows.paper), post: given('post', searchRows.post), topic: given('topic', searchRows.topic), person: given('person', searchRows.person),
    month: given('month', searchRows.month), endorsed: given('endorsed', searchRows.endorsed), title: given('title', searchRows.title), people: writer, body: given('body', searchRows.body),
    maths: given('maths', searchRows.maths), spelling,
  }
  return on.insert(searchRows).values(row).onConflictDoUpdate({ target: searchRows.post, set: row }).prepare('index_post')
})

function postWords(post: PostRow) {
  return rowOfPost(post, { title: indexWords(post.heading ?? ''), body: indexWords(post.plain), maths: formulaWords(`${post.title ?? ''}\n${post.plain}`) })
}

/** A post's row but for its writer's name. `words`: its heading, text and formulas in the index's spelling. */
export function rowOfPost(post: Pick<PostRow, 'id' | 'kind' | 'paper' | 'topic' | 'person' | 'endorsed' | 'publicAt'>, words: { title: string; body: string; maths: string }) {
  return {
    kind: post.kind, paper: post.paper, post: post.id, topic: post.topic, person: post.person, month: monthOf(post.publicAt), endorsed: post.endorsed,
    ...words, spelling,
  }
}

function monthOf(at: Date | null): number | null {
  return at === null ? null : at.getUTCFullYear() * 100 + at.getUTCMonth() + 1
}

/** A post is no longer found. */
export async function unindexPost(tx: Tx, post: number): Promise<void> {
  await tx.delete(searchRows).where(eq(searchRows.post, post))
}

/** What stands under a question is found by another heading; by none where it is empty. */
export async function retitle(tx: Tx, question: number, heading: string): Promise<void> {
  await tx.update(searchRows).set({ title: indexWords(heading) }).where(inArray(searchRows.post, tx.select({ id: posts.id }).from(posts).where(eq(posts.question, question))))
}

/** An author's mark on an answer narrows a search. */
export async function markEndorsed(tx: Tx, post: number, endorsed: boolean): Promise<void> {
  await tx.update(searchRows).set({ endorsed }).where(eq(searchRows.post, post))
}

/** Writes the row of a paper anew: its title, authors, venue, remarks and notes, and what metadata add. */
export async function indexPaper(tx: Tx, id: number): Promise<void> {
  const [paper] = await tx.select().from(papers).where(eq(papers.id, id))
  await unindexPaper(tx, id)
  if (!paper) return
  const aliases = (await paperAliases(tx, eq(addresses.target, id))).get(id) ?? []
  await tx.insert(searchRows).values(paperRow({ ...paper, aliases }, (await paperTexts(tx, id)).get(id)))
}

/** A paper is no longer found; its posts stay. */
export async function unindexPaper(tx: Tx, id: number): Promise<void> {
  await tx.delete(searchRows).where(and(eq(searchRows.paper, id), eq(searchRows.kind, 'paper')))
}

/** Nothing of a paper is found any longer. */
export async function unindexAllOf(tx: Tx, paper: number): Promise<void> {
  await tx.delete(searchRows).where(eq(searchRows.paper, paper))
}

/** A paper and all that is written on it are found under another topic. */
export async function moveIndexed(tx: Tx, paper: number, topic: number | null): Promise<void> {
  await tx.update(searchRows).set({ topic }).where(eq(searchRows.paper, paper))
}

export function paperRow(paper: PaperTexts, { texts, people: cited }: PaperSays = { texts: [], people: [] }): NewRow {
  return {
    kind: 'paper', paper: paper.id, topic: paper.topic, title: indexWords([paper.title, ...paper.aliases ?? []].join('\n')), people: [...new Set([...paper.authors, ...cited])].join(', '),
    body: indexWords([paper.venue ?? '', paper.year ?? '', paper.doi ?? '', paper.arxiv ?? '', ...texts].join('\n')), maths: formulaWords([paper.title, ...texts].join('\n')), spelling,
  }
}

/** Writes a person's own row, and their name on all they wrote. */
export async function indexPerson(tx: Tx, person: PersonTexts): Promise<void> {
  await tx.delete(searchRows).where(and(eq(searchRows.person, person.id), eq(searchRows.kind, 'person')))
  await tx.update(searchRows).set({ people: namesOf(person) }).where(eq(searchRows.person, person.id))
  await tx.insert(searchRows).values(personRow(person))
}

/** Somebody who left is found no longer; what stays of theirs bears another name. */
export async function unindexPerson(tx: Tx, person: number, name: string): Promise<void> {
  await tx.delete(searchRows).where(and(eq(searchRows.person, person), eq(searchRows.kind, 'person')))
  await tx.update(searchRows).set({ people: name }).where(eq(searchRows.person, person))
}

export function namesOf({ name, handle }: { name: string; handle: string }): string {
  return `${name} ${handle}`
}

export function personRow(person: PersonTexts): NewRow {
  return { kind: 'person', person: person.id, title: indexWords(person.name), people: person.handle, body: '', maths: '', spelling }
}

/** Remarks, notes and the like of papers. */
async function paperTexts(tx: Tx, only?: number): Promise<Map<number, PaperSays>> {
  const which = only === undefined ? undefined : eq(assessments.paper, only)
  const remarks = await tx.select({ paper: assessments.paper, text: assessments.remark }).from(assessments).where(which).orderBy(asc(assessments.id))
  const noted = await tx.select({ paper: assessments.paper, text: notes.text }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).where(which).orderBy(asc(notes.id))
  const known = await tx.select().from(paperMetadata).where(only === undefined ? undefined : eq(paperMetadata.paper, only)).orderBy(asc(paperMetadata.paper))
  const texts = new Map<number, PaperSays>()
  const of = (paper: number) => {
    const own = texts.get(paper) ?? { texts: [], people: [] }
    texts.set(paper, own)
    return own
  }
  for (const { paper, text } of [...remarks, ...noted]) if (text !== null) of(paper).texts.push(text)
  for (const { paper, container, abstract, authors } of known) {
    of(paper).texts.push(container ?? '', abstract ?? '')
    of(paper).people.push(...authors.map(({ family, given }) => given === null ? family : `${given} ${family}`))
  }
  return texts
}

/** By which other names a paper is called. */
async function paperAliases(tx: Tx, which?: SQL): Promise<Map<number, string[]>> {
  const aliases = new Map<number, string[]>()
  for (const { paper, slug } of await tx.select({ paper: addresses.target, slug: addresses.slug }).from(addresses).where(and(eq(addresses.kind, 'paper'), eq(addresses.alias, true), which)).orderBy(asc(addresses.id))) {
    aliases.set(paper, [...aliases.get(paper) ?? [], slug])
  }
  return aliases
}

const atOnce = 500

/** Writes all rows anew: papers, people, then posts in the order of their ids; and counts their words: whoever calls says where the follower that learns words stands. */
export async function reindexAll(tx: Tx): Promise<void> {
  await tx.delete(searchRows)
  await forgetWords(tx)
  const tally = new WordTally()
  await insertRows(tx, await ownerRows(tx), tally)
  for (let last = 0, more = true; more;) {
    const some = await publicPosts(tx, gt(posts.id, last))
    await insertRows(tx, some.map(rowWithWriter), tally)
    last = some.at(-1)?.post.id ?? 0
    more = some.length === atOnce
  }
  await tally.write(tx)
}

/** Writes many rows at once, and counts their words. */
async function insertRows(tx: Tx, rows: readonly NewRow[], tally: WordTally): Promise<void> {
  await insertMany(tx, searchRows, rows)
  for (const row of rows) tally.add(row)
}

/** The same, the words counted in the same transaction. */
export async function insertCounted(tx: Tx, rows: readonly NewRow[]): Promise<void> {
  const tally = new WordTally()
  await insertRows(tx, rows, tally)
  await tally.write(tx)
}

async function ownerRows(tx: Tx): Promise<NewRow[]> {
  const texts = await paperTexts(tx)
  const aliases = await paperAliases(tx)
  const paperRows = await tx.select({ id: papers.id, title: papers.title, topic: papers.topic, authors: papers.authors, venue: papers.venue, year: papers.year, doi: papers.doi, arxiv: papers.arxiv }).from(papers).orderBy(asc(papers.id))
  const everybody = await tx.select({ id: people.id, handle: people.handle, name: people.name }).from(people).where(eq(people.former, false)).orderBy(asc(people.id))
  return [...paperRows.map(paper => paperRow({ ...paper, aliases: aliases.get(paper.id) ?? [] }, texts.get(paper.id))), ...everybody.map(personRow)]
}

/** Whether rows of another spelling, or none at all, stand where this one's should: after an upgrade. */
async function isSpelledOtherwise(on: Reader): Promise<boolean> {
  const [other] = await on.select({ id: searchRows.id }).from(searchRows).where(or(lt(searchRows.spelling, spelling), gt(searchRows.spelling, spelling))).limit(1)
  if (other) return true
  const [row] = await on.select({ id: searchRows.id }).from(searchRows).limit(1)
  const [paper] = await on.select({ id: papers.id }).from(papers).limit(1)
  return row === undefined && paper !== undefined
}

/** Writes all rows anew where they are not in this version's spelling. Returns whether it did. */
export async function respell(): Promise<boolean> {
  if (!await isSpelledOtherwise(db().read)) return false
  await inTransaction(async tx => {
    if (await isSpelledOtherwise(tx)) {
      await reindexAll(tx)
      await allLearned(tx, new Date())
    }
    return done(null)
  })
  return true
}

async function publicPosts(tx: Tx, which: SQL) {
  return tx.select({ post: posts, name: people.name, handle: people.handle, former: people.former, guest: guests.name })
    .from(posts).leftJoin(people, eq(people.id, posts.person)).leftJoin(guests, eq(guests.id, posts.guest))
    .where(and(eq(posts.state, 'public'), which)).orderBy(asc(posts.id)).limit(atOnce)
}

function rowWithWriter({ post, name, handle, former, guest }: Awaited<ReturnType<typeof publicPosts>>[number]): NewRow {
  return { ...postWords(post), people: name === null ? guest ?? '' : former ? name : namesOf({ name, handle: handle ?? '' }) }
}
