/** Turns the demonstration's script into steps in the order of time, so that ids, dates and the log agree. */
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { deletePost, editPost } from '@/forum/edits'
import type { Result } from '@/forum/errors'
import { flagPost } from '@/forum/flags'
import { listQuestionsOf } from '@/forum/lists'
import { decide } from '@/forum/moderation'
import { findPaper } from '@/forum/papers'
import { timingToken } from '@/forum/screening/timing'
import { askQuestion, setStatus } from '@/forum/questions'
import type { Guest, Person } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import type { Remark, Reply, Thread, Who } from './script'

export type Step = { at: Date; run: () => Promise<void> }
type Scene = { now: Date; viewerOf: (who: Who, now: Date) => Promise<Person> }
/** Known once its step has run. */
type Post = { id: number }
type Stage = Scene & { steps: Step[] }

const hour = 1 / 24
const moderator = 'mira-errata'
const passerBy: Guest = { kind: 'guest', role: 'guest', cookieHash: null, network: null }

/** The steps of all threads whose paper the site has. */
export async function stepsOf(threads: readonly Thread[], scene: Scene): Promise<Step[]> {
  const stage: Stage = { ...scene, steps: [] }
  for (const thread of threads) await plan(stage, thread)
  return stage.steps.toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

async function plan(stage: Stage, thread: Thread): Promise<void> {
  const paper = await slugOf(thread.paper)
  if (paper === null) return
  const question: Post = { id: 0 }
  const asked = thread.question
  if ('number' in asked) {
    const line = (await listQuestionsOf(paper)).find(one => one.number === asked.number)
    if (!line) return
    question.id = line.id
    votesFor(stage, question, thread.votes ?? [], 26)
  } else {
    const { title, anchor, body } = asked
    on(stage, asked.daysAgo, async now => {
      const viewer = await stage.viewerOf(asked.by, now)
      const made = must(await askQuestion(viewer, { paper, title, body, ...(anchor === undefined ? {} : { anchor: { label: anchor } }) }, { now }))
      Object.assign(question, { id: made.id })
      await approveHeld(stage, made, now)
    })
    votesFor(stage, question, asked.votes ?? [], asked.daysAgo)
  }
  for (const remark of thread.comments ?? []) planRemark(stage, remark, question)
  for (const reply of thread.answers) planReply(stage, reply, question)
  const status = thread.status
  if (status) on(stage, status.daysAgo, async now => { must(await setStatus(await stage.viewerOf(status.by, now), { question: question.id, status: status.to, reason: status.reason }, { now })) })
}

function planReply(stage: Stage, reply: Reply, question: Post): void {
  const post: Post = { id: 0 }
  on(stage, reply.daysAgo, async now => {
    const viewer = reply.guest === undefined ? await stage.viewerOf(reply.by, now) : passerBy
    const made = must(await postAnswer(viewer, { question: question.id, body: reply.before ?? reply.body, guest: reply.guest, timing: timingToken(minuteBefore(now)) }, { now }))
    post.id = made.id
    if (reply.waits !== true) await approveHeld(stage, made, now)
  })
  votesFor(stage, post, reply.votes ?? [], reply.daysAgo)
  if (reply.before !== undefined) on(stage, reply.daysAgo - 1, async now => { must(await editPost(await stage.viewerOf(reply.by, now), { post: post.id, revision: 1, body: reply.body }, { now })) })
  if (reply.endorsed) on(stage, reply.daysAgo - 0.9, async now => { must(await endorseAnswer(await stage.viewerOf('author', now), { post: post.id, endorsed: true }, { now })) })
  for (const flag of reply.flags ?? []) {
    on(stage, reply.daysAgo - 0.3, async now => { must(await flagPost(await stage.viewerOf(flag.by, now), { post: post.id, reason: flag.reason, note: flag.note }, { now })) })
  }
  for (const remark of reply.comments ?? []) planRemark(stage, remark, post)
}

function planRemark(stage: Stage, remark: Remark, parent: Post): void {
  const post: Post = { id: 0 }
  on(stage, remark.daysAgo, async now => {
    const made = must(await postComment(await stage.viewerOf(remark.by, now), { parent: parent.id, body: remark.body }, { now }))
    post.id = made.id
    await approveHeld(stage, made, now)
  })
  votesFor(stage, post, remark.votes ?? [], remark.daysAgo)
  for (const reply of remark.replies ?? []) planRemark(stage, reply, post)
  if (remark.deleted) on(stage, remark.daysAgo - 0.5, async now => { must(await deletePost(await stage.viewerOf(remark.by, now), { post: post.id }, { now })) })
}

// One after the other from an hour later, as readers come by.
function votesFor(stage: Stage, post: Post, voters: readonly Who[], daysAgo: number): void {
  voters.forEach((voter, n) => {
    on(stage, daysAgo - (1 + n * 0.7) * hour, async now => { must(await castVote(await stage.viewerOf(voter, now), { post: post.id, voted: true }, { now })) })
  })
}

/** A moderator approves what is held, half an hour after it was posted. */
async function approveHeld(stage: Stage, posted: { id: number; state: string }, at: Date): Promise<void> {
  if (posted.state !== 'held') return
  const now = new Date(at.getTime() + 30 * 60_000)
  must(await decide(await stage.viewerOf(moderator, now), { post: posted.id, decision: 'approve' }, { now }))
}

function on(stage: Stage, daysAgo: number, act: (now: Date) => Promise<void>): void {
  const at = new Date(stage.now.getTime() - Math.max(daysAgo, hour / 60) * 24 * 3_600_000)
  stage.steps.push({ at, run: () => act(at) })
}

// How long the writer took; a post without this counts as sent by a program.
function minuteBefore(now: Date): Date {
  return new Date(now.getTime() - 60_000)
}

async function slugOf(alias: string): Promise<string | null> {
  const paper = await findPaper(alias)
  if (paper === null) return null
  return 'found' in paper ? paper.found.slug : paper.movedTo.replace('/papers/', '')
}

/** The value of a result; a refusal is a fault of the script. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`the demonstration was refused: ${result.error.code} ${result.error.text} ${JSON.stringify(result.error.fields)}`)
}
