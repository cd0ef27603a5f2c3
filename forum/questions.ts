/** Asking a question on a paper, and its status. */
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { closings, papers, posts, questionStatuses } from '@/db/schema'
export { questionStatuses } from '@/db/schema'
import { firstSentence } from '@/text/excerpt'
import { action, preparedAction } from './action'
import { anchorFields } from './anchors'
import { writeDecision } from './decisions'
import { dropPosted } from './drafts'
import { done, refuse, refuseField } from './errors'
import type { Result } from './errors'
import { record } from './events'
import { anchor, expertise, positiveId, smallText, title } from './fields'
import { limits, rates } from './limits'
import { insertPost, postedOnce, postedResult, postingFields, prepareText } from './posting'
import type { Posted } from './posting'
import { allowedPost, loadPost } from './posts'
import type { PostRow } from './posts'
import { holdPost, idsOf } from './publishing'
import { countedAs, countOne, factorOf } from './rates'
import { renderTitle } from './rendering'
import { isAtLeast, personOf } from './viewer'
import { t } from '@/words'

/** A question's heading and its HTML: the title, or the first sentence of its plain text cut at 120 characters. */
export async function headingOf(given: string | null, plain: string): Promise<{ title: string | null; titleHtml: string; heading: string }> {
  const heading = given || firstSentence(plain, 120) || t('Untitled question')
  return { title: given || null, titleHtml: (await renderTitle(heading)).html, heading }
}

/** Asks a question on a paper (its slug). It gets the paper's next number. */
export const askQuestion = preparedAction({
  name: 'questions.ask',
  input: z.object({ paper: z.string().max(200), title: title.optional(), anchor: anchor.optional(), expertise: expertise.optional(), ...postingFields }),
  async prepare({ viewer, input, now }) {
    const [paper] = await db().read.select({ id: papers.id }).from(papers).where(eq(papers.slug, input.paper))
    if (!paper) return refuse('not-found')
    const rendered = await prepareText(viewer, input, { paper: paper.id }, paper.id, now)
    return rendered.ok ? done({ paper: paper.id, rendered: rendered.value, heading: await headingOf(input.title ?? null, rendered.value.text) }) : rendered
  },
  async run({ tx, viewer, input, prepared, now }) {
    const number = await nextNumber(tx, prepared.paper)
    if (number === null) return refuse('not-found')
    const place = { kind: 'question' as const, paper: prepared.paper, number, status: 'open' as const, expertise: input.expertise || null, ...prepared.heading, ...anchorFields(input.anchor) }
    const made = await insertPost(tx, viewer, input, prepared.rendered, place, now)
    if (!made.ok) return made
    dropPosted(tx, viewer, `ask ${input.paper}`)
    return done<Posted & { guestId: number | null }>(await postedResult(tx, made.value, { slug: input.paper, number: place.number }))
  },
  once: { ...postedOnce, place: input => `paper ${input.paper}` },
})

/** Draws the number of a paper's next question; null where there is no such paper. */
export async function nextNumber(tx: Tx, paper: number): Promise<number | null> {
  const [numbered] = await tx.update(papers).set({ nextQuestion: sql`${papers.nextQuestion} + 1` }).where(eq(papers.id, paper)).returning({ next: papers.nextQuestion })
  return numbered ? numbered.next - 1 : null
}

/** Why a question is closed: it is not about this paper, it repeats another one (`target`), or the paper answers it at a place. */
const closing = z.object({ why: z.enum(closings), target: z.coerce.number({ error: t('Give the number or the address of a question.') }).int(t('Give the number or the address of a question.')).min(1, t('Give the number or the address of a question.')).max(2_147_483_647, t('Give the number or the address of a question.')).optional(), place: smallText(limits.anchor).optional() })

