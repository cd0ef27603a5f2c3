/** Spam as it comes to forums, by a seed: families of it, each with sentences of its own that are put together anew for every post.
 *  What they share with life: an address, a messenger, a mailbox or a number to turn to; praise of the thread before the matter;
 *  the thread's own words quoted back; letters replaced, spaced or doubled; other languages; one line or many. */
import { Chance } from '@/forum/seeding/chance'
import { families } from './spam-families'
import type { Family, Way } from './spam-families'

export type SpamFamily = keyof typeof families
export type SpamPost = { family: SpamFamily; title: string | null; body: string }

/** Families that no filter is taught. Named before anything was measured. */
export const unseenFamilies: readonly SpamFamily[] = ['dating', 'recovery', 'journals']

/** So many posts of every family, mixed. `thread` gives the words of the thread that a post pretends to answer. */
export function spamPosts(seed: string, perFamily: number, thread: (n: number) => string = () => ''): SpamPost[] {
  const names = Object.keys(families).filter(isFamily)
  const posts = names.flatMap(family => Array.from({ length: perFamily }, (_, n) => {
    const rng = new Chance(`${seed} ${family} ${n}`)
    return { family, title: rng.below(12) === 0 ? rng.pick(families[family].titles) : null, body: written(rng, families[family], thread(n)) }
  }))
  return new Chance(`${seed} order`).shuffled(posts)
}

function isFamily(name: string): name is SpamFamily {
  return Object.hasOwn(families, name)
}

function written(rng: Chance, family: Family, thread: string): string {
  const [least, most] = family.sentences
  const opening = rng.pick(family.openings)
  const claims = rng.shuffled(family.claims).slice(0, least + rng.below(most - least + 1))
  const call = rng.pick(family.calls)
  const ways = rng.shuffled(family.ways).slice(0, 1 + (rng.below(3) === 0 ? 1 : 0))
  const contact = ways.map(way => wayTo(rng, way, family)).join(rng.pick([' or ', '\n', ' | ', ' / ']))
  const dressed = [dress(rng, thread), opening, ...claims].filter(part => part !== '').map(part => filled(rng, part, family))
  const end = filled(rng, call, family).replace('@', () => contact)
  const body = rng.pick([0, 0, 1, 2]) === 1 ? [end, ...dressed].join(' ') : [...dressed, end].join(rng.pick([' ', ' ', '\n\n']))
  return disguised(rng, loud(rng, body))
}

/** Some pretend to have read what they stand under. */
function dress(rng: Chance, thread: string): string {
  const words = thread.split(/\s+/).filter(word => word.length > 3)
  const of = words.slice(rng.below(Math.max(1, words.length - 4))).slice(0, 4).join(' ')
  return rng.pick([
    '', '', '', '', '', 'Great question, thanks for sharing.', 'Nice post, I learned a lot here.', 'I fully agree with the answer above.', 'Hello everyone here.', 'Thank you for this very informative article.',
    of === '' ? '' : `About ${of} I was also confused.`, of === '' ? '' : `Re: ${of}`,
  ])
}

function filled(rng: Chance, text: string, family: Family): string {
  return text
    .replaceAll('{name}', () => rng.pick(family.names))
    .replaceAll('{person}', () => rng.pick(persons))
    .replaceAll('{place}', () => rng.pick(places))
    .replaceAll('{sum}', () => sum(rng))
    .replaceAll('{n}', () => String(2 + rng.below(98)))
    .replaceAll('{big}', () => String((1 + rng.below(60)) * 50))
}

function sum(rng: Chance): string {
  const amount = (1 + rng.below(90)) * rng.pick([5, 10, 100, 1_000])
  return rng.pick([`$${amount.toLocaleString('en-US')}`, `${amount} USD`, `€${amount}`, `£${amount.toLocaleString('en-GB')}`, `${amount} euros`, `$${amount}`])
}

