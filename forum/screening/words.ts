/** The words of a text as the filter and the comparison of texts see them. Pure. */

/** Addresses as typed, with or without a scheme. What they hold beyond the host says nothing in words. */
const address = /(?:\bhttps?:\/\/|\bwww\.)[^\s<>()[\]"'`]+/giu
// Signs that show nothing and are put inside words to hide them.
const unseen = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/gu
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}]+)*/gu
/** Scripts that put no spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

const longest = 24

/** The words of a Markdown text in their order, folded: "Casino", "CASINO" and "casino" are one. Addresses are left out.
 *  Of scripts without spaces the pairs of signs are taken for words. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').replace(unseen, '').replace(address, ' ').toLowerCase()
  return (plain.match(word) ?? []).flatMap(found => unspaced.test(found) ? pairsOf(found) : found.length > longest ? [] : [found.replaceAll('’', '\'')])
}

function pairsOf(run: string): string[] {
  const signs = Array.from(run)
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`)
}
