/** The author's workspace: an edited list is looked at first, then applied; what the list says of one paper is edited by itself. */
import { mayEver } from '@/forum/policy'
import { refuse } from '@/forum/errors'
import { paperPath } from '@/forum/urls'
import { exportList, importList, listSeen, previewList } from '@/reading-list/apply'
import { makeNote, saveAssessment, settle } from '@/reading-list/assessment'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { idIn } from './places'
import { t } from '@/words'

const page = '/reading-list'

/** Shows what a text would change; the page itself makes the comparison, so that it is always of now. */
export const readingListCheck: FormHandler = async context => {
  const { viewer, fields } = context
  if (!mayEver(viewer, 'lists.read')) return showRefusal(page, 'reading-list-check', context, refuse('not-allowed', { why: t('This room is for authors.') }).error)
  const preview = await previewList(fields['list'] ?? '')
  if (!preview.ok) return showRefusal(page, 'reading-list-check', context, preview.error)
  return { show: page, status: 200, kept: { form: 'reading-list-check', fields, refusal: null, preview: null, current: null } }
}

/** Applies a text's difference, unless the list has changed since it was looked at: then the difference of now is shown first. */
export const readingListApply: FormHandler = async context => {
  const { viewer, fields } = context
  if (!mayEver(viewer, 'lists.apply')) return showRefusal(page, 'reading-list-apply', context, refuse('not-allowed', { why: t('This room is for authors.') }).error)
  if (fields['seen'] !== undefined && fields['seen'] !== listSeen(await exportList())) return showRefusal(page, 'reading-list-apply', context, refuse('list-changed').error)
  const imported = await importList(fields['list'] ?? '', viewer, { dryRun: false, from: 'site' })
  if (!imported.ok) return showRefusal(page, 'reading-list-apply', context, imported.error)
  const { added, changed, removed } = imported.value
  return { to: `${page}?applied=${added.length + changed.length + removed.length}`, told: { added: added.length, changed: changed.length, removed: removed.length } }
}

const paperPage = (slug: string) => `${page}/papers/${encodeURIComponent(slug)}`
const ratings: Record<string, 'up' | 'down' | null> = { up: 'up', down: 'down', none: null }

/** Saves rating, remark and notes of one paper. */
export const readingListNotes: FormHandler = async context => {
  const { viewer, fields } = context
  const slug = fields['slug'] ?? ''
  const saved = await saveAssessment(viewer, slug, { seen: fields['seen'] ?? '', rating: ratings[fields['rating'] ?? ''], remark: fields['remark'], notes: fields['notes'] })
  return saved.ok ? { to: paperPath(slug), told: saved.value } : showRefusal(paperPage(slug), 'reading-list-notes', context, saved.error)
}

/** The choice between the site's words and the file's, where both had changed. */
export const readingListSettle: FormHandler = async context => {
  const { viewer, fields } = context
  const slug = fields['slug'] ?? ''
  const back = fields['back'] === paperPage(slug) ? paperPage(slug) : page
  const settled = await settle(viewer, slug, { seen: fields['seen'] ?? '', take: fields['take'] === 'file' ? 'file' : 'site' })
  return settled.ok ? { to: back === page ? `${page}?settled=${settled.value.took}` : paperPath(slug), told: settled.value } : showRefusal(back, 'reading-list-settle', context, settled.error)
}

/** Adds an answer to the notes on its paper. */
export const readingListNote: FormHandler = async context => {
  const { viewer, fields } = context
  const post = idIn(fields['post']) ?? 0
  const made = await makeNote(viewer, { post, text: fields['text'] ?? '' })
  return made.ok ? { to: paperPath(made.value.paper), told: made.value } : showRefusal(`/posts/${post}/note`, 'reading-list-note', context, made.error)
}
