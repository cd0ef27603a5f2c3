/** What can be seen of a text beside its words: where it sends its readers, and how it is dressed. Of no kind of spam in
 *  particular, so that kinds never met are known by them. A signal is written `#name`, which no word can be. Pure. */
import { address, isMasked } from './words'
import { t } from '@/words'

/** What each signal is called to a moderator; those without a name are counted and not told. */
export const signalWords: Record<string, string> = {
  '#mail': t('an e-mail address'), '#phone': t('a telephone number'), '#chat': t('a messenger'), '#money': t('sums of money'), '#capitals': t('capitals'), '#emoji': t('emoji'), '#exclaims': t('exclamation marks'),
  '#short-link': t('a shortened link'), '#hidden-address': t('an address in disguise'), '#masked': t('letters in disguise'), '#spaced': t('letters spaced out'), '#digits-in-words': t('digits for letters'), '#unseen': t('signs that show nothing'),
  '#strange-host': t('addresses no approved post has'), '#foreign': t('words not used here'), '#apart': t('little of the thread’s words'), '#percent': t('percentages'), '#call-to-visit': t('a call to turn elsewhere'),
}

const link = /\bhttps?:\/\/(?:[^\s/@]{1,64}@)?([\p{L}\p{N}.-]{1,253})|\bwww\.([\p{L}\p{N}.-]{1,200})/giu
/** A name with the ending of a host and no scheme before it: `best-shop.xyz`. */
const bareHost = /(?<![\p{L}\p{N}@/.:_-])([a-z0-9](?:[a-z0-9-]{0,60}[a-z0-9])?\.(?:[a-z]{2,3}|info|online|shop|site|club|store|live|link|click|world|life|space|website))(?![\p{L}\p{N}_.-]{0,80}[(=])(?=[\s/,;:!?)\]]|\.?\s|\.?$)/giu
/** Endings of files that look like those of hosts. */
const files = new Set(['pdf', 'tex', 'bib', 'py', 'js', 'ts', 'md', 'txt', 'zip', 'png', 'jpg', 'gif', 'svg', 'csv', 'cpp', 'rs', 'go', 'sh', 'ps', 'hs', 'ml', 'rb', 'jl', 'gz', 'tar', 'doc', 'ppt', 'xls', 'al', 'eg', 'ie'])
const shorteners = new Set(['bit.ly', 'tinyurl.com', 'cutt.ly', 't.ly', 'is.gd', 't.co', 'goo.gl', 'ow.ly', 'rb.gy', 'rebrand.ly', 'shorturl.at', 'buff.ly', 'v.gd', 's.id'])
const messengers = /\b(?:whats\s?app|telegram|viber|we\s?chat|kik|snapchat|skype|tg|signal app|line id|imo)\b|\bt\.me\/|\bwa\.me\//
const sums = /[$€£]\d|[$€£¥₹₿]\s?\d[\d.,]{0,12}(?![\d$^_\\])|\b\d[\d.,]{0,12}\s?(?:usd|eur|gbp|btc|dollars?|euros?|pounds?|bitcoins?|rupees?)\b/
const references = /\b(?:et al|eqs?\.|fig\.|section|theorem|lemma|appendix|table|figure|equation|definition|proposition|corollary)\b|\[\d{1,3}\]/
const telephone = /(?<![\w.,-])\+?\(?\d{1,4}\)?[ .-]?\(?\d{2,4}\)?[ .-]?\d{3,4}[ .-]?\d{3,6}(?![\w.,]{0,40}\d)|\+\d{9,15}\b/

const inBrackets = /\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\))\s?/giu
const inWords = / (?:dot|\.) (?=(?:[a-z]{2,3}|info|online|shop|site|club|live|link)(?![\p{L}\p{N}]))(?<=[a-z0-9]{3} (?:dot|\.) )/giu

