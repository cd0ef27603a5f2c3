/** Asking a question on a paper, and its status. */
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { papers, posts, questionStatuses } from '@/db/schema'
export { questionStatuses } from '@/db/schema'
import { firstSentence } from '@/text/excerpt'
import type { Rendered } from '@/text/rendered'
import { action, preparedAction } from './action'
import { anchorFields } from './anchors'
import { done, refuse } from './errors'
import { record } from './events'
import { anchor, positiveId, smallText, title } from './fields'
import { limits } from './limits'
import { insertPost, postedOnce, postedResult, postingFields } from './posting'
import type { Posted } from './posting'
import { allowedPost } from './posts'
import { holdPost, idsOf } from './publishing'
import { renderPost, renderTitle } from './rendering'
import { isAtLeast, personOf } from './viewer'

/** A question's heading and its HTML: the title, or the first sentence of its plain text cut at 120 characters. */
export async function headingOf(given: string | null, plain: string): Promise<{ title: string | null; titleHtml: string; heading: string }> {
  const heading = given || firstSentence(plain, 120) || 'Untitled question'
  return { title: given || null, titleHtml: (await renderTitle(heading)).html, heading }
}

/** Asks a question on a paper (its slug). It gets the paper's next number. */
export const askQuestion = preparedAction({
  name: 'questions.ask',
  input: z.object({ paper: z.string().max(200), title: title.optional(), anchor: anchor.optional(), ...postingFields }),
  async prepare({ input }) {
    const [paper] = await db().read.select({ id: papers.id }).from(papers).where(eq(papers.slug, input.paper))
    if (!paper) return refuse('not-found')
    const rendered: Rendered = await renderPost(input.body, paper.id)
    return done({ paper: paper.id, rendered, heading: await headingOf(input.title ?? null, rendered.text) })
  },
  async run({ tx, viewer, input, prepared, now }) {
    const [numbered] = await tx.update(papers).set({ nextQuestion: sql`${papers.nextQuestion} + 1` }).where(eq(papers.id, prepared.paper)).returning({ next: papers.nextQuestion })
    if (!numbered) return refuse('not-found')
    const place = { kind: 'question' as const, paper: prepared.paper, number: numbered.next - 1, status: 'open' as const, ...prepared.heading, ...anchorFields(input.anchor) }
    const made = await insertPost(tx, viewer, input, prepared.rendered, place, now)
    if (!made.ok) return made
    return done<Posted & { guestId: number | null }>(await postedResult(tx, made.value, { slug: input.paper, number: place.number }))
  },
  once: { ...postedOnce, place: input => `paper ${input.paper}` },
})

/** Sets a question's status. Moderators and authors may set any; the asker may call it answered or open again. */
export const setStatus = action({
  name: 'questions.status',
  input: z.object({ question: positiveId, status: z.enum(questionStatuses), reason: smallText(limits.reason).optional() }),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'questions.status', input.question)
    if (!allowed.ok) return allowed
    if (allowed.value.thing.post.kind !== 'question') return refuse('not-found')
    const post = await holdPost(tx, allowed.value.thing.post)
    if (!isAtLeast(viewer, 'moderator') && !['open', 'answered'].includes(input.status)) {
      return refuse('not-allowed', { why: 'Who asked may call a question answered or open it again; the rest is for moderators.' })
    }
    if (!isAtLeast(viewer, 'moderator') && post.status === 'closed') return refuse('not-allowed', { why: 'A moderator closed this question.' })
    if (post.status === input.status && (input.reason || null) === post.statusWhy) return done({ status: input.status })
    await tx.update(posts).set({ status: input.status, statusWhy: input.reason || null, statusAt: now }).where(and(eq(posts.id, post.id), eq(posts.kind, 'question')))
    const opened = Number(isOpen(input.status)) - Number(isOpen(post.status))
    if (opened !== 0 && post.state === 'public') await tx.update(papers).set({ openQuestions: sql`${papers.openQuestions} + ${opened}` }).where(eq(papers.id, post.paper))
    await record(tx, 'question.status', { ...idsOf(post), actor: personOf(viewer) }, now)
    return done({ status: input.status })
  },
})

/** Open and disputed questions are those still worth answering. */
export function isOpen(status: string | null): boolean {
  return status === 'open' || status === 'disputed'
}
