/** The one button on the page of a mailed link. The link says who decides; no session is asked for and none is opened. */
import { decideByLink, undoByLink } from '@/auth/decide-by-link'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'

const page = '/moderation/link'

export const decideLink: FormHandler = async context => {
  const { fields } = context
  const token = fields['token'] ?? ''
  if (fields['undo'] === '1') {
    const undone = await undoByLink(token)
    return undone.ok ? { to: `${page}?undone=1` } : showRefusal(page, 'decide-link', context, undone.error)
  }
  const decided = await decideByLink(token, { rule: fields['rule'] || undefined, text: fields['reason'] })
  return decided.ok ? { to: `${page}?token=${encodeURIComponent(token)}`, told: { id: decided.value.post, decision: decided.value.decision } } : showRefusal(page, 'decide-link', context, decided.error)
}
