/** How good a ranking is, after published measures. `judged` has the grade of what was judged relevant, 1 to 3; what it does not name is worth nothing. */

export type Judged = Readonly<Record<string, number>>

/** Cumulated gain, discounted by the binary logarithm of the rank from the second on: Järvelin, Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM TOIS 20(4), 2002, formula 2. */
export function dcg(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + (at === 0 ? gain : gain / Math.log2(at + 1)), 0)
}

/** The same as a share of what the best order of all judged would give (there: section 2.2, "relative to the ideal"). */
export function ndcgAt(depth: number, ranked: readonly string[], judged: Judged): number {
  const ideal = dcg(Object.values(judged).toSorted((a, b) => b - a).slice(0, depth))
  return ideal === 0 ? 0 : dcg(ranked.slice(0, depth).map(id => judged[id] ?? 0)) / ideal
}

/** From here on a result answers, and does not only touch. */
export const relevantFrom = 2

/** One by the rank of the first relevant result, nothing where none is found: Voorhees, "The TREC-8 question answering track report", 1999. */
export function reciprocalRank(ranked: readonly string[], judged: Judged): number {
  const at = ranked.findIndex(id => (judged[id] ?? 0) >= relevantFrom)
  return at < 0 ? 0 : 1 / (at + 1)
}

/** The share of relevant ones among the first; a shorter list counts as filled up with others. */
export function precisionAt(depth: number, ranked: readonly string[], judged: Judged): number {
  return ranked.slice(0, depth).filter(id => (judged[id] ?? 0) >= relevantFrom).length / depth
}

export function mean(all: readonly number[]): number {
  return all.length === 0 ? 0 : all.reduce((sum, one) => sum + one, 0) / all.length
}
