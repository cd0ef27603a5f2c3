/** Moderators' forms about a thread: split answers off, edit another's post, write the summary. */
import { amendPost } from '@/forum/amending'
import { splitThread } from '@/forum/splitting'
import { removeSummary, writeSummary } from '@/forum/summaries'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { currentOf } from './own-posts'
import { backTo, idIn } from './places'

export const split: FormHandler = async context => {
  const { viewer, fields } = context
  const posts = (fields['posts'] ?? '').split(',').filter(id => id !== '')
  const made = await splitThread(viewer, { post: fields['post'], posts, title: fields['title'] ?? '', body: fields['body'] ?? '' })
  if (!made.ok) return showRefusal(`/posts/${idIn(fields['post']) ?? 0}/moderate`, 'split', context, made.error)
  return { to: made.value.url, told: { id: made.value.made } }
}

export const amend: FormHandler = async context => {
  const { viewer, fields } = context
  const show = `/posts/${idIn(fields['post']) ?? 0}/amend`
  const amended = await amendPost(viewer, { post: fields['post'], revision: fields['revision'], title: fields['title'], body: fields['body'] ?? '', reason: fields['reason'], approve: fields['approve'] === '1' })
  if (!amended.ok) return { show, status: amended.error.status, kept: { form: 'amend', fields, refusal: amended.error, preview: null, current: currentOf(amended.error) } }
  return { to: fields['approve'] === undefined || amended.value.state === 'public' && fields['approve'] === '0' ? await backTo(amended.value.id, viewer) : '/moderation?decided=1', told: { id: amended.value.id } }
}

export const summary: FormHandler = async context => {
  const { viewer, fields } = context
  const question = idIn(fields['question']) ?? 0
  const show = `/posts/${question}/summary`
  const done = fields['remove'] === '1' ? await removeSummary(viewer, { question }) : await writeSummary(viewer, { question, seen: fields['seen'] ?? 0, body: fields['body'] ?? '' })
  if (!done.ok) return { show, status: done.error.status, kept: { form: 'summary', fields, refusal: done.error, preview: null, current: currentOf(done.error) } }
  return { to: await backTo(question, viewer), told: { id: question } }
}
