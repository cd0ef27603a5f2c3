/** What the filter sees in a text, found once. Pure. */
import { hostsOf, linkedHosts, partsOf, signalsOf } from './signals'
import { wordsOf } from './words'

/** Of a longer text so many different words are counted, which bounds what one decision writes. */
const mostWords = 400
const [shortest, longest] = [3, 24]

export type Text = { title: string | null; body: string }

export type Seen = {
  /** Different words, at most 400. */
  words: string[]
  signals: string[]
  /** Hosts that it names, each once, and the host of every link. */
  hosts: string[]
  linked: string[]
}

/** A text and its title as one. */
export function wholeOf(text: Text): string {
  return `${text.title ?? ''}\n${text.body}`
}

export function seenIn(text: Text): Seen {
  const whole = wholeOf(text)
  const parts = partsOf(whole)
  const linked = linkedHosts(whole)
  const hosts = hostsOf(parts, linked)
  return { words: tellingWords(whole), signals: signalsOf(parts, hosts, linked.length), hosts: [...hosts.linked, ...hosts.bare], linked }
}

function tellingWords(text: string): string[] {
  return Array.from(new Set(wordsOf(text).filter(word => word.length >= shortest && word.length <= longest))).slice(0, mostWords)
}

/** The words and signals of a text, each once. The same text always has the same ones: what was learned of it can be taken back. */
export function tokensOf({ words, signals }: Seen): string[] {
  return [...words, ...signals]
}
