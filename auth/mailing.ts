/** The mails of this room: their words, and the links in them. */
import { config } from '@/config'
import { db } from '@/db'
import { authLog } from './log'
import { sendMail } from './mail'
import { mailedMinutes, makeLink, signInAddress } from './links'
import { t } from '@/words'

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
    'sign-in': { subject: t('Sign in to {0}', site), lead: t('This link signs you in to {0}.', site) },
    'confirm': { subject: t('Confirm your address for {0}', site), lead: t('Somebody, probably you, gave this address at {0}. This link confirms it and signs you in.', site) },
    'known-already': { subject: t('You have an account at {0} already', site), lead: t('Somebody, probably you, tried to sign up at {0} with this address, which has an account already. This link signs you in to it.', site) },
  }[mail.kind]
  send(mail.address, words.subject, `${words.lead}\n\n${signInAddress(secret)}${next}\n\n${t('It works once, for {0} minutes, and opens a page with a button. If you did not ask for it, do nothing.', mailedMinutes)}\n`)
  return secret
}

/** Tells a person that something about their signing in was changed. */
export function tellOfChange(address: string, what: string): void {
  const site = new URL(config().siteUrl).host
  send(address, t('Your account at {0} was changed', site), `${what}\n\n${t('If this was not you, write to whoever runs {0} at once.', config().siteUrl)}\n`)
}

function send(to: string, subject: string, text: string): void {
  sendMail({ to, subject, text }, reason => { authLog().warn({ at: 'mail.failed', reason }) })
}
