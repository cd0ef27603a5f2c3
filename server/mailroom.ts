/** Sends what waits in the outbox. Each mail is composed just before it goes, from what is true then. */
import { config } from '@/config'
import { secretHash } from '@/config/secret'
import { deliver, mails } from '@/auth/mail'
import type { Delivered, Mail } from '@/auth/mail'
import { bounceAddress } from '@/forum/mail-addresses'
import type { Receiver } from '@/forum/mail-addresses'
import { stopMailTo } from '@/forum/mail-bounces'
import { drop, giveUp, markSent, takeDue, triesMax } from '@/forum/outbox'
import type { MailKind, OutboxRow } from '@/forum/outbox'
import { letterHtml, letterText } from '@/text/letter'
import { language } from '@/words'
import { decisionLetter } from './letters/decision'
import { digestLetter } from './letters/digest'
import { followConfirmLetter, guestNoticeLetter } from './letters/guest-notice'
import type { Composer, Letter } from './letters/letter'
import { noticeLetter, summaryLetter } from './letters/notice'
import { log } from './log'
import { Rounds } from './rounds'

const composers: Record<MailKind, Composer> = { decision: decisionLetter, digest: digestLetter, 'guest-notice': guestNoticeLetter, 'follow-confirm': followConfirmLetter, notice: noticeLetter, summary: summaryLetter }

/** So many in one round: a crowd of them leaves room for whatever else the process does. */
const roundMax = 50
const roundEveryMs = 5_000
const rounds = new Rounds('mailroom', roundEveryMs, () => sendDue())

/** Begins to send, where a mail server is set. */
export function startMailroom(): void {
  if (mails()) rounds.start()
}

/** Ends between two mails: one that is being sent is waited for, a little. What a hanging mail server holds up is sent again after the next start. */
export async function stopMailroom(): Promise<void> {
  await rounds.stop()
}

/** Sends mails that are due, one after another. Ends early where the mail server is away: the others would fare no better, and keep their tries.
 *  Returns how many went. `clock` tells the time. */
export async function sendDue(clock: () => Date = () => new Date()): Promise<number> {
  let sent = 0
  for (let taken = 0; taken < roundMax && !rounds.closing; taken++) {
    const row = await takeDue(clock())
    if (!row) break
    const outcome = await send(row, clock())
    if (outcome === 'sent') sent++
    if (outcome === 'away') break
  }
  return sent
}

async function send(row: OutboxRow, now: Date): Promise<'sent' | 'dropped' | 'refused' | 'away'> {
  const letter = isKnown(row.kind) ? await composers[row.kind](row, now).catch((error: unknown) => failedToCompose(row, error)) : null
  if (letter === null) {
    await drop(row)
    return 'dropped'
  }
  const delivered = letter === 'failed' ? { ok: false as const, reason: 'it could not be written', away: false } : await deliver(mailOf(row, letter), () => { void takenLate(row) })
  if (delivered.ok) return sentNow(row)
  const receiver = letter === 'failed' ? undefined : letter.receiver
  return delivered.hard && receiver ? sendNoMore(row, receiver, now) : notSent(row, delivered)
}

function mailOf(row: OutboxRow, letter: Letter): Mail {
  const { parts, receiver } = letter
  const back = letter.envelopeFrom ?? (receiver ? bounceAddress(receiver) : null)
  return { ...letter, ...(back === null ? {} : { envelopeFrom: back }), text: letterText(parts), html: letterHtml(parts, language), messageId: messageIdOf(row), automatic: true }
}

// The mailbox is not there: neither this mail nor another one will ever arrive.
async function sendNoMore(row: OutboxRow, receiver: Receiver, now: Date): Promise<'dropped'> {
  await stopMailTo(receiver, now)
  await drop(row)
  log.warn({ at: 'mail.bounced', mail: row.id, kind: row.kind, ...receiver })
  return 'dropped'
}

async function sentNow(row: OutboxRow): Promise<'sent'> {
  await markSent(row)
  return 'sent'
}

// The mail server was slow, and took it in the end: it does not go again.
async function takenLate(row: OutboxRow): Promise<void> {
  await markSent(row).catch((error: unknown) => { log.warn({ at: 'mailroom.late', mail: row.id, error }) })
}

async function notSent(row: OutboxRow, { reason, away }: Extract<Delivered, { ok: false }>): Promise<'refused' | 'away'> {
  if (row.tries >= triesMax) {
    await giveUp(row)
    log.error({ at: 'mail.dead', mail: row.id, kind: row.kind, tries: row.tries, reason })
  }
  return away ? 'away' : 'refused'
}

function failedToCompose(row: OutboxRow, error: unknown): 'failed' {
  log.warn({ at: 'mail.unwritten', mail: row.id, kind: row.kind, error })
  return 'failed'
}

function isKnown(kind: string): kind is MailKind {
  return Object.hasOwn(composers, kind)
}

/** The same at each try, so that a receiver knows a mail again that was sent and not marked; another where a restored site uses the key anew. */
function messageIdOf(row: OutboxRow): string {
  return `<${secretHash(`${row.key} ${row.createdAt.getTime()}`).slice(0, 32)}@${new URL(config().siteUrl).hostname}>`
}
