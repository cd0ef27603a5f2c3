/** Following a question by an address alone, confirming it, and ending what brings mail: by the secrets in the mails, whoever bears them. */
import { authLog } from '@/auth/log'
import { confirmFollow, followByMail as follow } from '@/forum/mail-follows'
import { unsubscribe as end } from '@/forum/unsubscribing'
import { nobody } from '@/forum/viewer'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { idIn } from './places'

export const followByMail: FormHandler = async context => {
  const { viewer, fields } = context
  const question = idIn(fields['question']) ?? 0
  const page = `/follow/questions/${question}`
  const asked = await follow(viewer, { question, address: fields['address'] ?? '' })
  return asked.ok ? { to: `${page}?sent=1` } : showRefusal(page, 'follow-by-mail', context, asked.error)
}

export const followConfirm: FormHandler = async context => {
  const token = context.fields['token'] ?? ''
  const confirmed = await confirmFollow(nobody, { token })
  return confirmed.ok ? { to: pageOf('/follow/confirm', token) } : showRefusal('/follow/confirm', 'follow-confirm', context, confirmed.error)
}

export const unsubscribe: FormHandler = async context => {
  const token = context.fields['token'] ?? ''
  const ended = await end(nobody, { token })
  if (ended.ok) return { to: pageOf('/unsubscribe', token) }
  authLog().warn({ at: 'unsubscribe.refused', reason: ended.error.text })
  return showRefusal('/unsubscribe', 'unsubscribe', context, ended.error)
}

function pageOf(path: string, token: string): string {
  return `${path}?token=${encodeURIComponent(token)}`
}
