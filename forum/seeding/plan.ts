/** What load data consists of, thought out before anything is written: threads with everything that happened in them. */
import { flagReasons } from '../flags'
import type { Chance } from './chance'
import type { Pool, Question, Text } from './pool'
import type { Scale, Waiting } from './scale'
import { flagNotes, rejections, statusReasons } from './texts'
import { familyNames, givenNames } from './vocabulary'
import type { Field } from './vocabulary'

export type Writer = { person: number; name: string; handle: string; role: 'member' | 'moderator' | 'author' } | { person: null; name: string; role: 'guest' }
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
  topic: number | null
  question: Planned
  asked: Question
  status: 'open' | 'answered' | 'disputed' | 'closed'
  statusWhy: string | null
  locked: boolean
  answers: Planned[]
  comments: PlannedComment[]
}

const day = 24 * 3_600_000
const rarely: readonly Outcome[] = ['rejected', 'hidden', 'deleted']

export type Cast = { members: Writer[]; chance: Chance; pool: Pool; scale: Scale; waiting: Waiting }

/** What a thread is to be: its paper, when it was asked (ms since 1970), how many public answers it has, whether one more waits for review, and whether
 *  it is of the last ones, in which something may still wait. */
export type Wanted = { paper: number; topic: number | null; field: Field; at: number; answers: number; waits: boolean; recent: boolean }

/** A thread as it is wanted, and now and then with an answer that was taken down. */
export async function planThread(cast: Cast, wanted: Wanted): Promise<Thread> {
  const { chance, pool } = cast
  const { field } = wanted
  const asked = await pool.question(field)
  const question = await planned(cast, field, asked, { at: new Date(wanted.at), outcome: 'public' })
  const thread: Thread = { paper: wanted.paper, topic: wanted.topic, question, asked, status: 'open', statusWhy: null, locked: false, answers: [], comments: [] }
  const times = Array.from({ length: wanted.answers }, () => wanted.at + chance.next() ** 2 * 80 * day + 60_000).sort((a, b) => a - b)
  for (const time of times) thread.answers.push(await planned(cast, field, await pool.answer(field), { at: new Date(time), outcome: chance.happens(0.05) ? 'approved' : 'public' }))
  const further = wanted.waits && cast.waiting.holds(1) ? 'held' : chance.happens(0.08) ? chance.pick(rarely) : null
  if (further) thread.answers.push(await planned(cast, field, await pool.answer(field), { at: new Date(wanted.at + 81 * day), outcome: further }))
  await addComments(cast, thread, wanted)
  castVotes(cast, thread)
  settle(cast, thread, wanted.recent)
  return thread
}

/** When so many questions were asked, one after the other: the last comments on the last of them still lie in the past. */
export function timesOfAsking(chance: Chance, scale: Scale, count: number): number[] {
  return Array.from({ length: count }, () => Math.floor(scale.began + chance.next() * (scale.ended - scale.began - 90 * day))).sort((a, b) => a - b)
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

async function addComments(cast: Cast, thread: Thread, { field, recent }: Wanted): Promise<void> {
  const { chance } = cast
  for (const under of [thread.question, ...thread.answers]) {
    if (!isPublic(under)) continue
    let parent = under
    for (let left = chance.few(cast.scale.comments, 6); left > 0; left--) {
      const at = new Date(parent.at.getTime() + chance.between(1, 5 * 24 * 60) * 60_000)
      const outcome = recent && cast.waiting.holds(0.015) ? 'held' : 'public'
      const comment = { ...await planned(cast, field, await cast.pool.comment(field), { at, outcome }), under, parent }
      thread.comments.push(comment)
      if (isPublic(comment)) parent = chance.happens(0.3) ? comment : under
    }
  }
}

function castVotes({ chance, members, scale }: Cast, thread: Thread): void {
  for (const [post, mean] of [[thread.question, 4], ...thread.answers.map(one => [one, 2.5] as const), ...thread.comments.map(one => [one, 0.3] as const)] as const) {
    if (!isPublic(post)) continue
    for (const index of chance.different(chance.few(mean * scale.votes, Math.min(60, members.length)), members.length)) {
      const voter = members[index]
      if (voter?.person == null || voter.person === post.writer.person) continue
      post.votes.push({ person: voter.person, at: new Date(post.at.getTime() + chance.between(1, 20 * 24 * 60) * 60_000) })
    }
  }
}

function settle({ chance, members, waiting }: Cast, thread: Thread, recent: boolean): void {
  const shown = thread.answers.filter(isPublic)
  const best = shown.toSorted((a, b) => b.votes.length - a.votes.length)[0]
  if (best && chance.happens(0.35) && best.writer.role !== 'author') best.endorsed = true
  thread.status = best?.endorsed && chance.happens(0.7) ? 'answered' : shown.length > 2 && chance.happens(0.06) ? 'disputed' : shown.length > 0 && chance.happens(0.04) ? 'closed' : 'open'
  if (thread.status === 'closed' || thread.status === 'disputed') thread.statusWhy = statusReasons[thread.status]
  thread.locked = thread.status === 'closed' && chance.happens(0.3)
  for (const post of thread.answers) {
    if (!isPublic(post) || !recent || !waiting.flags(0.01)) continue
    const flagger = chance.pick(members)
    if (flagger.person === null || flagger.person === post.writer.person) continue
    post.flags.push({ person: flagger.person, reason: chance.pick(Object.keys(flagReasons)), note: chance.happens(0.5) ? chance.pick(flagNotes) : null })
  }
}

export function isPublic(post: Planned): boolean {
  return post.outcome === 'public' || post.outcome === 'approved'
}
