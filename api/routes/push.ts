/** Browsers that are told by their push service. */
import { z } from 'zod'
import { pushKeys } from '@/config/push-keys'
import { refuse } from '@/forum/errors'
import { listDevices, subscribe, unsubscribe } from '@/forum/push'
import type { Device } from '@/forum/push'
import { bodiless, endpoint } from '../contract'
import type { Endpoint } from '../contract'
import { id, nothing } from '../schemas'

const subscription = z.object({
  id: z.number().int(), service: z.string().meta({ description: 'The host that carries the messages' }), label: z.string(), createdAt: z.iso.datetime(),
}).meta({ id: 'PushSubscription' })

export const pushRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/push/subscriptions', tag: 'People', needs: 'read',
    summary: 'One’s browsers that are told by push, and the key to subscribe with',
    params: nothing, query: nothing,
    answers: { 200: { description: 'The subscriptions, newest first; `publicKey` is the applicationServerKey', schema: z.object({ publicKey: z.string(), items: z.array(subscription) }) } },
    handle: async ({ viewer }) => viewer.kind === 'person'
      ? { status: 200, json: { publicKey: pushKeys().publicKey, items: (await listDevices(viewer.id)).map(shown) } }
      : refuse('sign-in', { sent: 'nothing' }),
  }),
  endpoint({
    method: 'PUT', path: '/push/subscriptions', tag: 'People', needs: 'write',
    summary: 'Have a browser told by push',
    description: 'The body is a PushSubscription of the Push API as JSON, with a label. An endpoint has one subscription: sent again it is renewed.',
    params: nothing, query: nothing,
    body: z.strictObject({
      endpoint: z.string().max(2_000), keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(200) }), label: z.string().max(200).default(''),
      expirationTime: z.number().nullable().optional(),
    }),
    answers: { 200: { description: 'The browser is told', schema: subscription } },
    async handle({ viewer, body: { endpoint: address, keys, label } }) {
      const made = await subscribe(viewer, { endpoint: address, keys, label })
      return made.ok ? { status: 200, json: shown(made.value) } : made
    },
  }),
  bodiless({
    method: 'DELETE', path: '/push/subscriptions/{id}', tag: 'People', needs: 'write',
    summary: 'Tell a browser no more',
    params: z.strictObject({ id }), query: nothing,
    answers: { 204: { description: 'It is told no more' } },
    async handle({ viewer, params }) {
      const gone = await unsubscribe(viewer, { id: params.id })
      return gone.ok ? { status: 204 } : gone
    },
  }),
]

// The endpoint itself stays here: whoever has it and the keys can write to the browser.
function shown({ id: number, service, label, createdAt }: Device): z.output<typeof subscription> {
  return { id: number, service, label, createdAt: createdAt.toISOString() }
}
