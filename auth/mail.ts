/** Mail that lets somebody in. Sent after the answer, so that its time tells nothing; tried three times. */
import { createTransport } from 'nodemailer'
import { config } from '@/config'
import { processWide } from '@/config/process'

export type Mail = { to: string; subject: string; text: string }

const waitingMax = 64
const pausesMs = [0, 5_000, 30_000]

type Post = { transport: ReturnType<typeof createTransport>; from: string; waiting: number }
const post = () => processWide<Post | null>('mail', () => {
  const { smtp } = config()
  return smtp && { transport: createTransport(smtp.url, { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }), from: smtp.from, waiting: 0 }
})

/** Whether this site can send mail. */
export function mails(): boolean {
  return config().smtp !== null
}

/** Hands a mail over for sending; `failed` hears of one that never went. Where 64 wait already, it is dropped and told. */
export function sendMail(mail: Mail, failed: (reason: string) => void): void {
  const office = post()
  if (!office) return
  if (office.waiting >= waitingMax) {
    failed('too many mails are waiting')
    return
  }
  office.waiting += 1
  void attempt(office, mail, 0, failed).finally(() => { office.waiting -= 1 })
}

async function attempt(office: Post, mail: Mail, tries: number, failed: (reason: string) => void): Promise<void> {
  await new Promise(resume => { setTimeout(resume, pausesMs[tries] ?? 0).unref() })
  try {
    // The address goes as an object: as text it would be parsed a second time, by other rules.
    await office.transport.sendMail({ from: office.from, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text, disableFileAccess: true, disableUrlAccess: true })
  } catch (error) {
    if (tries + 1 < pausesMs.length) return attempt(office, mail, tries + 1, failed)
    failed(error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
  }
}
