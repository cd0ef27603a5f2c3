/** The filter: judges a text by what was learned of its words and signals. Pure. */
import { isSignal, judge, leastLessons } from './bayes'
import type { Counts, Judged } from './bayes'
import { signalWords, surroundingSignals } from './signals'
import { tokensOf } from './tokens'
import type { Seen } from './tokens'
import { wordsOf } from './words'

/** What the filter knows of a text's words; '' counts the posts. */
export type Known = { lessons: Counts; counts: ReadonlyMap<string, Counts> }

/** Whether it has learned enough to say anything. */
export function hasLearned({ lessons }: Known): boolean {
  return lessons.spam >= leastLessons && lessons.fair >= leastLessons
}

/** A word is telling where at most this share of the approved posts have it. */
const common = 0.08

/** Judges a text in its surroundings: the words of its thread and paper. Null while too little was learned. */
export function filter(seen: Seen, around: string, known: Known): { spam: number; because: string[]; signals: string[] } | null {
  const signals = hasLearned(known) ? surroundingSignals(comparedTo(around, seen, known)) : []
  const judged = judge([...tokensOf(seen), ...signals], known.counts, known.lessons)
  return judged && { spam: judged.likelihood, because: becauseOf(seen, judged), signals }
}

function comparedTo(around: string, { words, hosts }: Seen, known: Known) {
  const thread = new Set(wordsOf(around))
  const fair = (word: string) => known.counts.get(word)?.fair ?? 0
  return {
    words: words.length,
    unknown: words.filter(word => fair(word) === 0 && !thread.has(word)).length,
    shared: words.filter(word => word.length > 3 && thread.has(word) && fair(word) < common * known.lessons.fair).length,
    strangeHosts: hosts.filter(host => isStrange(host, known)).length,
  }
}

function isStrange(host: string, { counts }: Known): boolean {
  return (counts.get(`#host ${host}`)?.fair ?? 0) === 0
}

/** How many links of a text lead to hosts to which no approved post links. */
export function strangeLinks({ linked }: Seen, known: Known): number {
  return linked.filter(host => isStrange(host, known)).length
}

const mostTold = 6

/** What weighed most towards spam, in words: "casino", "4 links", "a link to best-shop.example". */
function becauseOf({ linked }: Seen, judged: Judged): string[] {
  const told = judged.weighed.filter(({ towards }) => towards > 0.6).flatMap(({ token }) => toldAs(token, linked.length))
  return Array.from(new Set(told)).slice(0, mostTold)
}

function toldAs(token: string, links: number): string[] {
  if (!isSignal(token)) return [token]
  if (token.startsWith('#host ')) return [token.slice('#host '.length)]
  if (token.startsWith('#links')) return [links === 1 ? '1 link' : `${links} links`]
  const words = signalWords[token.split(' ')[0] ?? '']
  return words === undefined ? [] : [words]
}