function wayTo(rng: Chance, way: Way, family: Family): string {
  const name = rng.pick(family.names).toLowerCase().replace(/[^a-z0-9]/g, '')
  const host = `${rng.pick(['', '', 'best', 'my', 'top', 'the', 'get', 'go'])}${name}${rng.pick(['', '', '24', '365', 'online', 'pro', '-hub', 'shop', 'world'])}.${rng.pick(endings)}`
  const path = rng.pick(['', '', '/', `/${name}`, '/?ref=forum', `/promo${rng.below(900)}`, '/en/signup'])
  const handle = `${name}_${rng.pick(['official', 'support', 'agent', 'help', `${rng.below(999)}`])}`
  switch (way) {
    case 'link': return `https://${rng.pick(['', 'www.'])}${host}${path}`
    case 'links': return Array.from({ length: 2 + rng.below(4) }, (_, n) => `https://${host}/${name}-${n + rng.below(50)}`).join('\n')
    case 'bare': return rng.pick([`www.${host}`, host, host.replace('.', '[.]'), host.replace('.', ' dot '), host.replace('.', ' . ')])
    case 'short': return `https://${rng.pick(['bit.ly', 'tinyurl.com', 'cutt.ly', 't.ly', 'is.gd'])}/${rng.below(1e6).toString(36)}${name.slice(0, 3)}`
    case 'telegram': return rng.pick([`Telegram @${handle}`, `https://t.me/${handle}`, `TG: @${handle}`])
    case 'whatsapp': return rng.pick([`WhatsApp ${phone(rng)}`, `https://wa.me/${phone(rng).replace(/\D/g, '')}`, `whatsapp only: ${phone(rng)}`])
    case 'mail': return rng.pick([`${handle}@${rng.pick(['gmail.com', 'outlook.com', 'proton.me', host])}`, `${name} (at) ${host.replace('.', ' (dot) ')}`])
    case 'phone': return rng.pick([phone(rng), `call ${phone(rng)}`, `Phone/SMS ${phone(rng)}`])
    case 'anchor': return `[${rng.pick([...family.names, 'click here', 'this site', 'read more'])}](https://${host}${path})`
  }
}

function phone(rng: Chance): string {
  const digits = (n: number) => Array.from({ length: n }, () => rng.below(10)).join('')
  return rng.pick([`+1 (${digits(3)}) ${digits(3)}-${digits(4)}`, `+44 ${digits(4)} ${digits(6)}`, `+${10 + rng.below(80)}${digits(9)}`, `+91-${digits(10)}`])
}

/** Capitals, exclamation marks, small pictures. */
function loud(rng: Chance, text: string): string {
  const emoji = () => rng.pick(['🔥', '💰', '✅', '👉', '🚀', '💯', '⭐', '❤️', '🎁', '📞'])
  switch (rng.below(10)) {
    case 0: return text.toUpperCase()
    case 1: return `${emoji()}${emoji()} ${text} ${emoji()}`
    case 2: return text.replaceAll('. ', `! ${emoji()} `)
    case 3: return `${text}!!!`
    case 4: return text.replace(/^[^.]*\./, first => first.toUpperCase())
    default: return text
  }
}

/** What is done against filters of words: look-alike letters, spaced letters, digits for letters, signs that show nothing. */
function disguised(rng: Chance, text: string): string {
  const words = text.split(' ')
  const change = (by: (word: string) => string) => words.map(word => /^[a-z]{5,}$/i.test(word) && rng.below(4) === 0 ? by(word) : word).join(' ')
  switch (rng.below(12)) {
    case 0: return change(word => word.replace(/[aeo]/g, sign => ({ a: 'а', e: 'е', o: 'о' })[sign] ?? sign))
    case 1: return change(word => word.replace(/[eio]/g, sign => ({ e: '3', i: '1', o: '0' })[sign] ?? sign))
    case 2: return change(word => word.split('').join(' '))
    case 3: return change(word => `${word.slice(0, 2)}\u200b${word.slice(2)}`)
    default: return text
  }
}

const endings = ['com', 'com', 'net', 'xyz', 'top', 'online', 'shop', 'site', 'info', 'biz', 'club', 'live', 'ru', 'co', 'in']
const persons = ['Martha Green', 'Dr Isaac', 'James Whitfield', 'Anita Kumar', 'Pastor Cole', 'Mrs Elena Petrova', 'Mr Robert', 'Lucas', 'Sarah from Ohio', 'Agent Collins']
const places = ['Texas', 'London', 'Dubai', 'Toronto', 'Mumbai', 'Lagos', 'Berlin', 'Singapore', 'Sydney', 'Manila']
