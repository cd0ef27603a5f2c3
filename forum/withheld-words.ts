/** What of a moderator's words must not be read by everybody: names, addresses, and what gives hidden words away. */

const address = /\S@\S|@[a-z]|https?:|www\.|\b[a-z0-9-]+\.(?:com|org|net|info|io|biz|edu|ru|cn|de|uk|top|xyz|site|online|shop)\b/i

/** Whether words hold an address, a handle, or one of some names, whole or its longer parts. */
export function namesSomebody(words: string, names: readonly string[]): boolean {
  if (address.test(words)) return true
  const said = ` ${wordsOf(words).join(' ')} `
  return names.flatMap(name => [wordsOf(name).join(' '), ...wordsOf(name).filter(part => part.length >= 4)]).some(name => name !== '' && said.includes(` ${name} `))
}

/** Whether words repeat three words of a text in a row, something between quotation marks that stands in it, a pair of long words, a name, or a long or unusual word of it. */
export function quotes(words: string, text: string): boolean {
  const inText = ` ${wordsOf(text).join(' ')} `
  const said = wordsOf(words)
  const row = said.some((_, at) => at + 3 <= said.length && inText.includes(` ${said.slice(at, at + 3).join(' ')} `))
  const quoted = [...words.matchAll(/["“”„«‘'`]([^"“”„«»’'`]{2,})["“”»’'`]/g)].some(([, part]) => inText.includes(` ${wordsOf(part ?? '').join(' ')} `))
  // Two long words in a row, or a name in the middle of a sentence, are enough to know the text by.
  const pair = said.some((word, at) => word.length >= 5 && (said[at + 1]?.length ?? 0) >= 5 && inText.includes(` ${word} ${said[at + 1]} `))
  const named = [...words.matchAll(/(?<=[\p{Ll},;:] )\p{Lu}\p{L}{3,}/gu)].some(([name]) => inText.includes(` ${name.toLowerCase()} `))
  const rare = said.some(word => (word.length >= 14 || /\p{L}\d|\d\p{L}|\d{4}/u.test(word)) && inText.includes(` ${word} `))
  return row || quoted || pair || named || rare
}

function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** A moderator's words on a post as everybody may read them: null where they name its writer or give its text away. */
export function publicWords(words: string | null, names: readonly string[], text: string): string | null {
  return words === null || words.trim() === '' || namesSomebody(words, names) || quotes(words, text) ? null : words
}
