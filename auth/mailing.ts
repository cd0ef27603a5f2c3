/** The mails of this room: their words, and the links in them. */
import { config } from '@/config'
import { db } from '@/db'
import { authLog } from './log'
import { sendMail } from './mail'
import { mailedMinutes, makeLink, signInAddress } from './links'

export type LinkMail =
  | { kind: 'sign-in'; address: string; next: string }
  | { kind: 'confirm'; address: string; person: number }
  | { kind: 'known-already'; address: string }

/** Makes a link for an address and hands the mail over. Gives the link's secret, by which the asking browser is known again. */
export async function mailLinkTo(mail: LinkMail, now: Date): Promise<string> {
  const person = mail.kind === 'confirm' ? mail.person : null
  const secret = await db().write(tx => makeLink(tx, { purpose: 'sign-in', person, address: mail.address, minutes: mailedMinutes, now }))
  const next = mail.kind === 'sign-in' && mail.next !== '/' ? `&next=${encodeURIComponent(mail.next)}` : ''
  const site = new URL(config().siteUrl).host
  const words = {
    'sign-in': { subject: `Sign in to ${site}`, lead: `This link signs you in to ${site}.` },
    'confirm': { subject: `Confirm your address for ${site}`, lead: `Somebody, probably you, gave this address at ${site}. This link confirms it and signs you in.` },
    'known-already': { subject: `You have an account at ${site} already`, lead: `Somebody, probably you, tried to sign up at ${site} with this address, which has an account already. This link signs you in to it.` },
  }[mail.kind]
  send(mail.address, words.subject, `${words.lead}\n\n${signInAddress(secret)}${next}\n\nIt works once, for ${mailedMinutes} minutes, and opens a page with a button. If you did not ask for it, do nothing.\n`)
  return secret
}

/** Tells a person that something about their signing in was changed. */
export function tellOfChange(address: string, what: string): void {
  const site = new URL(config().siteUrl).host
  send(address, `Your account at ${site} was changed`, `${what}\n\nIf this was not you, write to whoever runs ${config().siteUrl} at once.\n`)
}

function send(to: string, subject: string, text: string): void {
  sendMail({ to, subject, text }, reason => { authLog().warn({ at: 'mail.failed', reason }) })
}
