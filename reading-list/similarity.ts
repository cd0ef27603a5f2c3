/** The words of a text, in lower case and without punctuation; a text of other signs only is one word. */
export function wordsOf(text: string): Set<string> {
  const words = text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu)
  return new Set(words ?? [text.trim()])
}

/** How many words two texts share, from 0 to 1: Dice's coefficient, twice the common words over all words of both. */
export function similarity(one: Set<string>, other: Set<string>): number {
  const [less, more] = one.size < other.size ? [one, other] : [other, one]
  let common = 0
  for (const word of less) if (more.has(word)) common += 1
  return one.size + other.size === 0 ? 1 : (2 * common) / (one.size + other.size)
}

/** More than this on both sides are not compared with each other: the time would grow with the square. */
const most = 400

/** Pairs the most similar first, each thing at most once, none below the least similarity. */
export function mostSimilar<A, B>(current: A[], next: B[], { textOf, textOfNext, least }: { textOf: (thing: A) => string; textOfNext: (thing: B) => string; least: number }): [A, B][] {
  if (current.length === 0 || next.length === 0 || current.length * next.length > most * most) return []
  const known = current.map(thing => wordsOf(textOf(thing)))
  const wanted = next.map(thing => wordsOf(textOfNext(thing)))
  const scores = known.flatMap((words, at) => wanted.map((others, place) => ({ at, place, score: similarity(words, others) })))
  const taken = { at: new Set<number>(), place: new Set<number>() }
  const pairs: [A, B][] = []
  for (const { at, place } of scores.filter(score => score.score >= least).sort((a, b) => b.score - a.score || a.at - b.at || a.place - b.place)) {
    const one = current[at]
    const other = next[place]
    if (taken.at.has(at) || taken.place.has(place) || one === undefined || other === undefined) continue
    taken.at.add(at)
    taken.place.add(place)
    pairs.push([one, other])
  }
  return pairs
}
