/** Whether what is counted and derived says the same as the rows it comes from, and setting it right where it does not. */
import { eq, max, and, isNotNull, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import { db, rows } from '@/db'
import type { Reader } from '@/db'
import { followers, posts, setAside, votes } from '@/db/schema'
import { rendererVersion } from '@/text/version'
import { action } from './action'
import { done } from './errors'
import { record } from './events'
import { reindexAll } from './search-rows'
import { allLearned } from './vocabulary'
import { freeSetAside } from './log-followers'
import { countDead, reviveDead, triesMax } from './outbox'
import { rerank, standingOf } from './ranking'
import { countAnew, wrongCounters } from './recount'

/** A thing that is wrong, and what mends it. */
export type Fault = { what: string; mend: string }
export type Surroundings = { now: Date; serverRuns: boolean }

const mendItself = 'Run "npm run forum -- doctor --mend": it counts anew.'
const mendByBackup = 'Put a backup back with "npm run forum -- restore FILE", or write to the developers: this should not happen.'

/** References that no foreign key guards: `what` is said of the rows that `where` finds. */
const places: { table: string; what: string; where: SQL }[] = [
  { table: 'posts', what: 'stand under no question of their paper', where: sql`t.kind <> 'question' and not exists (select 1 from posts q where q.id = t.question and q.kind = 'question' and q.paper = t.paper)` },
  { table: 'posts', what: 'have the status of a question and are none', where: sql`t.kind <> 'question' and t.status is not null` },
  { table: 'posts', what: 'reply to a post of another thread', where: sql`t.kind = 'comment' and not exists (select 1 from posts p where p.id = t.parent and coalesce(p.question, p.id) = t.question)` },
  { table: 'topics', what: 'stand under a topic that is not there', where: sql`t.parent is not null and not exists (select 1 from topics p where p.id = t.parent)` },
  { table: 'notes', what: 'stand under a note that is not there', where: sql`t.parent is not null and not exists (select 1 from notes p where p.id = t.parent)` },
  { table: 'addresses', what: 'lead to a paper that is not there', where: sql`t.kind = 'paper' and not exists (select 1 from papers p where p.id = t.target)` },
  { table: 'votes', what: 'count in a thread to which their post does not belong', where: sql`t.thread is not null and not exists (select 1 from posts p where p.id = t.post and p.question = t.thread)` },
]

const searchMissing = sql`(select count(*) from posts p where p.state = 'public' and not exists (select 1 from search_rows s where s.post = p.id))
  + (select count(*) from papers p where p.on_list and not exists (select 1 from search_rows s where s.paper = p.id and s.kind = 'paper'))`
const searchTooMany = sql`(select count(*) from search_rows s where (s.post is not null and not exists (select 1 from posts p where p.id = s.post and p.state = 'public'))
  or (s.kind = 'paper' and not exists (select 1 from papers p where p.id = s.paper)) or (s.kind = 'person' and not exists (select 1 from people p where p.id = s.person and not p.former)))`

/** Every fault of what the database holds. Reads only. */
export async function examine(surroundings: Surroundings, on: Reader = db().read): Promise<Fault[]> {
  return [
    ...await faultyCounters(on), ...await wrongRanks(on), ...await lostPlaces(on), ...await wrongSearchRows(on),
    ...await lateFollowers(on, surroundings), ...await eventsSetAside(on), ...await deadMails(on), ...await oldTexts(on),
  ]
}

/** Counts everything anew that can be counted, ranks answers anew, writes the search rows anew, and has dead mails sent and events that were set aside tried again. */
export const mendSite = action({
  name: 'site.mend',
  input: z.object({}),
  async run({ tx, now }) {
    await countAnew(tx)
    for (const question of await misrankedThreads(tx)) await rerank(tx, question)
    await reindexAll(tx)
    await allLearned(tx, now)
    await reviveDead(tx, now)
    await freeSetAside(tx)
    // Whatever a running server keeps may show the wrong numbers.
    await record(tx, 'site.changed', {}, now)
    return done(null)
  },
})

async function faultyCounters(on: Reader): Promise<Fault[]> {
  return (await wrongCounters(on)).map(({ counter, ids }) => ({ what: `${counter} is not what its rows say${ids.length > 0 ? ` on ${numbered(ids)}` : ''}.`, mend: mendItself }))
}

async function wrongRanks(on: Reader): Promise<Fault[]> {
  const threads = await misrankedThreads(on)
  return threads.length === 0 ? [] : [{ what: `The order of answers is not what the votes say under ${numbered(threads)}.`, mend: mendItself }]
}

/** Questions whose public answers do not have the voters and rank that their votes give. */
async function misrankedThreads(on: Reader): Promise<number[]> {
  const last = await on.select({ thread: votes.thread, at: max(votes.createdAt) }).from(votes).where(isNotNull(votes.thread)).groupBy(votes.thread, votes.person)
  const timesOf = new Map<number, number[]>()
  for (const { thread, at } of last) {
    const times = timesOf.get(thread ?? 0) ?? []
    times.push(at?.getTime() ?? 0)
    timesOf.set(thread ?? 0, times)
  }
  for (const times of timesOf.values()) times.sort((a, b) => a - b)
  const answers = await on.select({ question: posts.question, score: posts.score, voters: posts.voters, rank: posts.rank, publicAt: posts.publicAt })
    .from(posts).where(and(eq(posts.kind, 'answer'), eq(posts.state, 'public')))
  const wrong = answers.filter(answer => {
    const right = standingOf(answer, timesOf.get(answer.question ?? 0) ?? [])
    return right.voters !== answer.voters || Math.abs(right.rank - answer.rank) > 1e-9
  })
  return [...new Set(wrong.map(answer => answer.question ?? 0))].sort((a, b) => a - b)
}

/** Rows that stand at a place which is not there. */
export async function lostPlaces(on: Reader): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { table, what, where } of places) {
    const lost = await countOf(on, sql`select count(*) as n from ${sql.identifier(table)} t where ${where}`)
    if (lost > 0) faults.push({ what: `${lost} ${table} ${what}.`, mend: mendByBackup })
  }
  return faults
}

