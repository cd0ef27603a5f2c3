/** Forms of the settings for notices on devices, and for one's notifications as a feed. */
import { config } from '@/config'
import { addressFeed } from '@/forum/own-feed'
import { unsubscribe } from '@/forum/push'
import type { FormHandler } from './handler'
import { afterwards, again, proving } from './settings'

export const pushRemove: FormHandler = async ({ viewer, fields }) =>
  afterwards('push-remove', fields, await unsubscribe(viewer, { id: fields['id'] ?? '' }))

export const feedAddress: FormHandler = proving('feed-address', async (person, { fields }) => {
  const made = await addressFeed(person, { wanted: true })
  if (!made.ok) return again('feed-address', fields, made.error)
  // Shown once, and kept nowhere but in this answer.
  return { show: '/settings', kept: { form: 'feed-address', fields: { address: `${config().siteUrl}${made.value.path ?? ''}` }, refusal: null, preview: null, current: null }, status: 200 }
})

export const feedAddressEnd: FormHandler = async ({ viewer, fields }) =>
  afterwards('feed-address-end', fields, await addressFeed(viewer, { wanted: false }))
