/** Sends what waits in the outbox for browsers. Each message is composed just before it goes, from what is public then. */
import { config } from '@/config'
import { pushKeys } from '@/config/push-keys'
import { drop, giveUp, markSent, putOff, takeDue, triesMax } from '@/forum/outbox'
import type { OutboxRow } from '@/forum/outbox'
import { forgetDevice } from '@/forum/push'
import type { Subscription } from '@/forum/push'
import { readPushMessage } from '@/forum/push-messages'
import { log } from './log'
import { deliverPush, overHttps } from './push-delivery'
import type { PushDelivered, Transport } from './push-delivery'
import { Rounds } from './rounds'

/** So many in one round, and so many at a time. */
const roundMax = 200
const atOnce = 4
const roundEveryMs = 3_000
const rounds = new Rounds('push-room', roundEveryMs, () => pushDue())

/** Begins to send. Where nobody asked to be told, it looks at an empty index. */
export function startPushRoom(): void {
  rounds.start()
}

/** Ends between two messages: those on their way are waited for, a little. */
export async function stopPushRoom(): Promise<void> {
  await rounds.stop()
}

/** Sends messages that are due, a few at a time. Returns how many went. `clock` tells the time, `transport` carries. */
export async function pushDue(clock: () => Date = () => new Date(), transport: Transport = overHttps()): Promise<number> {
  const turn = { taken: 0, sent: 0, away: new Set<string>() }
  const work = async () => {
    while (turn.taken < roundMax && !rounds.closing) {
      turn.taken++
      const row = await takeDue(clock(), 'push')
      if (!row) break
      if (await send(row, clock(), turn.away, transport)) turn.sent++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return turn.sent
}

/** `away` holds the hosts that could not be reached in this round: the others for them would fare no better. */
async function send(row: OutboxRow, now: Date, away: Set<string>, transport: Transport): Promise<boolean> {
  const found = await readPushMessage(row.payload, now)
  if (found === null) {
    await drop(row)
    return false
  }
  const { host } = new URL(found.to.endpoint)
  const outcome = away.has(host) ? { outcome: 'away' as const, reason: 'away' } : await deliverPush(found.to, found.message, { keys: pushKeys(), subject: subjectOf(), transport, now })
  if (outcome.outcome === 'away') away.add(host)
  return settle(row, found.to, outcome)
}

async function settle(row: OutboxRow, to: Subscription, outcome: PushDelivered): Promise<boolean> {
  if (outcome.outcome === 'sent') {
    await markSent(row)
    return true
  }
  if (outcome.outcome === 'gone') {
    await forgetDevice(to)
    await drop(row)
    return false
  }
  if (row.tries >= triesMax) {
    await giveUp(row)
    // A service that takes nothing of ours in all tries knows this browser by other keys of the site: it would take nothing later either.
    if (outcome.outcome === 'refused' && outcome.ours) await forgetDevice(to)
    log.error({ at: 'push.dead', push: row.id, tries: row.tries, service: new URL(to.endpoint).host, reason: outcome.reason })
  } else if (outcome.outcome === 'refused' && outcome.at !== null) await putOff(row, outcome.at)
  return false
}

// Push services want an https or mailto address; a site on this machine alone has neither.
function subjectOf(): string {
  const { siteUrl, smtp } = config()
  const mail = /<([^<>\s]+@[^<>\s]+)>|^([^<>\s]+@[^<>\s]+)$/.exec(smtp?.from ?? '')
  return siteUrl.startsWith('https:') ? siteUrl : `mailto:${mail?.[1] ?? mail?.[2] ?? 'nobody@example.invalid'}`
}
