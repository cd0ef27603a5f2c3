/** What search is measured against: BM25 as in Robertson, Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009, section 3.4. Any word suffices, words as they stand in lower case, no stems. */

export type Document = { id: string; text: string }

const k1 = 1.2
const b = 0.75

export class Bm25 {
  private readonly holders = new Map<string, { at: number; times: number }[]>()
  private readonly lengths: number[]
  private readonly meanLength: number

  constructor(private readonly documents: readonly Document[]) {
    this.lengths = documents.map(({ text }, at) => {
      const words = wordsIn(text)
      const times = new Map<string, number>()
      for (const word of words) times.set(word, (times.get(word) ?? 0) + 1)
      for (const [word, count] of times) this.holders.set(word, [...(this.holders.get(word) ?? []), { at, times: count }])
      return words.length
    })
    this.meanLength = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length)
  }

  /** The ids of what holds any of the words, best first. */
  ranked(query: string, most: number): string[] {
    const scores = new Map<number, number>()
    for (const word of new Set(wordsIn(query))) {
      const holders = this.holders.get(word) ?? []
      const idf = Math.log(1 + (this.documents.length - holders.length + 0.5) / (holders.length + 0.5))
      for (const { at, times } of holders) {
        const norm = k1 * (1 - b + b * (this.lengths[at] ?? 0) / this.meanLength)
        scores.set(at, (scores.get(at) ?? 0) + idf * times * (k1 + 1) / (times + norm))
      }
    }
    return Array.from(scores).toSorted(([one, a], [other, z]) => z - a || one - other).slice(0, most).map(([at]) => this.documents[at]?.id ?? '')
  }
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