/** Sets a question's status. Moderators and authors may set any, and say why they close one; the asker may call it answered or open again. */
export const setStatus = action({
  name: 'questions.status',
  input: z.object({ question: positiveId, status: z.enum(questionStatuses), reason: smallText(limits.reason).optional(), closing: closing.optional() }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'questions.status', input.question)
    if (!allowed.ok) return allowed
    if (allowed.value.thing.post.kind !== 'question') return refuse('not-found')
    const post = await holdPost(tx, allowed.value.thing.post)
    const moderates = isAtLeast(viewer, 'moderator')
    if (!moderates && !['open', 'answered'].includes(input.status)) {
      return refuse('not-allowed', { why: t('Who asked may call a question answered or open it again; the rest is for moderators.') })
    }
    if (!moderates && post.status === 'closed') return refuse('not-allowed', { why: t('A moderator closed this question.') })
    const closed = await closingOf(tx, post, input)
    if (!closed.ok) return closed
    const standing: Standing = { status: input.status, statusWhy: input.reason || null, statusAt: now, ...closed.value }
    if (standing.status === post.status && standing.statusWhy === post.statusWhy && standing.closedWhy === post.closedWhy && standing.closedPlace === post.closedPlace && standing.duplicateOf === post.duplicateOf) return done({ status: input.status })
    const rate = await countOne(tx, rates.statuses, countedAs(viewer), now, factorOf(viewer))
    if (!rate.ok) return rate
    await setStatusOf(tx, post, standing, now)
    const before = { status: post.status ?? 'open', statusWhy: post.statusWhy, statusAt: post.statusAt?.getTime() ?? null, closedWhy: post.closedWhy, closedPlace: post.closedPlace, duplicateOf: post.duplicateOf }
    const decision = moderates ? await writeDecision(tx, viewer, { kind: 'status', post: post.id, stateBefore: post.status, rule: standing.closedWhy ?? null, words: input.reason || null, target: standing.duplicateOf ?? null, before }, now) : null
    await record(tx, 'question.status', { ...idsOf(post), actor: personOf(viewer), decision: decision?.id ?? null }, now)
    return done({ status: input.status })
  },
})

type Closed = Pick<PostRow, 'closedWhy' | 'closedPlace' | 'duplicateOf'>
type Standing = Pick<PostRow, 'status' | 'statusWhy' | 'statusAt'> & Closed

/** Writes a question's status, counts the paper's open questions, and tells the thread of a question that it repeats. `post` is held. */
export async function setStatusOf(tx: Tx, post: PostRow, standing: Standing, now: Date): Promise<void> {
  await tx.update(posts).set(standing).where(and(eq(posts.id, post.id), eq(posts.kind, 'question')))
  const opened = Number(isOpen(standing.status)) - Number(isOpen(post.status))
  if (opened !== 0 && post.state === 'public') await tx.update(papers).set({ openQuestions: sql`${papers.openQuestions} + ${opened}` }).where(eq(papers.id, post.paper))
  if (post.duplicateOf !== standing.duplicateOf) for (const id of [post.duplicateOf, standing.duplicateOf]) if (id !== null) await tellRepeated(tx, id, now)
}

// The other question's thread says which ones repeat it.
async function tellRepeated(tx: Tx, id: number, now: Date): Promise<void> {
  const other = await loadPost(tx, id)
  if (other) await record(tx, 'question.repeated', { ...idsOf(other.post), person: null }, now)
}

async function closingOf(tx: Tx, post: PostRow, { status, closing: given }: { status: string; closing?: z.output<typeof closing> | undefined }): Promise<Result<Closed>> {
  if (status !== 'closed' || !given) return done({ closedWhy: null, closedPlace: null, duplicateOf: null })
  const closed = { closedWhy: given.why, closedPlace: given.why === 'in-paper' ? given.place || null : null, duplicateOf: null }
  if (given.why !== 'duplicate') return done(closed)
  if (given.target === undefined) return refuseField('target', 'target-missing')
  const other = await loadPost(tx, given.target)
  if (other?.post.kind !== 'question' || other.post.state !== 'public' || other.post.id === post.id) return refuseField('target', 'wrong-target', { what: t('A duplicate names another question'), target: given.target })
  return done({ ...closed, duplicateOf: other.post.id })
}

/** Open and disputed questions are those still worth answering. */
export function isOpen(status: string | null): boolean {
  return status === 'open' || status === 'disputed'
}
