/** A mail that arrived at one of our signed addresses: an answer or comment by mail, or the report of a mail that came back.
 *
 *  The address says who writes and on what, and nobody else can make it; it may have been passed on, though. So what does not come from its
 *  person's own address waits for a moderator. Nothing is ever mailed back: machines that answer machines never end. */
import { meansNoMailbox } from '@/auth/mail'
import { eq } from 'drizzle-orm'
import { viewerOfRow } from '@/auth/person-rows'
import { config } from '@/config'
import { db } from '@/db'
import { people } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import type { Refusal } from '@/forum/errors'
import { readMailAddress } from '@/forum/mail-addresses'
import type { MailAddress, Receiver } from '@/forum/mail-addresses'
import { stopMailTo } from '@/forum/mail-bounces'
import { loadPost } from '@/forum/posts'
import type { Person } from '@/forum/viewer'
import { readMail } from '@/text/incoming-mail'
import type { IncomingMail } from '@/text/incoming-mail'
import type { Fields } from '@/text/mail-fields'
import { replyIn } from '@/text/mail-reply'
import { doubtsOf, machineMade } from './mail-judging'
import type { Ourselves } from './mail-judging'

export type Taken =
  /** `doubts`: why it waits for its sender's sake. */
  | { outcome: 'posted'; kind: 'answer' | 'comment'; post: number; state: 'public' | 'held'; url: string; doubts: string[] }
  | { outcome: 'mail-off'; receiver: Receiver }
  | { outcome: 'nothing'; why: string }
  | { outcome: 'refused'; why: string }
  /** The same mail may be given again later. */
  | { outcome: 'later'; why: string }

/** The largest mail that is read. */
export const mailMaxBytes = 10 * 1024 * 1024

/** Takes a raw mail: posts what somebody wrote, or stops mailing to an address that is not there. The same mail given twice is taken once. */
export async function takeMail(raw: Buffer, now: Date = new Date()): Promise<Taken> {
  const { mailInbound } = config()
  if (mailInbound === null) return refused('MAIL_INBOUND is not set, so no mail is taken')
  const mail = await readMail(raw)
  if (mail === 'unreadable') return refused('its parts cannot be read')
  const address = ourAddress(mail.fields)
  if (address === null) return refused('it bears no address that this site gave out')
  return address.for === 'bounce' ? takeBounce(mail, address, now) : takeReply(mail, address, ourselves(mailInbound), now)
}

function refused(why: string): Taken {
  return { outcome: 'refused', why }
}

function ourselves(inbound: string): Ourselves {
  const { smtp, siteUrl } = config()
  return { sender: smtp && (/<([^<>]*)>$/.exec(smtp.from)?.[1] ?? smtp.from).trim().toLowerCase(), inbound, host: new URL(siteUrl).hostname }
}

// The mail server's own word first: a mail to several of our addresses comes once for each.
const receiving = ['delivered-to', 'x-original-to', 'to', 'cc']
const inText = /[^\s<>,;:"'()[\]@]{1,64}@[a-z0-9.-]{1,255}/gi

function ourAddress(fields: Fields): MailAddress | null {
  for (const name of receiving) {
    for (const value of fields.get(name) ?? []) {
      for (const [address] of value.slice(0, 20_000).matchAll(inText)) {
        const known = readMailAddress(address)
        if (known) return known
      }
    }
  }
  return null
}

async function takeBounce(mail: IncomingMail, receiver: Receiver, now: Date): Promise<Taken> {
  if (mail.report === null) return refused('it came to an address for bounces, and reports none')
  if (!mail.report.some(({ action, status }) => action === 'failed' && meansNoMailbox(/^\d\.\d{1,3}\.\d{1,3}/.exec(status)?.[0] ?? ''))) return { outcome: 'nothing', why: 'the mail may still arrive' }
  const whose = 'person' in receiver ? { person: receiver.person } : { mailFollow: receiver.mailFollow }
  return await stopMailTo(whose, now) ? { outcome: 'mail-off', receiver: whose } : { outcome: 'nothing', why: 'no mail is sent there any more' }
}

async function takeReply(mail: IncomingMail, address: { person: number; post: number }, ours: Ourselves, now: Date): Promise<Taken> {
  const machine = machineMade(mail, ours)
  if (machine !== null) return refused(machine)
  const [row] = await db().read.select().from(people).where(eq(people.id, address.person))
  if (!row || row.former) return refused('whose address it bears is no member any more')
  const reply = replyIn(mail.text)
  if (reply.text === '') return refused('nothing is left of it without history and signature')
  const doubts = [...doubtsOf(mail, row.emailProved === null ? null : row.emailFolded), ...(reply.sure ? [] : ['what is history in it could not be told'])]
  const viewer = viewerOfRow(row, { scope: doubts.length === 0 ? 'moderate' : 'write', provedAt: null, now })
  if (!viewer) return refused('whose address it bears is suspended')
  return post(mail, doubts.length === 0 ? viewer : { ...viewer, doubtful: true }, address.post, { body: reply.text, doubts }, now)
}

async function post(mail: IncomingMail, viewer: Person, on: number, { body, doubts }: { body: string; doubts: string[] }, now: Date): Promise<Taken> {
  const found = await loadPost(db().read, on)
  if (!found) return refused('what it answers is not there any more')
  const options = { now, ...(mail.messageId === null ? {} : { key: `mail ${mail.messageId}` }) }
  const isQuestion = found.post.kind === 'question'
  const made = isQuestion ? await postAnswer(viewer, { question: on, body }, options) : await postComment(viewer, { parent: on, body }, options)
  if (!made.ok) return refusedBy(made.error)
  const { id, state, url } = made.value
  return { outcome: 'posted', kind: isQuestion ? 'answer' : 'comment', post: id, state, url: `${config().siteUrl}${url}`, doubts }
}

function refusedBy({ code, text, retryAfter }: Refusal): Taken {
  return { outcome: retryAfter !== null || code === 'busy' || code === 'read-only' ? 'later' : 'refused', why: `${code}: ${text}` }
}
