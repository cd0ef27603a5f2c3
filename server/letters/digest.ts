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

export const digestLetter: Composer = async (row, now) => {
  const digest = await readDigest(row, now)
  if (!digest) return null
  const { name } = await readSite()
  const waits = digest.waiting === 1 ? '1 post waits' : `${digest.waiting} posts wait`
  return {
    to: digest.to,
    subject: headerLine(`${waits} for a moderator · ${name}`),
    parts: [...opening(waits, digest), ...digest.items.flatMap(partsOf), ...ending(digest)],
  }
}

function opening(waits: string, { items, waiting, away, awayUntil }: Digest): Part[] {
  const oldest = items.map(item => item.since.getTime()).sort((a, b) => a - b)[0]
  const since = oldest === undefined ? '' : ` The oldest has waited since ${dayInWords(new Date(oldest))}.`
  const awayNow = away ? ` The author is away${awayUntil === null ? '' : ` until ${dayInWords(new Date(awayUntil))}`}.` : ''
  const more = waiting > items.length ? ` The first ${Math.min(items.length, digestMax)} follow; the queue has all.` : ''
  return [
    { kind: 'text', text: `${waits} for a moderator.${since}${awayNow}${more}` },
    { kind: 'links', links: [{ label: 'Open the queue', url: `${config().siteUrl}/moderation` }] },
    ...items.length === 0 ? [] : [{ kind: 'text' as const, text: 'Each link below opens a page that shows the post as it is then, with one button. Opening it changes nothing. It works once, within 7 days, in your name: do not pass this mail on.' }],
  ]
}

const kinds = { question: 'Question', answer: 'Answer', comment: 'Comment' } as const
/** Of a longer text the beginning; the page shows all. */
const shownMax = 2_000

function partsOf(item: DigestItem, at: number): Part[] {
  const { siteUrl } = config()
  const why = item.flagged ? 'Reported by readers; it is public.' : `Held: ${heldInShort(item.heldWhy)}.`
  const because = item.because.length === 0 ? '' : ` Because of: ${item.because.join(', ')}.`
  const address = (secret: string) => `${siteUrl}/moderation/link?token=${secret}`
  return [
    { kind: 'heading', text: `${at + 1}. ${kinds[item.kind]} by ${item.writer}` },
    { kind: 'text', text: `${item.kind === 'question' ? `On: ${item.paper}` : `Under: ${item.question} (${item.paper})`}. Written on ${dayInWords(item.since)}. ${why}${because}` },
    { kind: 'quote', text: shorten(item.title === null ? item.body : `${item.title}\n\n${item.body}`) },
    { kind: 'links', links: [
      { label: item.flagged ? 'Keep' : 'Approve', url: address(item.links.approve) }, { label: 'Reject', url: address(item.links.reject) }, { label: 'Spam', url: address(item.links.spam) },
      { label: 'On the site', url: `${siteUrl}${lastingPath(item.id)}` },
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
    { kind: 'text', text: items.length === 0 ? 'What waits is decided in the queue.' : 'What is not decided goes on waiting; nothing that waits is public.' },
    { kind: 'text', text: `You get this mail because you moderate at ${siteUrl}. An author switches it off at ${siteUrl}/moderation/rules.` },
  ]
}
