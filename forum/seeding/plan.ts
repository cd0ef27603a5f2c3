/** What load data consists of, thought out before anything is written: threads with everything that happened in them. */
import { flagReasons } from '../flags'
import type { Chance } from './chance'
import type { Pool, Question, Text } from './pool'
import { flagNotes, rejections, statusReasons } from './texts'
import { familyNames, givenNames } from './vocabulary'
import type { Field } from './vocabulary'

export type Writer = { person: number; name: string; role: 'member' | 'moderator' | 'author' } | { person: null; name: string; role: 'guest' }
type Vote = { person: number; at: Date }
export type Outcome = 'public' | 'held' | 'approved' | 'rejected' | 'hidden' | 'deleted'
export type Planned = {
  text: Text
  writer: Writer
  at: Date
  outcome: Outcome
  heldWhy: string
  words: string
  votes: Vote[]
  /** A former text, where it was edited. */
  before: Text | null
  endorsed: boolean
  flags: { person: number; reason: string; note: string | null }[]
}
export type PlannedComment = Planned & { under: Planned; parent: Planned }
export type Thread = {
  paper: number
  question: Planned
  asked: Question
  status: 'open' | 'answered' | 'disputed' | 'closed'
  statusWhy: string | null
  locked: boolean
  answers: Planned[]
  comments: PlannedComment[]
}

/** The years in which load data happened: always past, and the same whenever it is made. */
export const began = Date.UTC(2024, 1, 1)
const ended = Date.UTC(2025, 10, 30)
const day = 24 * 3_600_000
const rarely: readonly Outcome[] = ['rejected', 'hidden', 'deleted']

export type Cast = { members: Writer[]; chance: Chance; pool: Pool }

/** A thread with so many public answers, one more that waits for review where that is wanted, and now and then one that was taken down. */
export async function planThread(cast: Cast, given: { paper: number; field: Field; answers: number; waits: boolean }): Promise<Thread> {
  const { chance, pool } = cast
  const asked = await pool.question(given.field)
  const question = await planned(cast, given.field, asked, { at: new Date(began + chance.next() * (ended - began - 90 * day)), outcome: 'public' })
  const thread: Thread = { paper: given.paper, question, asked, status: 'open', statusWhy: null, locked: false, answers: [], comments: [] }
  const times = Array.from({ length: given.answers }, () => question.at.getTime() + chance.next() ** 2 * 80 * day + 60_000).sort((a, b) => a - b)
  for (const time of times) thread.answers.push(await planned(cast, given.field, await pool.answer(given.field), { at: new Date(time), outcome: chance.happens(0.05) ? 'approved' : 'public' }))
  const further = given.waits ? 'held' : chance.happens(0.08) ? chance.pick(rarely) : null
  if (further) thread.answers.push(await planned(cast, given.field, await pool.answer(given.field), { at: new Date(question.at.getTime() + 81 * day), outcome: further }))
  await addComments(cast, thread, given.field)
  castVotes(cast, thread)
  settle(cast, thread)
  return thread
}

async function planned(cast: Cast, field: Field, text: Text, happened: { at: Date; outcome: Outcome }): Promise<Planned> {
  const { chance } = cast
  const { outcome } = happened
  const guest = ['held', 'approved', 'rejected'].includes(outcome) && chance.happens(0.6)
  const writer: Writer = guest ? { person: null, name: `${chance.pick(givenNames)} ${chance.pick(familyNames)}`, role: 'guest' } : chance.pick(cast.members)
  return {
    ...happened, text, writer, votes: [], endorsed: false, flags: [], words: chance.pick(rejections),
    heldWhy: guest ? (chance.happens(0.3) ? 'guest,no-script' : 'guest') : 'first-posts',
    before: outcome === 'public' && chance.happens(0.06) ? await cast.pool.comment(field) : null,
  }
}

async function addComments(cast: Cast, thread: Thread, field: Field): Promise<void> {
  const { chance } = cast
  for (const under of [thread.question, ...thread.answers]) {
    if (!isPublic(under)) continue
    let parent = under
    for (let left = chance.few(0.55, 6); left > 0; left--) {
      const at = new Date(parent.at.getTime() + chance.between(1, 5 * 24 * 60) * 60_000)
      const outcome = chance.happens(0.015) ? 'held' : 'public'
      const comment = { ...await planned(cast, field, await cast.pool.comment(field), { at, outcome }), under, parent }
      thread.comments.push(comment)
      if (isPublic(comment)) parent = chance.happens(0.3) ? comment : under
    }
  }
}

function castVotes({ chance, members }: Cast, thread: Thread): void {
  for (const [post, mean] of [[thread.question, 4], ...thread.answers.map(one => [one, 2.5] as const), ...thread.comments.map(one => [one, 0.3] as const)] as const) {
    if (!isPublic(post)) continue
    for (const index of chance.different(chance.few(mean, Math.min(60, members.length)), members.length)) {
      const voter = members[index]
      if (voter?.person == null || voter.person === post.writer.person) continue
      post.votes.push({ person: voter.person, at: new Date(post.at.getTime() + chance.between(1, 20 * 24 * 60) * 60_000) })
    }
  }
}

function settle({ chance, members }: Cast, thread: Thread): void {
  const shown = thread.answers.filter(isPublic)
  const best = shown.toSorted((a, b) => b.votes.length - a.votes.length)[0]
  if (best && chance.happens(0.35) && best.writer.role !== 'author') best.endorsed = true
  thread.status = best?.endorsed && chance.happens(0.7) ? 'answered' : shown.length > 2 && chance.happens(0.06) ? 'disputed' : shown.length > 0 && chance.happens(0.04) ? 'closed' : 'open'
  if (thread.status === 'closed' || thread.status === 'disputed') thread.statusWhy = statusReasons[thread.status]
  thread.locked = thread.status === 'closed' && chance.happens(0.3)
  for (const post of thread.answers) {
    if (!isPublic(post) || !chance.happens(0.01)) continue
    const flagger = chance.pick(members)
    if (flagger.person === null || flagger.person === post.writer.person) continue
    post.flags.push({ person: flagger.person, reason: chance.pick(Object.keys(flagReasons)), note: chance.happens(0.5) ? chance.pick(flagNotes) : null })
  }
}

export function isPublic(post: Planned): boolean {
  return post.outcome === 'public' || post.outcome === 'approved'
}
