/** A mail, and what it says of itself in its headers. Pure. */

/** The optional headers of a mail, as they are written. */
export type MailHeaders = {
  /** One address to which an answer goes instead of the sender's. */
  replyTo?: string
  /** The Message-ID of the mail it answers, and of all mails before it in its thread, oldest first; with angle brackets. */
  inReplyTo?: string
  references?: string[]
  /** Names the stream of mails to which it belongs (RFC 2919), without brackets: `question-12.forum.example.org`. */
  listId?: string
  /** The address at which one request ends what brought this mail (RFC 8058). */
  unsubscribe?: string
}

export type Mail = MailHeaders & {
  /** One canonical address. */
  to: string
  subject: string
  text: string
  html?: string
  /** Always the same for the same mail, so that a receiver knows it again. */
  messageId?: string
  /** Sent by no person: other machines do not answer it (RFC 3834). */
  automatic?: true
  /** Where a machine sends it back that cannot deliver it; without it, to the sender. */
  envelopeFrom?: string
}

/** The options by which the mail library writes them. */
export function headerOptionsOf(mail: Mail): Record<string, unknown> {
  const headers = ownHeaders(mail)
  return {
    ...(mail.messageId === undefined ? {} : { messageId: mail.messageId }),
    ...(mail.replyTo === undefined ? {} : { replyTo: { name: '', address: mail.replyTo } }),
    ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references === undefined || mail.references.length === 0 ? {} : { references: mail.references }),
    // The return address is no header, but goes where bounces are sent; the receiver goes with it, or it would be left out.
    ...(mail.envelopeFrom === undefined ? {} : { envelope: { from: mail.envelopeFrom, to: mail.to } }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  }
}

function ownHeaders({ automatic, listId, unsubscribe }: Mail): Record<string, string> {
  return {
    ...(automatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
    ...(listId === undefined ? {} : { 'List-Id': `<${listId}>` }),
    ...(unsubscribe === undefined ? {} : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  }
}

/** Whether any header of a mail would not stay in its line, or reach beyond its brackets. Such a mail is never sent, not even mended:
 *  whatever made it is not to be trusted. */
export function breaksItsHead(mail: Mail): boolean {
  const addresses = [mail.to, mail.replyTo, mail.envelopeFrom]
  const ids = [mail.messageId, mail.inReplyTo, ...mail.references ?? []]
  const bracketed = [mail.listId, mail.unsubscribe]
  return [...addresses, ...bracketed].some(value => value !== undefined && /[\p{Cc}\s<>,\u2028\u2029]/u.test(value))
    || ids.some(id => id !== undefined && !/^<[^\p{Cc}\s<>]+>$/u.test(id))
    || /[\p{Cc}\u2028\u2029]/u.test(mail.subject)
}
