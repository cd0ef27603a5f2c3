/** A raw mail, read: who, to whom, what it says of itself, its text. Never throws for what a mail holds; attachments are not looked at but for
 *  the report of a mail that could not be delivered (RFC 3464). */
import type { ParsedMail } from 'mailparser'
import { readFields } from './mail-fields'
import type { Fields } from './mail-fields'

export type IncomingMail = {
  /** The addresses in From, small letters. */
  from: string[]
  messageId: string | null
  /** Every header by its name in small letters, unfolded, in order. */
  fields: Fields
  /** Its words as plain text, made of the HTML where there is nothing else. */
  text: string
  /** What a delivery status says of each receiver; null where the mail is no such report. */
  report: { action: string; status: string }[] | null
}

const htmlMax = 500_000
const options = { skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true, maxHtmlLengthToParse: htmlMax, keepDeliveryStatus: true }

/** Reads a mail of at most 10 MB. `unreadable`: its parts or headers are more than any mail program makes. */
export async function readMail(raw: Buffer): Promise<IncomingMail | 'unreadable'> {
  const parsed = await parse(raw)
  if (parsed === null) return 'unreadable'
  const text = parsed.text ?? ''
  return {
    from: (parsed.from?.value ?? []).flatMap(one => [one, ...one.group ?? []]).flatMap(one => one.address ? [one.address.trim().toLowerCase()] : []),
    messageId: parsed.messageId ?? null,
    fields: readFields(parsed.headerLines.map(({ line }) => line)),
    text: text.includes('\uFFFD') ? await betterDecoded(raw, text) : text,
    report: reportIn(parsed),
  }
}

async function parse(raw: Buffer): Promise<ParsedMail | null> {
  try {
    // Loaded for mail alone: it takes a fifth of a second, which every other command would wait for.
    const { simpleParser } = await import('mailparser')
    return await simpleParser(raw, options)
  } catch {
    // Whatever it stumbles over is in the mail, which nobody here can mend.
    return null
  }
}

const charset = /charset\s{0,5}=\s{0,5}"?[\w.:-]{1,40}"?/gi

/** Where signs could not be decoded, the charset is another than is said: the first that fits is taken. */
async function betterDecoded(raw: Buffer, text: string): Promise<string> {
  for (const name of ['utf-8', 'gb18030', 'windows-1252']) {
    const named = raw.toString('latin1').replace(/^content-type:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gim, field => charset.test(field) ? field.replace(charset, `charset=${name}`) : field)
    const again = (await parse(Buffer.from(named, 'latin1')))?.text ?? ''
    if (again !== '' && !again.includes('\uFFFD')) return again
  }
  return text
}

function reportIn(parsed: ParsedMail): IncomingMail['report'] {
  const status = parsed.attachments.find(one => one.contentType === 'message/delivery-status')
  if (!status) return null
  return status.content.toString('latin1').slice(0, 100_000).split(/\r?\n[ \t]*\r?\n/).map(block => readFields(block.split(/\r?\n(?![ \t])/)))
    .flatMap(fields => fields.has('action') ? [{ action: first(fields, 'action').toLowerCase(), status: first(fields, 'status') }] : [])
}

function first(fields: Fields, name: string): string {
  return fields.get(name)?.[0] ?? ''
}
