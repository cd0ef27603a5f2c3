/** Addresses that prove by themselves what they are for: to answer by mail, to take bounces, to end what brings mail.
 *
 *  Each bears a keyed signature of its one purpose, so that whoever holds one can do that and nothing else. Addresses of mail know no capital
 *  letters and have at most 64 characters before the @ (RFC 5321); so they are written in base 36, with 96 bits of signature. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { config } from '@/config'
import { keyFor } from '@/config/secret'
import { noticeKinds } from '@/db/schema'
import { noticeGroups } from './notice-choices'
import type { NoticeGroup, NoticeKind } from './notice-choices'

export type Receiver = { person: number } | { mailFollow: number }
export type MailAddress = { for: 'reply'; person: number; post: number } | ({ for: 'bounce' } & Receiver)

/** What one such address ends, and nothing else: a question for a person, a digest, a kind or group of notices, or a follow by mail alone. */
export type UnsubscribeScope =
  | { person: number; kind: 'thread'; question: number }
  | { person: number; kind: 'mailing'; of: 'daily' | 'weekly' }
  | { person: number; kind: 'notices'; of: NoticeKind | NoticeGroup }
  | { mailFollow: number }

/** The address to which a person answers a post by mail; null where MAIL_INBOUND is not set. */
export function replyAddress({ person, post }: { person: number; post: number }): string | null {
  return addressOf(`${person.toString(36)}-${post.toString(36)}`)
}

/** The address to which a mail comes back that could not be delivered; null where MAIL_INBOUND is not set. */
export function bounceAddress(receiver: Receiver): string | null {
  return addressOf('person' in receiver ? `bp${receiver.person.toString(36)}` : `bf${receiver.mailFollow.toString(36)}`)
}

/** What an address of ours is for; null where it is another's, or its signature is not ours. Large and small letters are the same. */
export function readMailAddress(address: string): MailAddress | null {
  const inbound = config().mailInbound
  if (inbound === null) return null
  const [local, host] = partsOf(inbound)
  const [givenLocal, givenHost] = partsOf(address.trim().toLowerCase())
  if (givenHost !== host || !givenLocal.startsWith(`${local}+`)) return null
  const [, said, signature] = /^([0-9a-z-]{3,30})-([0-9a-f]{24})$/.exec(givenLocal.slice(local.length + 1)) ?? []
  if (said === undefined || signature === undefined || !isSame(shortSignature(said), signature)) return null
  return meantBy(said)
}

// An answer's address has a hyphen between person and post, a bounce's has none, so that neither can be read as the other.
function meantBy(said: string): MailAddress | null {
  const [, whose, bounced] = /^b([pf])([1-9a-z][0-9a-z]{0,6})$/.exec(said) ?? []
  if (bounced !== undefined) return { for: 'bounce', ...(whose === 'p' ? { person: parseInt(bounced, 36) } : { mailFollow: parseInt(bounced, 36) }) }
  const [, person, post] = /^([1-9a-z][0-9a-z]{0,6})-([1-9a-z][0-9a-z]{0,6})$/.exec(said) ?? []
  return person === undefined || post === undefined ? null : { for: 'reply', person: parseInt(person, 36), post: parseInt(post, 36) }
}

function addressOf(said: string): string | null {
  const inbound = config().mailInbound
  if (inbound === null) return null
  const [local, host] = partsOf(inbound)
  return `${local}+${said}-${shortSignature(said)}@${host}`
}

function partsOf(address: string): [string, string] {
  const at = address.lastIndexOf('@')
  return [address.slice(0, at), address.slice(at + 1)]
}

/** The whole address of the page at which one subscription ends, which mail programs ask by themselves too (RFC 8058). It works for good. */
export function unsubscribeAddress(scope: UnsubscribeScope): string {
  return `${config().siteUrl}/unsubscribe?token=${unsubscribeToken(scope)}`
}

/** The token in that address. */
export function unsubscribeToken(scope: UnsubscribeScope): string {
  const said = saidOf(scope)
  return `${said}.${longSignature('unsubscribe', said)}`
}

function saidOf(scope: UnsubscribeScope): string {
  if ('mailFollow' in scope) return `f-${scope.mailFollow}`
  if (scope.kind === 'thread') return `p-${scope.person}-thread-${scope.question}`
  return `p-${scope.person}-${scope.kind}-${scope.of}`
}

/** What a token ends; null where it was cut, changed or made by somebody else. */
export function readUnsubscribeToken(token: string): UnsubscribeScope | null {
  const said = signedText('unsubscribe', token)
  return said === null ? null : scopeOf(said)
}

function scopeOf(said: string): UnsubscribeScope | null {
  const [, follow] = /^f-([1-9]\d{0,9})$/.exec(said) ?? []
  if (follow !== undefined) return { mailFollow: Number(follow) }
  const [, id, kind, of = ''] = /^p-([1-9]\d{0,9})-(thread|mailing|notices)-([a-z0-9]{1,20})$/.exec(said) ?? []
  if (id === undefined) return null
  const person = Number(id)
  if (kind === 'thread') return /^[1-9]\d{0,9}$/.test(of) ? { person, kind, question: Number(of) } : null
  if (kind === 'mailing') return of === 'daily' || of === 'weekly' ? { person, kind, of } : null
  const known = [...noticeKinds, ...noticeGroups].find(one => one === of)
  return known === undefined ? null : { person, kind: 'notices', of: known }
}

/** A text with its signature for one purpose. */
export function signed(purpose: 'follow', text: string): string {
  return `${text}.${longSignature(purpose, text)}`
}

/** The text of what was signed for this purpose; null where it was not, or was changed. */
export function signedText(purpose: 'unsubscribe' | 'follow', token: string): string | null {
  const [, text, signature] = /^([a-z0-9-]{1,60})\.([\w-]{43})$/.exec(token) ?? []
  return text !== undefined && signature !== undefined && isSame(longSignature(purpose, text), signature) ? text : null
}

function longSignature(purpose: string, text: string): string {
  return createHmac('sha256', keyFor('mail')).update(`${purpose}\n${text}`).digest('base64url')
}

function shortSignature(said: string): string {
  return createHmac('sha256', keyFor('mail')).update(`address\n${said}`).digest('hex').slice(0, 24)
}

function isSame(right: string, given: string): boolean {
  const [a, b] = [Buffer.from(right), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
