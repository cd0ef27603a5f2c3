/** Browsers that are told of notifications by their push service (Push API): off until somebody asks for it, on each device by itself. */
import { and, asc, desc, eq, ne } from 'drizzle-orm'
import { z } from 'zod'
import { db } from '@/db'
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { notifications, people, pushSubscriptions } from '@/db/schema'
import { action } from './action'
import { undoMs } from './decisions'
import { done, refuse, refuseField } from './errors'
import { positiveId, smallText } from './fields'
import { rates } from './limits'
import { choicesOf, groupOf } from './notice-choices'
import { enqueue } from './outbox'
import { isBrowserKey, isBrowserSecret, pushServiceOf } from './push-services'
import { countOne, countedAs } from './rates'
import { personOf } from './viewer'
import { t } from '@/words'

export type Subscription = typeof pushSubscriptions.$inferSelect
/** `service` is the host that carries the messages. */
export type Device = { id: number; endpoint: string; service: string; label: string; createdAt: Date }

const perPerson = 10
const endpoint = z.string().max(2_000)

/** Has a browser told from now on. One that another account used here before is told for this person alone: it is whoever sits before it. */
export const subscribe = action({
  name: 'push.subscribe',
  input: z.object({ endpoint, keys: z.object({ p256dh: z.string().max(200), auth: z.string().max(200) }), label: smallText(60) }),
  async run({ tx, viewer, input, now }) {
    const person = personOf(viewer)
    if (person === null) return refuse('sign-in', { sent: 'nothing' })
    if (pushServiceOf(input.endpoint) === null) return refuseField('endpoint', 'push-service')
    if (!isBrowserKey(input.keys.p256dh) || !isBrowserSecret(input.keys.auth)) return refuseField('keys', 'malformed')
    const rate = await countOne(tx, rates.devices, countedAs(viewer), now)
    if (!rate.ok) return rate
    const others = await tx.select({ id: pushSubscriptions.id }).from(pushSubscriptions).where(and(eq(pushSubscriptions.person, person), ne(pushSubscriptions.endpoint, input.endpoint))).limit(perPerson)
    if (others.length >= perPerson) return refuse('not-allowed', { why: t('{0} devices are told at most. Remove one of them first.', perPerson) })
    const given = { person, p256dh: input.keys.p256dh, auth: input.keys.auth, label: input.label }
    const [row] = await tx.insert(pushSubscriptions).values({ ...given, endpoint: input.endpoint, createdAt: now })
      .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set: given }).returning()
    return row ? done(deviceOf(row)) : refuse('not-found')
  },
})

/** Tells one of one's own browsers no more, by its number or its endpoint. */
export const unsubscribe = action({
  name: 'push.unsubscribe',
  input: z.union([z.object({ id: positiveId }), z.object({ endpoint })]),
  async run({ tx, viewer, input }) {
    const which = 'id' in input ? eq(pushSubscriptions.id, input.id) : eq(pushSubscriptions.endpoint, input.endpoint)
    const gone = await tx.delete(pushSubscriptions).where(and(which, eq(pushSubscriptions.person, personOf(viewer) ?? 0))).returning({ id: pushSubscriptions.id })
    return gone.length === 0 ? refuse('not-found') : done(null)
  },
})

/** A person's devices, newest first. */
export async function listDevices(person: number): Promise<Device[]> {
  const rows = await db().read.select().from(pushSubscriptions).where(eq(pushSubscriptions.person, person)).orderBy(desc(pushSubscriptions.id)).limit(perPerson)
  return rows.map(deviceOf)
}

function deviceOf({ id, endpoint: address, label, createdAt }: Subscription): Device {
  return { id, endpoint: address, service: pushServiceOf(address) ?? '', label, createdAt }
}

/** Has the devices of some people told of their new notifications, in the transaction that makes them: where its kind is to come at once, for what
 *  comes gathered, or on the site alone, calls nobody, and who has no device costs nothing. One message for each device, so that one that fails is
 *  tried again alone. A decision is told once it can no longer be undone. */
export async function enqueuePushes(tx: Tx, told: readonly { person: number; notification: number }[], now: Date): Promise<void> {
  const having = await tx.selectDistinct({ person: pushSubscriptions.person }).from(pushSubscriptions).where(among(pushSubscriptions.person, told.map(({ person }) => person)))
  const persons = new Set(having.map(({ person }) => person))
  for (const one of told) if (persons.has(one.person)) await callDevices(tx, one, now)
}

async function callDevices(tx: Tx, { person, notification }: { person: number; notification: number }, now: Date): Promise<void> {
  const devices = await tx.select({ id: pushSubscriptions.id, kind: notifications.kind, own: notifications.own, notices: people.notices }).from(pushSubscriptions)
    .innerJoin(people, eq(people.id, pushSubscriptions.person)).innerJoin(notifications, eq(notifications.id, notification))
    .where(eq(pushSubscriptions.person, person)).orderBy(asc(pushSubscriptions.id)).limit(perPerson)
  for (const { id, kind, own, ...chosen } of devices) {
    if (choicesOf(chosen)[groupOf(kind, own)] !== 'now') continue
    const at = kind === 'decision' ? new Date(now.getTime() + undoMs) : now
    await enqueue(tx, { kind: 'push', key: `push ${notification} ${id}`, payload: { notification: String(notification), device: String(id) }, at }, now)
  }
}

/** Forgets a device that its push service knows no more, or that took nothing in all tries. One that has meanwhile subscribed anew stays. */
export async function forgetDevice({ id, p256dh }: Pick<Subscription, 'id' | 'p256dh'>): Promise<void> {
  await db().write(async tx => { await tx.delete(pushSubscriptions).where(and(eq(pushSubscriptions.id, id), eq(pushSubscriptions.p256dh, p256dh))) })
}
