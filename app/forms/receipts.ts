/** A guest's own post by its receipt: who bears the secret edits or withdraws it, and makes it a member's. */
import { deletePost } from '@/forum/edits'
import { refuse } from '@/forum/errors'
import { bearerOf, claimReceipt } from '@/forum/receipts'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { editing } from './own-posts'
import { backTo, receiptPath } from './places'

export const receiptEdit: FormHandler = async context => {
  const { viewer, fields } = context
  const show = receiptPath(fields['secret'])
  const bearer = await bearerOf(fields['secret'] ?? '', viewer)
  if (!bearer) return showRefusal(show, 'receipt-edit', context, refuse('not-found').error)
  const own = { ...context, fields: { ...fields, post: String(bearer.post) } }
  return editing({ form: 'receipt-edit', show, context: own, viewer: bearer.viewer, to: () => Promise.resolve(show) })
}

export const receiptWithdraw: FormHandler = async context => {
  const { viewer, fields } = context
  const show = receiptPath(fields['secret'])
  const bearer = await bearerOf(fields['secret'] ?? '', viewer)
  const withdrawn = bearer ? await deletePost(bearer.viewer, { post: bearer.post }) : refuse('not-found')
  return withdrawn.ok ? { to: show } : showRefusal(show, 'receipt-withdraw', context, withdrawn.error)
}

export const receiptClaim: FormHandler = async context => {
  const { viewer, fields } = context
  const show = receiptPath(fields['secret'])
  if (viewer.kind === 'guest') return { to: `/signin?next=${encodeURIComponent(show)}` }
  const claimed = await claimReceipt(viewer, { secret: fields['secret'] ?? '' })
  return claimed.ok ? { to: await backTo(claimed.value.post, viewer) } : showRefusal(show, 'receipt-claim', context, claimed.error)
}
