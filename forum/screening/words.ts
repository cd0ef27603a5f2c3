/** The words of a text as the filter and the comparison of texts see them. Pure. */
import { skeleton } from '@/text/names'

/** Addresses as typed, with or without a scheme. What they hold beyond the host says nothing in words. */
export const address = /(?:\bhttps?:\/\/|\bwww\.)[^\s<>()[\]"'`]+/giu
/** Signs that show nothing and are put inside words to hide them. */
const unseen = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/gu
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’]\p{L}+)*/gu
const plainWord = /[a-z0-9]+(?:'[a-z]+)*/g
/** Scripts that put no spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const latin = /\p{Script=Latin}/u
const lookAlike = /[\p{Script=Cyrillic}\p{Script=Greek}]/u

/** Some signs stand for eighteen once they are unfolded. */
const mostSigns = 50_000

/** The words of a Markdown text in their order, folded: "Casino", "CASINO" and "cаsino" with a Cyrillic letter are one. Addresses
 *  are left out. Of scripts without spaces the pairs of signs are taken for words. */
export function wordsOf(text: string): string[] {
  // Most texts are of plain letters; then nothing is masked, hidden or written without spaces.
  if (!/[^\u0000-\u007f]/.test(text)) return text.slice(0, mostSigns).replace(address, ' ').toLowerCase().match(plainWord) ?? []
  const plain = text.normalize('NFKC').slice(0, mostSigns).replace(unseen, '').replace(address, ' ').toLowerCase()
  return (plain.match(word) ?? []).flatMap(found => unspaced.test(found) ? pairsOf(found) : [unmasked(found).replaceAll('’', '\'')])
}

/** Whether a word of Latin letters holds some of another script that look like them. */
export function isMasked(found: string): boolean {
  return lookAlike.test(found) && latin.test(found)
}

function unmasked(found: string): string {
  return isMasked(found) ? Array.from(found, sign => lookAlike.test(sign) ? skeleton(sign) : sign).join('') : found
}

function pairsOf(run: string): string[] {
  const signs = Array.from(run)
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`)
}
