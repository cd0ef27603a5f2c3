/** The author's workspace: a pasted list is looked at first, then applied. */
import { mayEver } from '@/forum/policy'
import { refuse } from '@/forum/errors'
import { importList, previewList } from '@/reading-list/apply'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'

const page = '/reading-list'

/** Shows what a text would change; the page itself makes the comparison, so that it is always of now. */
export const readingListCheck: FormHandler = async context => {
  const { viewer, fields } = context
  if (!mayEver(viewer, 'lists.read')) return showRefusal(page, 'reading-list-check', context, refuse('not-allowed', { why: 'This room is for authors.' }).error)
  const preview = await previewList(fields['list'] ?? '')
  if (!preview.ok) return showRefusal(page, 'reading-list-check', context, preview.error)
  return { show: page, status: 200, kept: { form: 'reading-list-check', fields, refusal: null, preview: null, current: null } }
}

/** Applies a text's difference. What was looked at before may have changed meanwhile; the difference of now is applied. */
export const readingListApply: FormHandler = async context => {
  const { viewer, fields } = context
  if (!mayEver(viewer, 'lists.apply')) return showRefusal(page, 'reading-list-apply', context, refuse('not-allowed', { why: 'This room is for authors.' }).error)
  const imported = await importList(fields['list'] ?? '', viewer, { dryRun: false, from: 'site' })
  if (!imported.ok) return showRefusal(page, 'reading-list-apply', context, imported.error)
  const { added, changed, removed } = imported.value
  return { to: `${page}?applied=${added.length + changed.length + removed.length}`, told: { added: added.length, changed: changed.length, removed: removed.length } }
}

