/** Names of a title page in parts, as citations want them. What cannot be parted surely stays whole, as a family name alone. */
import type { CitedName } from '@/db/schema'

// Written before a family name and part of it, in whatever case ("Luc De Raedt").
const particles = new Set(('van von vom zu zum zur der den de di da do dos das du del della degli dei le la ten ter op af av bin ibn al el st. st').split(' '))
// "Van" and "Le" are given or family names there.
const vietnamese = new Set('nguyen nguyễn tran trần le lê pham phạm hoang hoàng huynh huỳnh phan vu vũ vo võ dang đặng bui bùi do đỗ ho hồ ngo ngô duong dương ly lý'.split(' '))
const suffixes = /^(?:jr|sr|ii|iii|iv)\.?$/i
const joining = new Set(['y', 'e', 'i'])
// Letters of every script make words: "Ñandú" has no "and" in it.
const groups = /(?<![\p{L}\p{N}])(?:and|team|teams|collaboration|consortium|group|project|initiative|institute|university|laboratory|labs?|research|foundation|committee|society|organi[sz]ation|association|inc|ltd|gmbh|openai|deepmind)(?![\p{L}\p{N}])|[&\d@:]|^the\s/iu
const eastAsian = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー々・·\s]+$/u

/** "Given Family" or "Family, Given" in parts. A group, one word, or a name in Chinese, Japanese or Korean letters without a space has a family name only. */
export function partName(name: string): CitedName {
  const text = name.replace(/\s+/gu, ' ').trim()
  const whole = { family: text, given: null }
  if (eastAsian.test(text)) return partEastAsian(text)
  if (groups.test(text)) return whole
  const [before = '', after, more] = text.split(/\s*,\s*/u)
  if (after !== undefined) {
    if (more !== undefined || after === '' || before === '') return whole
    return suffixes.test(after) ? withSuffix(partWords(before.split(' ')), after) : { family: before, given: after }
  }
  const words = text.split(' ')
  const last = words.at(-1) ?? ''
  return words.length > 2 && suffixes.test(last) ? withSuffix(partWords(words.slice(0, -1)), last) : partWords(words)
}

function partWords(words: string[]): CitedName {
  if (words.length < 2) return { family: words.join(' '), given: null }
  let from = words.length - 1
  // "Ortega y Gasset" is one family name of two.
  if (from >= 3 && joining.has(words[from - 1] ?? '')) from -= 2
  while (from > 1 && isParticle(words, from - 1)) from--
  return { family: words.slice(from).join(' '), given: words.slice(0, from).join(' ') }
}

function isParticle(words: string[], at: number): boolean {
  const word = words[at] ?? ''
  if (!particles.has(word.toLowerCase())) return false
  return word === word.toLowerCase() || !vietnamese.has((words[0] ?? '').toLowerCase())
}

function withSuffix({ family, given }: CitedName, suffix: string): CitedName {
  return { family: `${family} ${suffix}`, given }
}

// They begin with the family name; without a space between them nobody but the person knows where it ends.
function partEastAsian(text: string): CitedName {
  const [family = '', ...given] = text.split(' ')
  return given.length === 0 ? { family: text, given: null } : { family, given: given.join('') }
}

/** "Family, Given", or the family name alone. */
export function turnedName({ family, given }: CitedName): string {
  return given === null ? family : `${family}, ${given}`
}

/** "Given Family" as it is spoken; family first where it is written so. */
export function spokenName({ family, given }: CitedName): string {
  if (given === null) return family
  return eastAsian.test(family) ? `${family}${given}` : `${given} ${family}`
}

/** Given names by their first letters: "J.-P. A."; letters that do not shorten stay. */
export function initialsOfGiven(given: string): string {
  return given.split(' ').filter(part => part !== '').map(part => part.split('-').map(shortened).join('-')).join(' ')
}

function shortened(part: string): string {
  const first = /^\p{L}\p{M}*/u.exec(part)?.[0]
  return first === undefined || eastAsian.test(part) ? part : `${first.toUpperCase()}.`
}
