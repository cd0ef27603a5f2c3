/** The mails to those who follow a question by an address alone: the link that confirms it, and each new answer. */
import { config } from '@/config'
import { unsubscribeAddress } from '@/forum/mail-addresses'
import { confirmedFollow, readConfirmMail } from '@/forum/mail-follows'
import { findPost } from '@/forum/one-post'
import { readSite } from '@/forum/site'
import { lastingPath } from '@/forum/urls'
import { nobody } from '@/forum/viewer'
import { headerLine } from '@/text/letter'
import { withoutTex } from '@/text/without-tex'
import { threadListId, threadMessageId } from './letter'
import type { Composer } from './letter'
import { t } from '@/words'

export const followConfirmLetter: Composer = async (row, now) => {
  const mail = await readConfirmMail(row.payload, now)
  if (!mail) return null
  const { siteUrl } = config()
  const { name } = await readSite()
  return {
    to: mail.to, receiver: { mailFollow: mail.id }, subject: headerLine(t('Follow a question at {0}?', name)),
    parts: [
      { kind: 'text', text: t('Somebody, probably you, asked to get new answers to this question at {0}:', name) },
      { kind: 'quote', text: withoutTex(mail.heading) },
      { kind: 'links', links: [{ label: t('Follow by e-mail'), url: `${siteUrl}/follow/confirm?token=${mail.token}` }, { label: t('The question'), url: `${siteUrl}${mail.url}` }] },
      { kind: 'text', text: t('The first link opens a page with one button; it works for 24 hours. If you did not ask for it, do nothing: nothing more is sent, and this address is forgotten in a day.') },
    ],
  }
}

/** A public answer, whole, as it was typed. Nothing where the answer is not public any more, or the follow has ended. */
export const guestNoticeLetter: Composer = async (row, now) => {
  const id = row.payload['post'] ?? ''
  const found = /^[1-9]\d{0,9}$/.test(id) ? await findPost(Number(id), nobody, now) : null
  if (found?.post.state !== 'public' || found.post.kind === 'question') return null
  const { post, question, paper } = found
  const follow = await confirmedFollow(row.payload['mailFollow'], question.id)
  if (!follow) return null
  const { siteUrl } = config()
  const { name } = await readSite()
  const unsubscribe = unsubscribeAddress({ mailFollow: follow.id })
  const thread = threadMessageId(question.id)
  const by = 'guest' in post.writer ? t('{0} (guest)', post.writer.guest) : post.writer.name
  return {
    to: follow.address, receiver: { mailFollow: follow.id }, subject: headerLine(`Re: ${withoutTex(question.heading)}`),
    inReplyTo: thread, references: [thread], listId: threadListId(question.id), unsubscribe,
    parts: [
      { kind: 'text', text: post.kind === 'answer' ? t('{0} answered at {1}:', by, name) : t('{0} commented at {1}:', by, name) },
      { kind: 'quote', text: post.body },
      { kind: 'links', links: [{ label: t('On the site'), url: `${siteUrl}${lastingPath(post.id)}` }] },
      { kind: 'text', text: t('The question: {0} ({1})', withoutTex(question.heading), withoutTex(paper.title)) },
      { kind: 'text', text: t('You get this mail because this address follows the question. One click ends it, and the address is forgotten:') },
      { kind: 'links', links: [{ label: t('Follow no longer'), url: unsubscribe }] },
    ],
  }
}
