/** In what somebody must be at home to answer a question: said by whoever asked, a moderator or the author. */
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { posts } from '@/db/schema'
import { preparedAction } from './action'
import { done, refuse } from './errors'
import { record } from './events'
import { expertise, positiveId } from './fields'
import { rates } from './limits'
import { allowedPost } from './posts'
import { holdPost, idsOf } from './publishing'
import { countedAs, countOne, factorOf } from './rates'
import { lookAt } from './screening/looking'
import { whyHeld } from './screening/rules'
import { personOf } from './viewer'
import { t } from '@/words'

const inWords: ReadonlySet<string> = new Set(['words', 'domain', 'filter'])

/** Says what kind of expert a question wants; nothing takes it back. It stays with a question that is settled, and lists show it on open ones only. */
export const setExpertise = preparedAction({
  name: 'questions.expertise',
  input: z.object({ question: positiveId, expertise }),
  async prepare({ viewer, input, now }) {
    if (input.expertise === '') return done(null)
    // It is shown at once: what would hold a text is no place for it here.
    const looked = await lookAt(viewer, { title: null, body: input.expertise }, 0, { post: input.question }, now)
    const why = looked ? whyHeld({ ...looked.facts, trap: false, timing: null, worked: null }, looked.house) : []
    return why.some(code => inWords.has(code)) ? refuse('not-allowed', { why: t('A moderator would have to read this first. Ask one to say it.') }) : done(null)
  },
  async run({ tx, viewer, input, now }) {
    const allowed = await allowedPost(tx, viewer, 'questions.expertise', input.question)
    if (!allowed.ok) return allowed
    if (allowed.value.thing.post.kind !== 'question') return refuse('not-found')
    const post = await holdPost(tx, allowed.value.thing.post)
    const wanted = input.expertise || null
    if (wanted === post.expertise) return done({ expertise: wanted })
    const rate = await countOne(tx, rates.statuses, countedAs(viewer), now, factorOf(viewer))
    if (!rate.ok) return rate
    await tx.update(posts).set({ expertise: wanted }).where(and(eq(posts.id, post.id), eq(posts.kind, 'question')))
    await record(tx, 'question.expertise', { ...idsOf(post), actor: personOf(viewer) }, now)
    return done({ expertise: wanted })
  },
})
