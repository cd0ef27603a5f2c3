/** Mails about notifications: one about a question at once, with each post's whole text, or a summary of the day or week. */
import { groupNotices } from '@/components/notice-groups'
import { noticeSentence } from '@/components/notice-words'
import { config } from '@/config'
import { replyAddress, unsubscribeAddress } from '@/forum/mail-addresses'
import { readNoticeMail } from '@/forum/notice-mails'
import type { MailedNotice } from '@/forum/notice-mails'
import { readSite } from '@/forum/site'
import { lastingPath } from '@/forum/urls'
import { headerLine } from '@/text/letter'
import type { Part } from '@/text/letter'
import { threadListId, threadMessageId } from './letter'
import type { Composer, Letter } from './letter'
import { t } from '@/words'

/** About one question, or one thing that is on none. */
export const noticeLetter: Composer = async (row, now) => {
  const mail = await readNoticeMail(row, now)
  const newest = mail?.notices.at(-1)
  if (!mail || !newest) return null
  const { name } = await readSite()
  const { question } = newest
  const answered = mail.notices.findLast(({ body }) => body !== null)?.post ?? null
  const unsubscribe = unsubscribeAddress(question === null ? { person: mail.person, kind: 'notices', of: newest.kind } : { person: mail.person, kind: 'thread', question })
  const parts = [...mail.notices.flatMap(partsOf), ...ending(name, answered !== null && config().mailInbound !== null), endingLink(unsubscribe)]
  const letter: Letter = { to: mail.to, receiver: { person: mail.person }, subject: headerLine(newest.heading === '' ? noticeSentence([newest]) : `Re: ${newest.heading}`), parts }
  if (question === null) return { ...letter, unsubscribe }
  const replyTo = answered === null ? null : replyAddress({ person: mail.person, post: answered })
  return {
    ...letter, ...(replyTo === null ? {} : { replyTo }), inReplyTo: threadMessageId(question), references: [threadMessageId(question)], listId: threadListId(question),
    unsubscribe,
  }
}

const spans = { daily: t('of the last day'), weekly: t('of the last week') } as const

/** What came together since the last one, question by question. */
export const summaryLetter: Composer = async (row, now) => {
  const mail = await readNoticeMail(row, now)
  if (!mail) return null
  const { name } = await readSite()
  const of = row.payload['mailing'] === 'weekly' ? 'weekly' : 'daily'
  const { siteUrl } = config()
  const unsubscribe = unsubscribeAddress({ person: mail.person, kind: 'mailing', of })
  const items = new Map<number | string, MailedNotice[]>()
  for (const notice of mail.notices) items.set(notice.question ?? `one ${notice.id}`, [...items.get(notice.question ?? `one ${notice.id}`) ?? [], notice])
  const n = mail.notices.length
  return {
    to: mail.to, receiver: { person: mail.person }, subject: headerLine(`${n === 1 ? t('1 notice') : t('{0} notices', n)} ${spans[of]} · ${name}`),
    parts: [
      { kind: 'text', text: t('What you follow and what you wrote at {0}: what is new, {1}.', name, spans[of]) },
      ...[...items.values()].flatMap(summaryParts),
      { kind: 'links', links: [{ label: t('All notifications'), url: `${siteUrl}/notifications` }, { label: t('What you are told of'), url: `${siteUrl}/settings#notices` }] },
      endingLink(unsubscribe),
    ],
    listId: `summary.${new URL(siteUrl).hostname}`, unsubscribe,
  }
}

function partsOf(notice: MailedNotice): Part[] {
  const links: Part = { kind: 'links', links: [{ label: t('On the site'), url: addressOf(notice) }] }
  return notice.body === null ? [{ kind: 'text', text: `${noticeSentence([notice])}.` }, links] : [{ kind: 'text', text: `${noticeSentence([notice])}:` }, { kind: 'quote', text: notice.body }, links]
}

/** Of a summary the words, not the whole texts: those are at its links. */
function summaryParts(notices: readonly MailedNotice[]): Part[] {
  const [first] = notices
  if (!first) return []
  return [
    { kind: 'heading', text: first.heading === '' ? noticeSentence([first]) : first.heading },
    ...groupNotices([...notices].reverse()).flatMap(({ notices: alike }): Part[] => [
      { kind: 'text', text: `${noticeSentence(alike)}.` },
      ...alike.filter(({ excerpt }) => excerpt !== '').slice(0, excerptsMax).map(({ excerpt }): Part => ({ kind: 'quote', text: excerpt })),
      { kind: 'links', links: alike.slice(0, excerptsMax).map(notice => ({ label: alike.length === 1 ? t('Read it') : t('Read'), url: addressOf(notice) })) },
    ]),
  ]
}
const excerptsMax = 5

function addressOf(notice: Pick<MailedNotice, 'post' | 'url'>): string {
  return `${config().siteUrl}${notice.post === null ? notice.url : lastingPath(notice.post)}`
}

/** The same address that a mail program asks by itself, for those who read it here. */
function endingLink(unsubscribe: string): Part {
  return { kind: 'links', links: [{ label: t('End these mails'), url: unsubscribe }] }
}

function ending(name: string, answers: boolean): Part[] {
  const { siteUrl } = config()
  return [{ kind: 'text', text: t('{0}You get it because you follow this question or wrote in it at {1}. What you are told of, and how, is yours to choose: {2}/settings#notices', answers ? t('Reply to this mail to answer there. ') : '', name, siteUrl) }]
}
