/** Dropping a half-written text from the list of one's own. */
import { dropDraft } from '@/forum/drafts'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { t } from '@/words'

export const dropDraftForm: FormHandler = async context => {
  const { viewer, fields } = context
  const dropped = await dropDraft(viewer, { place: fields['place'] ?? '' })
  return dropped.ok ? { to: '/notifications', told: { said: t('Dropped.') } } : showRefusal('/notifications', 'drop-draft', context, dropped.error)
}
