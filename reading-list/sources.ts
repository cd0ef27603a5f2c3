import { address } from './inline'
import type { Note } from './types'

/*
 * A note that was made of an answer names it at its end: `… ([answer](https://example.org/p/12))`. On the site whose address that
 * is it is the note's source; on any other it is a link.
 */
const sourceAtEnd = /(?: |\n\n)\(\[answer\]\(<?([^()\s<>]+\/p\/([1-9]\d{0,8}))>?\)\)$/

/** A note's text with its source behind it; under it where code ends, or a backslash that would mean something before a space. */
export function withSource(text: string, url: string): string {
  const behind = /(?:(?:^|\n)[`~]{3,}|\\)$/.test(text) ? '\n\n' : ' '
  return `${text}${behind}([answer](${address(url)}))`
}

/** The answer that a text names as its source, and the text without it; null where there is none on this site. `base` is the site's address. */
export function sourceNamed(text: string, base: string): { text: string; post: number } | null {
  const found = sourceAtEnd.exec(text)
  const post = Number(found?.[2])
  const before = text.slice(0, found?.index).trimEnd()
  return found === null || before === '' || found[1] !== `${base}/p/${post}` ? null : { text: before, post }
}

/** All answers that notes name as their sources. */
export function sourcesNamed(notes: readonly Note[], base: string): number[] {
  return notes.flatMap(note => {
    const named = sourceNamed(note.text, base)
    return [...named === null ? [] : [named.post], ...sourcesNamed(note.notes, base)]
  })
}

/** Notes as they are written down, each with its source behind it where `urlOf` gives that an address. */
export function namingSources(notes: readonly Note[], urlOf: (post: number) => string | null): Note[] {
  return notes.map(note => {
    const url = note.source ? urlOf(note.source) : null
    return { text: url === null ? note.text : withSource(note.text, url), line: note.line, notes: namingSources(note.notes, urlOf) }
  })
}
