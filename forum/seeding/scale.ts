/** How load data differs between a small site, made beside whatever is there, and a large one, made in bulk on an empty site. */
import type { Chance } from './chance'

export type Scale = {
  large: boolean
  /** The years in which it happened: always past, and the same whenever it is made. In ms since 1970. */
  began: number
  ended: number
  /** Comments on a public question or answer, on average, as `Chance.few` takes it. */
  comments: number
  /** Votes, as a share of what a small site gets. */
  votes: number
  /** Different texts, times those of a small site. */
  texts: number
  /** What a topic is divided into; each part is a topic of its own. */
  parts: readonly string[]
  /** Rows of one transaction: posts, papers, people. */
  postsAtOnce: number
  papersAtOnce: number
  peopleAtOnce: number
}

const smallScale: Scale = {
  large: false, began: Date.UTC(2024, 1, 1), ended: Date.UTC(2025, 10, 30), comments: 0.55, votes: 1, texts: 1, parts: [],
  postsAtOnce: 400, papersAtOnce: 100, peopleAtOnce: 300,
}

/** As many comments as questions and answers together, so that 100,000 questions with 400,000 answers make a million posts. */
export const largeScale: Scale = {
  large: true, began: Date.UTC(2018, 1, 1), ended: Date.UTC(2025, 10, 30), comments: 1.45, votes: 0.6, texts: 3,
  parts: ['theory', 'methods', 'benchmarks', 'applications', 'analysis', 'reproductions'],
  postsAtOnce: 20_000, papersAtOnce: 5_000, peopleAtOnce: 10_000,
}

const largeFrom = 20_000

export function scaleOf(given: { questions: number; answers: number }): Scale {
  return given.questions + given.answers >= largeFrom ? largeScale : smallScale
}

/** What moderators find in their queue stays a queue, however large the site: so many of each at most. */
export class Waiting {
  #held = 140
  #flagged = 60

  constructor(private readonly chance: Chance) {}

  /** Whether one more post of this share is held. */
  holds(share: number): boolean {
    if (this.#held === 0 || !this.chance.happens(share)) return false
    this.#held--
    return true
  }

  flags(share: number): boolean {
    if (this.#flagged === 0 || !this.chance.happens(share)) return false
    this.#flagged--
    return true
  }
}

/** Divides answers among questions unevenly, as readers do: a few get many, up to some hundreds, many get few or none. */
export function shares(chance: Chance, answers: number, questions: number): number[] {
  const weights = chance.shuffled(Array.from({ length: questions }, (_, n) => (n + 1 + questions / 2_000) ** -0.7))
  const sums: number[] = []
  for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight)
  const counts = weights.map(() => 0)
  for (let n = 0; n < answers; n++) {
    const place = chance.next() * (sums.at(-1) ?? 0)
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= place) low = middle + 1
      else high = middle
    }
    counts[low] = (counts[low] ?? 0) + 1
  }
  return counts
}