async function wrongSearchRows(on: Reader): Promise<Fault[]> {
  const missing = await countOf(on, sql`select ${searchMissing} as n`)
  const tooMany = await countOf(on, sql`select ${searchTooMany} as n`)
  const mend = 'Run "npm run forum -- doctor --mend": it writes the search rows anew.'
  return [
    ...(missing > 0 ? [{ what: `${missing} public posts or papers are not found by search.`, mend }] : []),
    ...(tooMany > 0 ? [{ what: `${tooMany} search rows stand for what is not public any more.`, mend }] : []),
  ]
}

const lateMs = 5 * 60_000

/** A follower is late where an event has waited for it for minutes although a server runs. */
async function lateFollowers(on: Reader, { now, serverRuns }: Surroundings): Promise<Fault[]> {
  if (!serverRuns) return []
  const faults: Fault[] = []
  for (const { name, position } of await on.select({ name: followers.name, position: followers.position }).from(followers)) {
    const late = new Date(now.getTime() - lateMs)
    const waiting = await countOf(on, sql`select count(*) as n from events e where e.id > ${position} and e.at < ${db().engine === 'sqlite' ? late.getTime() : late.toISOString()}`)
    if (waiting > 0) faults.push({ what: `The follower ${name} is ${waiting} events behind.`, mend: 'Restart the server; its log says why the follower stopped.' })
  }
  return faults
}

async function eventsSetAside(on: Reader): Promise<Fault[]> {
  const found = await on.select({ follower: setAside.follower, event: setAside.event, error: setAside.error, tries: setAside.tries }).from(setAside).orderBy(setAside.id).limit(20)
  return found.map(one => ({ what: `Event ${one.event} was set aside by ${one.follower} after ${one.tries} tries: ${one.error}`, mend: 'Nothing is lost but this one effect; the error says what to change. Then run "npm run forum -- doctor --mend": a running server tries it once more.' }))
}

async function deadMails(on: Reader): Promise<Fault[]> {
  const [dead, deadPushes] = [await countDead(on), await countDead(on, 'push')]
  const pushes = deadPushes === 0 ? [] : [{ what: `${counted(deadPushes, 'notice')} to browsers could not be sent in ${triesMax} tries.`, mend: 'See that this machine reaches the push services by HTTPS; its log names them. The notices themselves stand at /notifications.' }]
  if (dead === 0) return pushes
  return [...pushes, { what: `${counted(dead, 'mail')} could not be sent in ${triesMax} tries.`, mend: 'See that SMTP_URL and MAIL_FROM are right, then run "npm run forum -- doctor --mend": they are sent again. They are forgotten after 30 days.' }]
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}

async function oldTexts(on: Reader): Promise<Fault[]> {
  // Version 0 stands for a text that was too large to be rendered in time: it is shown as typed and tried again.
  const old = await countOf(on, sql`select count(*) as n from posts p where p.renderer > 0 and p.renderer < ${rendererVersion}`)
  return old === 0 ? [] : [{ what: `${old} posts were rendered by an older version.`, mend: 'Start the server: it renders them anew in the background.' }]
}

async function countOf(on: Reader, query: SQL): Promise<number> {
  const [row] = await rows(on, query, z.object({ n: z.coerce.number() }))
  return row?.n ?? 0
}

function numbered(ids: number[]): string {
  const first = ids.slice(0, 3).join(', ')
  return ids.length <= 3 ? first : `${first} and ${ids.length - 3} more`
}
