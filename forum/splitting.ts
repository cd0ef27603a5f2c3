/** Splitting answers off into a question of their own: they and what hangs under them move, and the thread they leave is told where. */
import { and, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import { follows, posts } from '@/db/schema'
import type { Before } from '@/db/schema'
import { preparedAction } from './action'
import type { Deciding } from './deciding'
import { writeDecision } from './decisions'
import { done, refuse, refuseField } from './errors'
import { record } from './events'
import { body, positiveId, smallText, title } from './fields'
import { limits } from './limits'
import { insertPost } from './posting'
import { allowedPost, loadPost } from './posts'
import { holdPost, idsOf } from './publishing'
import { headingOf, nextNumber } from './questions'
import { answerTo, holdThreads, relocate, rowsOf } from './relocating'
import { renderPost } from './rendering'
import { moveState } from './states'
import { personOf } from './viewer'
import { t } from '@/words'

const splitMax = 50

/** Moves answers of a thread into a new question on the same paper, asked by whoever splits. */
export const splitThread = preparedAction({
  name: 'threads.tend',
  input: z.object({ post: positiveId, posts: z.array(positiveId).min(1, 'Choose the answers to split off.').max(splitMax, `At most ${splitMax} answers at once.`), title, body, reason: smallText(limits.reason).optional() }),
  async prepare({ input }) {
    const found = await loadPost(db().read, input.post)
    const rendered = await renderPost(input.body, found?.post.paper ?? null)
    return done({ rendered, heading: await headingOf(input.title, rendered.text) })
  },
  async run({ tx, viewer, input, prepared, now }) {
    const allowed = await allowedPost(tx, viewer, 'threads.tend', input.post)
    if (!allowed.ok) return allowed
    const { post: question, slug } = allowed.value.thing
    if (question.kind !== 'question') return refuse('wrong-kind', { wanted: 'question' })
    if (question.state !== 'public') return refuse('not-public')
    if (viewer.kind !== 'person') return refuse('not-allowed', { why: t('The new question bears the name of whoever splits: sign in as a moderator.') })
    await holdThreads(tx, question.id)
    const chosen = await rowsOf(tx, input.posts)
    if (chosen.length < new Set(input.posts).size || chosen.some(post => post.kind !== 'answer' || post.question !== question.id)) return refuseField('posts', 'wrong-target', { what: t('Only answers of this thread can be split off'), target: input.posts.join(', ') })
    const number = await nextNumber(tx, question.paper)
    if (number === null) return refuse('not-found')
    const made = await insertPost(tx, viewer, { body: input.body }, prepared.rendered, { kind: 'question', paper: question.paper, number, status: 'open', ...prepared.heading }, now)
    if (!made.ok) return made
    const into = made.value.post
    const places = await relocate(tx, chosen.map(post => ({ post, to: answerTo(into) })))
    const decision = await writeDecision(tx, viewer, { kind: 'split', post: question.id, stateBefore: question.state, words: input.reason || null, target: into.id, before: { places } }, now)
    await record(tx, 'thread.split', { ...idsOf(question), actor: personOf(viewer), decision: decision.id }, now)
    return done({ id: question.id, decision: 'split' as const, number: decision.id, made: into.id, url: `/papers/${slug}/questions/${number}` })
  },
})

/** Whether a splitting can be taken back: nobody else wrote in the new question. Its own text is withdrawn. */
export async function unsplit({ tx, now }: Deciding, made: number, before: Before): Promise<boolean> {
  const [row] = await tx.select().from(posts).where(eq(posts.id, made))
  if (row?.state !== 'public') return false
  const question = await holdPost(tx, row)
  const came = new Set((before.places ?? []).map(place => place.id))
  const there = await tx.select({ id: posts.id, parent: posts.parent }).from(posts).where(and(eq(posts.question, made), ne(posts.state, 'deleted'), eq(posts.parent, made)))
  if (there.some(post => !came.has(post.id))) return false
  // Whoever split follows the new question by that alone.
  if (question.person !== null) await tx.delete(follows).where(and(eq(follows.person, question.person), eq(follows.kind, 'question'), eq(follows.target, made)))
  const gone = await moveState(tx, question, { by: 'withdraw', to: 'deleted', also: { deletedAt: now, deletedByWriter: true, deletedFrom: 'public' } }, now)
  return gone !== null
}
