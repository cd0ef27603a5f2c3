/** What else than words ties two questions or two papers: people who voted in both, mentions, people on both title pages. Each reading is bounded. */
import { and, asc, eq, isNotNull, ne, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { db } from '@/db'
import { among } from '@/db/among'
import { rowsWithPeople } from '@/db/likeness'
import { mentions, papers, posts, votes } from '@/db/schema'
import { chunksIn, folded } from '@/text/search-words'

export type NeighbourKind = 'question' | 'paper'

/** Fewer people than so many are never told of: two could tell each other's votes from it. */
export const votersLeast = 3
const votersRead = 200
const votesRead = 10_000
const mentionsRead = 100
const namesRead = 12

/** In which others so many of the same people voted: at least three each. */
export async function coVoted(kind: NeighbourKind, one: number): Promise<ReadonlyMap<number, number>> {
  const on = db().read
  const cast = kind === 'question'
    ? await on.select({ person: votes.person }).from(votes).where(or(eq(votes.post, one), eq(votes.thread, one))).limit(votesRead)
    : await on.select({ person: votes.person }).from(posts).innerJoin(votes, eq(votes.post, posts.id)).where(and(eq(posts.paper, one), eq(posts.state, 'public'))).limit(votesRead)
  const voters = [...new Set(cast.map(row => row.person))].sort((a, b) => a - b).slice(0, votersRead)
  if (voters.length < votersLeast) return new Map()
  const theirs = await on.select({ person: votes.person, post: votes.post, thread: votes.thread, paper: posts.paper }).from(votes).innerJoin(posts, eq(posts.id, votes.post))
    .where(and(among(votes.person, voters), eq(posts.state, 'public'))).orderBy(asc(votes.person), asc(votes.post)).limit(votesRead)
  const people = new Map<number, Set<number>>()
  for (const { person, post, thread, paper } of theirs) {
    const other = kind === 'paper' ? paper : thread ?? post
    if (other !== one) people.set(other, (people.get(other) ?? new Set()).add(person))
  }
  return new Map([...people].flatMap(([other, who]): [number, number][] => who.size < votersLeast ? [] : [[other, who.size]]))
}

const from = alias(posts, 'from_post')
const to = alias(posts, 'to_post')
const fromThread = sql<number>`coalesce(${from.question}, ${from.id})`
const toThread = sql<number>`coalesce(${to.question}, ${to.id})`

/** Which others a thing mentions in what is public, or is mentioned by. */
export async function mentioned(kind: NeighbourKind, one: number): Promise<ReadonlySet<number>> {
  return new Set((kind === 'question' ? await betweenThreads(one) : await betweenPapers(one)).filter(other => other !== one))
}

async function betweenThreads(one: number): Promise<number[]> {
  const on = db().read
  const open = and(eq(from.state, 'public'), eq(to.state, 'public'))
  const made = await on.select({ other: toThread }).from(from).innerJoin(mentions, eq(mentions.post, from.id)).innerJoin(to, eq(to.id, mentions.toPost))
    .where(and(open, or(eq(from.id, one), eq(from.question, one)))).limit(mentionsRead)
  const had = await on.select({ other: fromThread }).from(mentions).innerJoin(from, eq(from.id, mentions.post)).innerJoin(to, eq(to.id, mentions.toPost))
    .where(and(open, eq(mentions.toPost, one))).limit(mentionsRead)
  return [...made, ...had].map(row => row.other)
}

async function betweenPapers(one: number): Promise<number[]> {
  const on = db().read
  const noted = await on.select({ from: mentions.paper, to: mentions.toPaper }).from(mentions).where(and(isNotNull(mentions.toPaper), or(eq(mentions.paper, one), eq(mentions.toPaper, one)))).limit(mentionsRead)
  const posted = await on.select({ from: from.paper, to: mentions.toPaper }).from(mentions).innerJoin(from, eq(from.id, mentions.post)).where(and(eq(mentions.toPaper, one), eq(from.state, 'public'))).limit(mentionsRead)
  const written = await on.select({ from: from.paper, to: mentions.toPaper }).from(from).innerJoin(mentions, eq(mentions.post, from.id)).where(and(eq(from.paper, one), eq(from.state, 'public'), isNotNull(mentions.toPaper))).limit(mentionsRead)
  return [...noted, ...posted, ...written].flatMap(row => row.from === null || row.to === null ? [] : [row.from === one ? row.to : row.from])
}

/** Papers that have people of a title page on theirs, with the names as they stand on the first. Only a whole name is the same: of initials there are many. */
export async function sharingPeople(one: number, authors: readonly string[]): Promise<ReadonlyMap<number, string[]>> {
  const names = new Map(authors.slice(0, namesRead).filter(name => /\p{L}{2,}.*\s.*\p{L}{2,}/u.test(name.trim())).map(name => [folded(name.trim()), name]))
  const words = [...names.keys()].flatMap(name => chunksIn(name).at(-1)?.words.at(-1) ?? [])
  if (words.length === 0) return new Map()
  const found = await rowsWithPeople(db().heavy, [...new Set(words)], { kind: 'paper' }, 200)
  const rows = await db().read.select({ id: papers.id, authors: papers.authors }).from(papers).where(and(among(papers.id, found.flatMap(row => row.paper ?? [])), ne(papers.id, one)))
  return new Map(rows.flatMap(({ id, authors: theirs }): [number, string[]][] => {
    const both = theirs.flatMap(name => names.get(folded(name.trim())) ?? [])
    return both.length === 0 ? [] : [[id, both]]
  }))
}
