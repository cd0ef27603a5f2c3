/** How likely a text is spam, by the words and signals in which spam and fair posts differed so far.
 *  G. Robinson, "A statistical approach to the spam problem", Linux Journal 107 (2003): each word's probability drawn towards
 *  one half as far as it was seen seldom, the most telling ones combined by Fisher's method. Pure. */

/** In how many spam and fair posts a word stood. */
export type Counts = { spam: number; fair: number }

/** Weight of the belief that an unknown word says nothing: as if it had been seen so often. */
const belief = 1
/** A word weighs from this far from one half on. */
const leastFar = 0.1
const mostWeighed = 150
/** Until so many posts of each kind were decided the filter says nothing. */
export const leastLessons = 20

export type Weighed = { token: string; towards: number }
export type Judged = { likelihood: number; weighed: Weighed[] }

/** The likelihood, 0…1, and the tokens that weighed, those most for spam first; null where too little was learned.
 *  A text is judged twice, by all its tokens and by its signals alone, and the worse counts: neither the thread's own words, put in
 *  to lull a filter, nor words of a kind of spam never met hide where a text sends its readers. */
export function judge(tokens: string[], counts: ReadonlyMap<string, Counts>, lessons: Counts): Judged | null {
  if (lessons.spam < leastLessons || lessons.fair < leastLessons) return null
  const weighed = tokens.map(token => ({ token, towards: towardsSpam(counts.get(token) ?? { spam: 0, fair: 0 }, lessons) })).filter(({ towards }) => Math.abs(towards - 0.5) >= leastFar)
  const whole = combined(weighed)
  const dress = combined(weighed.filter(({ token }) => isSignal(token)))
  return dress.likelihood > whole.likelihood ? dress : whole
}

export function isSignal(token: string): boolean {
  return token.startsWith('#')
}

function combined(all: Weighed[]): Judged {
  const weighed = all.toSorted((a, b) => Math.abs(b.towards - 0.5) - Math.abs(a.towards - 0.5)).slice(0, mostWeighed)
  if (weighed.length === 0) return { likelihood: 0.5, weighed }
  const spam = 1 - chanceOf(weighed.map(({ towards }) => 1 - towards))
  const fair = 1 - chanceOf(weighed.map(({ towards }) => towards))
  return { likelihood: (1 + spam - fair) / 2, weighed: weighed.sort((a, b) => b.towards - a.towards) }
}

/** Robinson's f(w). Both kinds weigh alike, however many were seen of each. */
function towardsSpam({ spam, fair }: Counts, lessons: Counts): number {
  const [ofSpam, ofFair] = [spam / lessons.spam, fair / lessons.fair]
  const seen = spam + fair
  const told = seen === 0 ? 0.5 : ofSpam / (ofSpam + ofFair)
  return (belief * 0.5 + seen * told) / (belief + seen)
}

/** Fisher: how probable it is that chance alone made these probabilities as small as they are together. */
function chanceOf(probabilities: number[]): number {
  return inverseChiSquare(-2 * probabilities.reduce((sum, one) => sum + Math.log(one), 0), 2 * probabilities.length)
}

/** The probability that chi square with an even number of degrees of freedom is at least `chi`. */
function inverseChiSquare(chi: number, degrees: number): number {
  const half = chi / 2
  // Summed as logarithms: with 150 words the first term alone is below what a number can hold.
  let term = -half
  let sum = Math.exp(term)
  for (let n = 1; n < degrees / 2; n++) {
    term += Math.log(half / n)
    sum += Math.exp(term)
  }
  return Math.min(1, sum)
}
