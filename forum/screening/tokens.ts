/** What the filter counts in a text: each word once. Pure. */
import { wordsOf } from './words'

/** Of a longer text so many different words are counted, which bounds what one decision writes. */
const mostWords = 400
const shortest = 3

/** The different words of a text, at most 400. The same text always has the same ones: what was learned can be taken back. */
export function tokensOf(text: { title: string | null; body: string }): string[] {
  return [...new Set(wordsOf(`${text.title ?? ''}\n${text.body}`).filter(word => word.length >= shortest))].slice(0, mostWords)
}
