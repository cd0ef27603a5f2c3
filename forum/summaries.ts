/** The summary of a thread: written by a moderator or author, it stands over the answers; former ones stay readable. */
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Reader } from '@/db'
import { people, posts, summaries } from '@/db/schema'
import { preparedAction } from './action'
import { writeDecision } from './decisions'
import type { Summary } from './documents'
import { done, refuse } from './errors'
import { record } from './events'
import { body, positiveId } from './fields'
import { rendererOf } from './posting'
import { allowedPost, paperOf } from './posts'
import { holdPost, idsOf } from './publishing'
import { renderPost } from './rendering'
import { personOf } from './viewer'
import { t } from '@/words'

/** Writes a thread's summary anew. `seen` is the number of the summary that was read (0: none): where it has changed meanwhile, both texts come back. */
export const writeSummary = preparedAction({
  name: 'threads.tend',
  input: z.object({ question: positiveId, seen: z.coerce.number().int().min(0), body }),
  async prepare({ input }) {
    return done(await renderPost(input.body, () => paperOf(db().read, input.question)))
  },
  async run({ tx, viewer, input, prepared, now }) {
    const allowed = await allowedPost(tx, viewer, 'threads.tend', input.question)
    if (!allowed.ok) return allowed
    if (allowed.value.thing.post.kind !== 'question') return refuse('wrong-kind', { wanted: 'question' })
    const post = await holdPost(tx, allowed.value.thing.post)
    if ((post.summary ?? 0) !== input.seen) {
      const present = (await readSummaries(post.id, tx))[0]
      return refuse('changed-meanwhile', {}, { detail: { post: post.id, title: null, body: present?.number === post.summary ? present?.body ?? '' : '', revision: post.summary ?? 0 } })
    }
    const [last] = await tx.select({ number: summaries.number }).from(summaries).where(eq(summaries.question, post.id)).orderBy(desc(summaries.number)).limit(1)
    const number = (last?.number ?? 0) + 1
    await tx.insert(summaries).values({ question: post.id, number, body: input.body, html: prepared.html, renderer: rendererOf(prepared), person: personOf(viewer), createdAt: now })
    return setSummary({ tx, viewer, post, number, now })
  },
})

/** Takes the summary away; it stays among the former ones. */
export const removeSummary = preparedAction({
  name: 'threads.tend',
  input: z.object({ question: positiveId }),
  prepare: () => Promise.resolve(done(null)),
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'threads.tend', input.question)
    if (!allowed.ok) return allowed
    const post = await holdPost(tx, allowed.value.thing.post)
    if (post.summary === null) return refuse('nothing-to-undo')
    return setSummary({ tx, viewer, post, number: null, now })
  },
})

type Setting = { tx: Parameters<typeof holdPost>[0]; viewer: Parameters<typeof personOf>[0]; post: Awaited<ReturnType<typeof holdPost>>; number: number | null; now: Date }

async function setSummary({ tx, viewer, post, number, now }: Setting) {
  await tx.update(posts).set({ summary: number }).where(eq(posts.id, post.id))
  const decision = await writeDecision(tx, viewer, { kind: 'summary', post: post.id, stateBefore: post.summary === null ? 'none' : `summary ${post.summary}`, before: { summary: post.summary } }, now)
  await record(tx, 'thread.summarised', { ...idsOf(post), actor: personOf(viewer), decision: decision.id }, now)
  return done({ question: post.id, number })
}

/** The summaries of a thread, newest first. */
export async function readSummaries(question: number, on: Reader = db().read, number?: number): Promise<Summary[]> {
  const found = await on.select({ summary: summaries, name: people.name, handle: people.handle, role: people.role, former: people.former }).from(summaries).leftJoin(people, eq(people.id, summaries.person))
    .where(and(eq(summaries.question, question), number === undefined ? undefined : eq(summaries.number, number))).orderBy(desc(summaries.number)).limit(100)
  return found.map(({ summary, name, former }) => ({ number: summary.number, body: summary.body, html: summary.html, by: former === true ? t('former member') : name, at: summary.createdAt }))
}
