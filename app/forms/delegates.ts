/** Appointing a member to stand in as a moderator, and ending that. */
import { prove } from '@/auth/account'
import { viewerOfRequest } from '@/auth/viewer'
import { appointDelegate, endDelegation } from '@/forum/delegates'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'

const page = '/moderation/rules'

export const delegate: FormHandler = async context => {
  const { fields, request } = context
  const { viewer, session } = await viewerOfRequest(request)
  const proved = await prove(viewer, session, fields['current_password'])
  if (!proved.ok) return showRefusal(page, 'delegate', context, proved.error)
  const appointed = await appointDelegate(proved.value, { handle: fields['handle'] ?? '', until: fields['until'] ?? '' })
  return appointed.ok ? { to: `${page}#delegates` } : showRefusal(page, 'delegate', context, appointed.error)
}

export const delegateEnd: FormHandler = async context => {
  const ended = await endDelegation(context.viewer, { handle: context.fields['handle'] ?? '' })
  return ended.ok ? { to: `${page}#delegates` } : showRefusal(page, 'delegate-end', context, ended.error)
}
