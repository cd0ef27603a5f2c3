/** What readers and authors do to others' posts with one button: upvote, flag, endorse, set a question's status. */
import { closings } from '@/forum/documents'
import { questionStatuses, setStatus } from '@/forum/questions'
import { endorseAnswer } from '@/forum/answers'
import { setExpertise } from '@/forum/expertise'
import { flagPost } from '@/forum/flags'
import { refuse } from '@/forum/errors'
import { castVote } from '@/forum/votes'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { targetIn } from './moderation'
import { backTo, idIn } from './places'
import { t } from '@/words'

/** A guest is asked to sign in; the vote is then part of that form, never of a link that casts it. */
export const vote: FormHandler = async context => {
  const { viewer, fields } = context
  const post = idIn(fields['post']) ?? 0
  const voted = fields['voted'] !== '0'
  if (viewer.kind === 'guest') {
    const signin = `/signin?next=${encodeURIComponent(`/p/${post}`)}${voted ? `&vote=${post}` : ''}`
    return { to: signin, told: { signin } }
  }
  const cast = await castVote(viewer, { post, voted })
  const back = await backTo(post, viewer)
  if (!cast.ok) return showRefusal(back, 'vote', context, { ...cast.error, text: t('Your upvote was not counted: {0}', cast.error.text) })
  return { to: back, told: cast.value }
}

export const flag: FormHandler = async context => {
  const { viewer, fields } = context
  const post = idIn(fields['post']) ?? 0
  const show = `/posts/${post}/flag`
  const flagged = await flagPost(viewer, { post, reason: fields['reason'] ?? '', note: fields['note'] })
  if (!flagged.ok) return showRefusal(show, 'flag', context, flagged.error)
  return { to: show, told: { said: t('Flagged. A moderator will look.') } }
}

export const endorse: FormHandler = async context => {
  const { viewer, fields } = context
  const post = idIn(fields['post']) ?? 0
  const endorsed = await endorseAnswer(viewer, { post, endorsed: fields['endorsed'] !== '0' })
  const back = await backTo(post, viewer)
  if (!endorsed.ok) return showRefusal(back, 'endorse', context, endorsed.error)
  return { to: back, told: { id: post } }
}

export const expertise: FormHandler = async context => {
  const { viewer, fields } = context
  const question = idIn(fields['question']) ?? 0
  const set = await setExpertise(viewer, { question, expertise: fields['expertise'] ?? '' })
  if (!set.ok) return showRefusal(`/posts/${question}/${fields['show'] === 'moderate' ? 'moderate' : 'expertise'}`, 'expertise', context, set.error)
  return { to: await backTo(question, viewer), told: { id: question } }
}

function closingIn(fields: Record<string, string>) {
  const why = closings.find(known => known === fields['closing'])
  if (why === undefined || fields['status'] !== 'closed') return {}
  const target = targetIn(fields['target'])
  return { closing: { why, ...(target === undefined ? {} : { target }), ...(fields['place'] ? { place: fields['place'] } : {}) } }
}

export const status: FormHandler = async context => {
  const { viewer, fields } = context
  const question = idIn(fields['question']) ?? 0
  const wanted = questionStatuses.find(known => known === fields['status'])
  const set = wanted ? await setStatus(viewer, { question, status: wanted, reason: fields['reason'], ...closingIn(fields) })
    : refuse('invalid', {}, { fields: [{ field: 'status', code: 'invalid', text: t('Choose a status.') }] })
  if (!set.ok) return showRefusal(`/posts/${question}/status`, 'status', context, set.error)
  return { to: await backTo(question, viewer), told: { id: question } }
}
