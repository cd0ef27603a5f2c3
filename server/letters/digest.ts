/** The mail with the queue: each post as it was typed, and three links that open a page with one button. */
import { heldInShort } from '@/components/held-words'
import { config } from '@/config'
import { digestMax, readDigest } from '@/forum/digests'
import type { Digest, DigestItem } from '@/forum/digests'
import { readSite } from '@/forum/site'
import { dayInWords } from '@/forum/statements'
import { lastingPath } from '@/forum/urls'
import { headerLine } from '@/text/letter'
import type { Part } from '@/text/letter'
import type { Composer } from './letter'
import { t } from '@/words'

export const digestLetter: Composer = async (row, now) => {
  const digest = await readDigest(row, now)
  if (!digest) return null
  const { name } = await readSite()
  const waits = digest.waiting === 1 ? t('1 post waits') : t('{0} posts wait', digest.waiting)
  return {
    to: digest.to,
    receiver: { person: digest.person },
    subject: headerLine(t('{0} for a moderator · {1}', waits, name)),
    parts: [...opening(waits, digest), ...digest.items.flatMap(partsOf), ...ending(digest)],
  }
}

function opening(waits: string, { items, waiting, away, awayUntil }: Digest): Part[] {
  const oldest = items.map(item => item.since.getTime()).sort((a, b) => a - b)[0]
  const since = oldest === undefined ? '' : t(' The oldest has waited since {0}.', dayInWords(new Date(oldest)))
  const awayNow = away ? t(' The author is away{0}.', awayUntil === null ? '' : t(' until {0}', dayInWords(new Date(awayUntil)))) : ''
  const more = waiting > items.length ? t(' The first {0} follow; the queue has all.', Math.min(items.length, digestMax)) : ''
  return [
    { kind: 'text', text: t('{0} for a moderator.{1}{2}{3}', waits, since, awayNow, more) },
    { kind: 'links', links: [{ label: t('Open the queue'), url: `${config().siteUrl}/moderation` }] },
    ...items.length === 0 ? [] : [{ kind: 'text' as const, text: t('Each link below opens a page that shows the post as it is then, with one button. Opening it changes nothing. It works once, within 7 days, in your name: do not pass this mail on.') }],
  ]
}

const kinds = { question: t('Question'), answer: t('Answer'), comment: t('Comment') } as const
/** Of a longer text the beginning; the page shows all. */
const shownMax = 2_000

function partsOf(item: DigestItem, at: number): Part[] {
  const { siteUrl } = config()
  const why = item.flagged ? t('Reported by readers; it is public.') : t('Held: {0}.', heldInShort(item.heldWhy))
  const because = item.because.length === 0 ? '' : t(' Because of: {0}.', item.because.join(t(', ')))
  const address = (secret: string) => `${siteUrl}/moderation/link?token=${secret}`
  return [
    { kind: 'heading', text: t('{0}. {1} by {2}', at + 1, kinds[item.kind], item.writer) },
    { kind: 'text', text: t('{0}. Written on {1}. {2}{3}', item.kind === 'question' ? t('On: {0}', item.paper) : t('Under: {0} ({1})', item.question, item.paper), dayInWords(item.since), why, because) },
    { kind: 'quote', text: shorten(item.title === null ? item.body : `${item.title}\n\n${item.body}`) },
    { kind: 'links', links: [
      { label: item.flagged ? t('Keep') : t('Approve'), url: address(item.links.approve) }, { label: t('Reject'), url: address(item.links.reject) }, { label: t('Spam'), url: address(item.links.spam) },
      { label: t('On the site'), url: `${siteUrl}${lastingPath(item.id)}` },
    ] },
  ]
}

function shorten(text: string): string {
  // Half a pair of units at the cut is no sign.
  return text.length <= shownMax ? text : `${text.slice(0, shownMax).replace(/[\uD800-\uDBFF]$/u, '')} […]`
}

function ending({ items }: Digest): Part[] {
  const { siteUrl } = config()
  return [
    { kind: 'text', text: items.length === 0 ? t('What waits is decided in the queue.') : t('What is not decided goes on waiting; nothing that waits is public.') },
    { kind: 'text', text: t('You get this mail because you moderate at {0}. An author switches it off at {1}/moderation/rules.', siteUrl, siteUrl) },
  ]
}
