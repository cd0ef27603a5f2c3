/** What a mail says of itself: whether a machine made it, and whether it is certain who sent it. Pure. */
import type { IncomingMail } from '@/text/incoming-mail'

/** Addresses and hosts of our own. `sender`: from whom our mails come. */
export type Ourselves = { sender: string | null; inbound: string; host: string }

/** Why a mail is taken for a machine's: an answer sent by itself, a list's, or our own come back. Null where a person may have written it. */
export function machineMade({ fields, from, messageId, report }: IncomingMail, ours: Ourselves): string | null {
  const values = (name: string) => (fields.get(name) ?? []).map(value => value.toLowerCase())
  if (values('auto-submitted').some(value => wordOf(value) !== 'no')) return 'it was sent by a machine (Auto-Submitted)'
  if (values('precedence').some(value => ['bulk', 'list', 'junk', 'auto_reply'].includes(wordOf(value)))) return 'it was sent to many (Precedence)'
  if (values('x-auto-response-suppress').some(value => wordOf(value) !== 'none')) return 'it was sent by a machine (X-Auto-Response-Suppress)'
  if (['x-autoreply', 'x-autorespond', 'x-autoresponse'].some(name => fields.has(name))) return 'it is an automatic answer'
  if (values('subject').some(subject => automaticSubject.test(subject))) return 'its subject is that of an automatic answer'
  if (fields.has('list-id') || fields.has('list-unsubscribe')) return 'it came through a mailing list (List-Id)'
  if (report !== null || values('content-type').some(value => value.startsWith('multipart/report'))) return 'it is a report of a mail server'
  if (values('return-path').some(value => value === '<>')) return 'it was sent by a mail server'
  if (from.some(address => isOurs(address, ours)) || isOurId(messageId, ours.host)) return 'it is a mail of our own that came back'
  return null
}

// As the common mail programs write it where they set no header.
const automaticSubject = /^\s{0,5}(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|automatische antwort|abwesenheit|réponse automatique|respuesta automática|自动回复|自動回覆|自動応答)/iu

function wordOf(value: string): string {
  return value.split(/[;,\s]/)[0] ?? ''
}

function isOurs(address: string, { sender, inbound }: Ourselves): boolean {
  const [local = '', host = ''] = inbound.split('@')
  return address === sender || address === inbound || (address.startsWith(`${local}+`) && address.endsWith(`@${host}`))
}

// Ours have 32 signs of a hash before the host; others of the same host are people's.
function isOurId(messageId: string | null, host: string): boolean {
  const [, id, at] = /^<([\w-]{1,60})@([^<>@]{1,255})>$/.exec(messageId ?? '') ?? []
  // Of letters and figures alone, without a capital, one mail program makes its own.
  return at?.toLowerCase() === host && ((id?.length === 32 && !/^[0-9a-f]{32}$/.test(id)) || /^question-\d+$/.test(id ?? ''))
}

/** Why it is not certain that a mail is of the person whose address it bears; nothing where it is as certain as mail can be.
 *  `proved`: their proved address, or null. */
export function doubtsOf({ from, fields }: IncomingMail, proved: string | null): string[] {
  const [sender, ...more] = from
  const judged = (fields.get('authentication-results') ?? []).flatMap(value => [...value.toLowerCase().matchAll(/\b(dkim|spf|dmarc)\s{0,3}=\s{0,3}(\w{1,20})/g)].map(([, by = '', word = '']) => ({ by, word })))
  const failed = judged.filter(({ word }) => /^(?:hard)?fail$/.test(word)).map(({ by }) => by)
  const unproved = judged.length > 0 && !judged.some(({ word }) => word === 'pass')
  return [
    ...(sender === undefined || more.length > 0 || sender !== proved ? ['it came from another address than the proved one'] : []),
    ...(failed.length > 0 ? [`its sender could not be proved (${[...new Set(failed)].join(', ')})`] : unproved ? ['nothing proved its sender'] : []),
  ]
}
