/** The one door by which mail leaves. What lets somebody in goes through `sendMail`, soon after the answer, so that its time tells nothing;
 *  all else comes from the outbox through `deliver`. */
import { createTransport } from 'nodemailer'
import { config } from '@/config'
import { processWide } from '@/config/process'
import { breaksItsHead, headerOptionsOf } from './mail-headers'
import type { Mail } from './mail-headers'

export type { Mail } from './mail-headers'

/** `away`: the mail server could not be reached or did not take part; otherwise it refused this one mail. `hard`: it says for good that there is no
 *  such mailbox. `reason` is a code, never a text of the server's. */
export type Delivered = { ok: true } | { ok: false; reason: string; away: boolean; hard?: true }

const waitingMax = 64
const pausesMs = [0, 5_000, 30_000]
/** However slowly a mail server answers: no longer is waited for it. */
const deliveryMs = 60_000

type Post = { transport: ReturnType<typeof createTransport>; from: string; waiting: number }
const post = () => processWide<Post | null>('mail', () => {
  const { smtp } = config()
  return smtp && { transport: createTransport(inTime(smtp.url)), from: smtp.from, waiting: 0 }
})

/** How long each step of the conversation with a mail server may take, in ms. The library takes this with an address as its parameters only. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

function inTime(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  for (const [name, ms] of Object.entries(patience)) if (!url.searchParams.has(name)) url.searchParams.set(name, String(ms))
  return url.href
}

/** Whether this site can send mail. */
export function mails(): boolean {
  return config().smtp !== null
}

/** Sends a mail now, once. A mail server that takes it only after we have stopped waiting is heard by `late`. */
export async function deliver(mail: Mail, late?: () => void): Promise<Delivered> {
  const office = post()
  if (!office) return { ok: false, reason: 'no mail server is set', away: true }
  let timer: NodeJS.Timeout | undefined
  const isOver = new Promise<Delivered>(resume => { timer = setTimeout(() => { resume({ ok: false, reason: 'no answer in time', away: true }) }, deliveryMs).unref() })
  const handing = hand(office, mail)
  try {
    const delivered = await Promise.race([handing, isOver])
    if (!delivered.ok && late) void handing.then(after => { if (after.ok) late() })
    return delivered
  } finally {
    clearTimeout(timer)
  }
}

/** Hands a mail over for sending, three times if need be; `failed` hears of one that never went. Where 64 wait already, it is dropped and told. */
export function sendMail(mail: Mail, failed: (reason: string) => void): void {
  const office = post()
  if (!office) return
  if (office.waiting >= waitingMax) {
    failed('too many mails are waiting')
    return
  }
  office.waiting += 1
  void attempt(mail, 0, failed).finally(() => { office.waiting -= 1 })
}

async function attempt(mail: Mail, tries: number, failed: (reason: string) => void): Promise<void> {
  await new Promise(resume => { setTimeout(resume, pausesMs[tries] ?? 0).unref() })
  const delivered = await deliver(mail)
  if (delivered.ok) return
  if (tries + 1 < pausesMs.length) return attempt(mail, tries + 1, failed)
  failed(delivered.reason)
}

async function hand(office: Post, mail: Mail): Promise<Delivered> {
  if (breaksItsHead(mail)) return { ok: false, reason: 'a header would not stay in its line', away: false }
  try {
    await office.transport.sendMail({
      from: office.from,
      // The address goes as an object: as text it would be parsed a second time, by other rules.
      to: { name: '', address: mail.to },
      subject: mail.subject, text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      ...headerOptionsOf(mail),
      disableFileAccess: true, disableUrlAccess: true,
    })
    return { ok: true }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, reason, away: reason !== 'EENVELOPE' && reason !== 'EMESSAGE', ...(isNoMailbox(error) ? { hard: true as const } : {}) }
  }
}

/** Whether a mail server's answer says that there is no such mailbox. A bare 550 may as well be about us, our relay or this one mail. */
function isNoMailbox(error: unknown): boolean {
  if (!(error instanceof Error) || !('response' in error)) return false
  return meansNoMailbox(/^55\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(String(error.response))?.[1] ?? '')
}

/** Whether a status of RFC 3463 says that a mailbox is not there, or closed for good: 5.1.x of these, or 5.2.1. What is full today may take mail
 *  tomorrow, and 5.7.x is about this mail or its sender. */
export function meansNoMailbox(status: string): boolean {
  return /^5\.(?:1\.(?:1|2|3|6|10)|2\.1)$/.test(status)
}
