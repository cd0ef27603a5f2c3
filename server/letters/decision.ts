/** The mail about a moderator's decision: the whole statement, and the text it is about. */
import { config } from '@/config'
import { appealAddress } from '@/forum/appeals'
import { readDecisionMail } from '@/forum/decision-mails'
import type { DecisionMail } from '@/forum/decision-mails'
import { unsubscribeAddress } from '@/forum/mail-addresses'
import { readSite } from '@/forum/site'
import type { Remedy } from '@/forum/statements'
import { lastingPath } from '@/forum/urls'
import { headerLine } from '@/text/letter'
import type { Part } from '@/text/letter'
import { withoutTex } from '@/text/without-tex'
import type { Composer } from './letter'
import { t } from '@/words'

export const decisionLetter: Composer = async (row, now) => {
  const mail = await readDecisionMail(row.payload, now)
  if (!mail) return null
  const { name } = await readSite()
  const { statement } = mail
  const unsubscribe = unsubscribeAddress({ person: mail.person, kind: 'notices', of: 'decisions' })
  return { to: mail.to, receiver: { person: mail.person }, unsubscribe, subject: headerLine(`${statement.title.replace(/[.。]$/u, '')} · ${name}`), parts: [...said(mail), ...remedies(mail), ...itsText(mail), ...why(name), { kind: 'links', links: [{ label: t('End these mails'), url: unsubscribe }] }] }
}

function said({ statement, post }: DecisionMail): Part[] {
  const parts: Part[] = [{ kind: 'text', text: `${statement.title} ${statement.effect}`.trim() }]
  if (post && (post.post.kind === 'question' || post.thread.state === 'public')) parts.push({ kind: 'text', text: post.post.kind === 'question' ? t('The question: {0}', withoutTex(post.thread.heading)) : t('It stands under the question: {0}', withoutTex(post.thread.heading)) })
  if (statement.rule !== null) parts.push({ kind: 'text', text: t('The rule: {0}', statement.rule) })
  if (statement.words !== null) parts.push({ kind: 'text', text: t('The reason, in the moderator’s words:') }, { kind: 'quote', text: statement.words })
  parts.push({ kind: 'text', text: `${statement.by} ${statement.automatic}`.trim() })
  return parts
}

function remedies(mail: DecisionMail): Part[] {
  const parts = mail.statement.remedies.flatMap((remedy): Part[] => {
    const way = wayOf(mail, remedy.kind)
    return way === null ? [] : [{ kind: 'text', text: remedy.text }, { kind: 'links', links: [{ label: way.label, url: `${config().siteUrl}${way.path}` }] }]
  })
  return parts.length === 0 ? [] : [{ kind: 'heading', text: t('What you may do') }, ...parts]
}

// Somebody suspended cannot sign in: the pages of their posts are closed to them, the signed address is not.
function wayOf({ statement, post, suspended }: DecisionMail, kind: Remedy['kind']): { label: string; path: string } | null {
  const open = post === null || suspended ? null : `/posts/${post.post.id}`
  if (kind === 'appeal') return { label: t('Appeal'), path: open === null ? appealAddress(statement.decision) : `${open}/appeal` }
  return open === null ? null : { label: t('Edit it'), path: `${open}/edit` }
}

function itsText({ post }: DecisionMail): Part[] {
  if (post === null) return []
  return [
    { kind: 'heading', text: t('Your text') },
    { kind: 'quote', text: post.post.title ? `${post.post.title}\n\n${post.post.body}` : post.post.body },
    { kind: 'links', links: [{ label: t('Its lasting address'), url: `${config().siteUrl}${lastingPath(post.post.id)}` }] },
  ]
}

function why(name: string): Part[] {
  return [{ kind: 'text', text: t('You get this mail because it is about something of yours at {0}, {1}.', name, config().siteUrl) }]
}
