/** The one door by which mail leaves. What lets somebody in goes through `sendMail`, soon after the answer, so that its time tells nothing;
 *  all else comes from the outbox through `deliver`. */
import { createTransport } from 'nodemailer'
import { config } from '@/config'
import { processWide } from '@/config/process'

export type Mail = {
  /** One canonical address. */
  to: string
  subject: string
  text: string
  html?: string
  /** Always the same for the same mail, so that a receiver knows it again. */
  messageId?: string
  /** Sent by no person: other machines do not answer it (RFC 3834). */
  automatic?: true
}

/** `away`: the mail server could not be reached or did not take part; otherwise it refused this one mail. `reason` is a code, never a text of the server's. */
export type Delivered = { ok: true } | { ok: false; reason: string; away: boolean }

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

/** Sends a mail now, once. */
export async function deliver(mail: Mail): Promise<Delivered> {
  const office = post()
  if (!office) return { ok: false, reason: 'no mail server is set', away: true }
  let late: NodeJS.Timeout | undefined
  const tooLate = new Promise<Delivered>(resume => { late = setTimeout(resume, deliveryMs, { ok: false, reason: 'no answer in time', away: true }).unref() })
  try {
    return await Promise.race([hand(office, mail), tooLate])
  } finally {
    clearTimeout(late)
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

async function hand(office: Post, { to, subject, text, html, messageId, automatic }: Mail): Promise<Delivered> {
  try {
    await office.transport.sendMail({
      from: office.from,
      // The address goes as an object: as text it would be parsed a second time, by other rules.
      to: { name: '', address: to },
      subject, text,
      ...(html === undefined ? {} : { html }),
      ...(messageId === undefined ? {} : { messageId }),
      ...(automatic ? { headers: { 'Auto-Submitted': 'auto-generated' } } : {}),
      disableFileAccess: true, disableUrlAccess: true,
    })
    return { ok: true }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, reason, away: reason !== 'EENVELOPE' && reason !== 'EMESSAGE' }
  }
}