/** With addresses as they are meant: `shop[.]example`, `shop (dot) example` and `shop dot com` are hosts. */
export function undisguised(text: string): string {
  const plain = /[[(]/.test(text) ? text.replace(inBrackets, '.') : text
  return plain.replace(inWords, '.')
}

/** A text in the parts that are looked at: without code, without formulas as well, and without addresses at last. */
export type Parts = { text: string; written: string; plain: string; prose: string }

export function partsOf(text: string): Parts {
  const written = withoutCode(text)
  const plain = withoutFormulas(written)
  return { text, written, plain, prose: plain.replace(address, ' ') }
}

const mostHosts = 20

export type Hosts = { linked: string[]; bare: string[] }

/** The hosts that a text names, at most 20 of either sort, each once, in small letters and without `www.`: of links first, then bare ones. */
export function hostsOf({ text, prose }: Parts, links = linkedHosts(text)): Hosts {
  const linked = new Set(links)
  const bare = new Set(Array.from(undisguised(prose).matchAll(bareHost), ([, host]) => hostIn(host ?? '')))
  return { linked: Array.from(linked).filter(host => host.includes('.')).slice(0, mostHosts), bare: Array.from(bare).filter(host => !linked.has(host) && !files.has(endingOf(host))).slice(0, mostHosts) }
}

function hostIn(found: string): string {
  return found.toLowerCase().normalize('NFC').replace(/^www\./, '').replace(/[.-]+$/, '')
}

function endingOf(host: string): string {
  return host.slice(host.lastIndexOf('.') + 1)
}

/** The host of each link of a text, as often as it is linked. */
export function linkedHosts(text: string): string[] {
  return Array.from(text.matchAll(link), ([, host, www]) => hostIn(host ?? www ?? ''))
}

/** The signals of a text, each once. Those of its surroundings are another matter: see `surroundingSignals`. */
export function signalsOf(parts: Parts, { linked, bare }: Hosts = hostsOf(parts), links = linkedHosts(parts.text).length): string[] {
  const { text, written, plain, prose } = parts
  const low = plain.toLowerCase()
  // Most texts are of plain letters; then what only others can have need not be looked for.
  const onlyAscii = !/[^\u0000-\u007f]/.test(text)
  const words = prose.match(onlyAscii ? /[A-Za-z0-9']{2,}/g : /[\p{L}\p{N}']{2,}/gu) ?? []
  const at = /\(at\)|\[at\]/.test(low)
  const yes: Record<string, boolean> = {
    '#mail': at || (prose.includes('@') && /[\w.+-]{1,64}@[\w-]{1,63}\.\w/.test(prose)),
    '#phone': /\d{3}/.test(prose) && telephone.test(prose),
    '#chat': messengers.test(low),
    '#money': sums.test(low),
    '#percent': /\d\s?%/.test(prose),
    '#short-link': linked.some(host => shorteners.has(host)),
    '#hidden-address': at || undisguised(prose) !== prose,
    '#masked': !onlyAscii && words.some(isMasked),
    '#unseen': !onlyAscii && /[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff]/u.test(text),
    '#spaced': /(?<![\p{L}\p{N}])(?:\p{L} ){4,}\p{L}(?![\p{L}\p{N}])/u.test(prose),
    '#digits-in-words': /[a-z][013457]+[a-z]/.test(low) && words.filter(word => word.length >= 5 && /^\p{L}+[013457]\p{L}+/u.test(word)).length >= 2,
    '#call-to-visit': /[:-]\s*(?:https?:\/\/|www\.|\[)|\bhttps?:\/\/\S+\s*$/.test(text),
    '#formula': plain.length < written.length,
    '#code': written.length < text.length,
    '#quotation': /^>/m.test(text),
    '#reference': references.test(low),
    '#question': prose.includes('?'),
  }
  const plainly = !yes['#formula'] && !yes['#code'] && !yes['#quotation'] && !yes['#reference']
  const capitals = words.filter(word => word.length >= 4 && word === word.toUpperCase() && word !== word.toLowerCase() && !/\d/.test(word)).length
  const emoji = onlyAscii ? 0 : prose.match(/\p{Extended_Pictographic}/gu)?.length ?? 0
  return Array.from(new Set([
    ...Object.entries(yes).flatMap(([name, has]) => has ? [name] : []),
    ...(plainly ? ['#plain'] : []), ...counted('#links', links), ...counted('#exclaims', prose.match(/!/g)?.length ?? 0), ...counted('#emoji', emoji),
    ...(words.length > 0 && capitals / words.length > 0.2 && capitals > 2 ? ['#capitals'] : []),
    ...[...linked, ...bare].flatMap(host => [`#host ${host}`, `#ending ${endingOf(host)}`]),
    ...(bare.length > 0 ? ['#bare-host'] : []),
    `#length ${lengthOf(words.length)}`,
  ]))
}

function counted(name: string, n: number): string[] {
  return n === 0 ? [] : [name, `${name} ${n < 3 ? n : n < 6 ? '3 to 5' : '6 or more'}`]
}

function lengthOf(words: number): string {
  return words < 10 ? 'under 10' : words < 30 ? 'under 30' : words < 80 ? 'under 80' : 'longer'
}

function withoutCode(text: string): string {
  return withoutBetween(text, '```', '```').replace(/`[^`\n]*`/gu, ' ')
}

/** A dollar opens a formula where no space follows it, and closes one where none comes before and no digit after: "$5 to $9" is none. */
function withoutFormulas(text: string): string {
  const pairs = [['$$', '$$'], ['\\(', '\\)'], ['\\[', '\\]']] as const
  return pairs.reduce((left, [open, close]) => withoutBetween(left, open, close), text).replace(/\$(?!\s)[^$\n]*[^$\n\s]\$(?!\d)/gu, ' ')
}

// By hand, not by a pattern: what opens and is never closed must not be searched for its end again and again.
function withoutBetween(text: string, open: string, close: string): string {
  let left = ''
  let at = 0
  for (;;) {
    const from = text.indexOf(open, at)
    const to = from < 0 ? -1 : text.indexOf(close, from + open.length)
    if (to < 0) return left + text.slice(at)
    left += `${text.slice(at, from)} `
    at = to + close.length
  }
}

/** What a text says against its surroundings: the share of its words that no approved text nor the thread has used, how many of
 *  its telling words the thread has too, and whether it links to hosts that no approved post has linked to. */
export type Surroundings = { words: number; unknown: number; shared: number; strangeHosts: number }

export function surroundingSignals({ words, unknown, shared, strangeHosts }: Surroundings): string[] {
  const share = words === 0 ? 0 : unknown / words
  return [
    ...(words < 4 ? [] : [`#foreign ${share < 0.1 ? 0 : share < 0.2 ? 1 : share < 0.3 ? 2 : share < 0.45 ? 3 : 4}`]),
    `#apart ${shared === 0 ? 'wholly' : shared < 3 ? 'nearly' : 'no'}`,
    ...(strangeHosts > 0 ? ['#strange-host', `#strange-host ${strangeHosts < 3 ? strangeHosts : 'many'}`] : []),
  ]
}

/** All signals that surroundings can give. */
export const surroundingTokens = [
  ...[0, 1, 2, 3, 4].map(share => `#foreign ${share}`), '#apart wholly', '#apart nearly', '#apart no', '#strange-host', '#strange-host 1', '#strange-host 2', '#strange-host many',
]
