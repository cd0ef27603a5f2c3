import { config } from '@/config'
import type { MailHeaders } from '@/auth/mail-headers'
import type { OutboxRow } from '@/forum/outbox'
import type { Part } from '@/text/letter'

/** A mail before it is printed. */
export type Letter = MailHeaders & {
  to: string
  subject: string
  parts: Part[]
  /** Where a machine sends it back that cannot deliver it; where it is not given, the bounce address of `receiver`. */
  envelopeFrom?: string
  /** Who asked for it: where the mailbox is gone for good, nothing more is sent there. Not given, a refusal changes nothing. */
  receiver?: { person: number } | { mailFollow: number }
}

/** Makes the mail of an outbox row from what is true now; null where it has nothing to say any more. */
export type Composer = (row: OutboxRow, now: Date) => Promise<Letter | null>

/** The Message-ID that stands for a question: no mail bears it, all mails about the question refer to it, so that mail programs show them as one thread. */
export function threadMessageId(question: number): string {
  return `<question-${question}@${new URL(config().siteUrl).hostname}>`
}

/** The List-Id of the mails about a question (RFC 2919). */
export function threadListId(question: number): string {
  return `question-${question}.${new URL(config().siteUrl).hostname}`
}
