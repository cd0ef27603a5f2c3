/** A writer's appeal: from the post's own page, from a guest's receipt, or from the signed address of a decision. */
import { refuse } from '@/forum/errors'
import { appealByAddress, makeAppeal } from '@/forum/appealing'
import { withdrawEdit } from '@/forum/edits'
import { bearerOf } from '@/forum/receipts'
import { showRefusal } from './handler'
import type { FormHandler } from './handler'
import { idIn, receiptPath } from './places'

export const appeal: FormHandler = async context => {
  const { viewer, fields } = context
  const post = idIn(fields['post']) ?? 0
  const page = `/posts/${post}/appeal`
  const made = await makeAppeal(viewer, { post, words: fields['words'] ?? '' })
  return made.ok ? { to: page, told: { id: post } } : showRefusal(page, 'appeal', context, made.error)
}

export const receiptAppeal: FormHandler = async context => {
  const { viewer, fields } = context
  const page = receiptPath(fields['secret'])
  const bearer = await bearerOf(fields['secret'] ?? '', viewer)
  const made = bearer ? await makeAppeal(bearer.viewer, { post: bearer.post, words: fields['words'] ?? '' }) : refuse('not-found')
  return made.ok ? { to: page } : showRefusal(page, 'receipt-appeal', context, made.error)
}

/** Whoever was suspended has no session: the address tells which decision, and that it came from us. */
export const addressAppeal: FormHandler = async context => {
  const { viewer, fields } = context
  const address = fields['address'] ?? ''
  const page = /^[\w-]{1,100}$/.test(address) ? `/appeals/${address}` : '/~nothing'
  const made = await appealByAddress(viewer, { address, words: fields['words'] ?? '' })
  return made.ok ? { to: page } : showRefusal(page, 'address-appeal', context, made.error)
}

/** Takes back an edit that waits, from the receipt or from the post's own page. */
export const withdrawProposed: FormHandler = async context => {
  const { viewer, fields } = context
  const bearer = fields['secret'] === undefined ? { viewer, post: idIn(fields['post']) ?? 0 } : await bearerOf(fields['secret'], viewer)
  const page = fields['secret'] === undefined ? `/posts/${idIn(fields['post']) ?? 0}/edit` : receiptPath(fields['secret'])
  const gone = bearer ? await withdrawEdit(bearer.viewer, { post: bearer.post }) : refuse('not-found')
  return gone.ok ? { to: page } : showRefusal(page, 'withdraw-edit', context, gone.error)
}
