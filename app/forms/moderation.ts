/** Moderators' forms: decisions on posts, locks. */
import { safePath } from '@/auth/paths'
import { refuse } from '@/forum/errors'
import { decide as decideOn, postDecisions } from '@/forum/moderation'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { backTo, idIn } from './places'

/** A decision from the queue or from a post's own page; `back` says where it was made. */
export const decide: FormHandler = async context => {
  const { viewer, fields } = context
  const decision = postDecisions.find(known => known === fields['decision'])
  const back = fields['back'] ? safePath(fields['back']) : '/moderation'
  const reason = { rule: fields['rule'] || undefined, text: fields['reason'] }
  const seen = (['public', 'held', 'hidden', 'deleted'] as const).find(state => state === fields['seen'])
  const decided = decision ? await decideOn(viewer, { post: fields['post'], decision, reason, seen, revision: idIn(fields['revision']) ?? undefined }) : refuse('invalid')
  if (!decided.ok) return showRefusal(fields['page'] ? safePath(fields['page']) : back, 'decide', context, decided.error)
  return { to: back, told: { id: decided.value.id, decision: decided.value.decision } }
}

/** The lock on a thread, from the thread's own page. */
export const lock: FormHandler = async context => {
  const { viewer, fields } = context
  const post = idIn(fields['post']) ?? 0
  const decided = await decideOn(viewer, { post, decision: fields['locked'] === '0' ? 'unlock' : 'lock' })
  const back = await backTo(post, viewer)
  if (!decided.ok) return showRefusal(back, 'lock', context, decided.error)
  return { to: back, told: { id: post } }
}
