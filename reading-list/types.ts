/** What a Markdown reading list says, read once and printed back. Lines are 1-based lines of the file it was read from. */
export interface ReadingList {
  head: Head
  topics: Topic[]
  problems: Problem[]
}

/** A line that was not understood, or placed by a guess. */
export interface Problem {
  line: number
  text: string
}

export interface Head {
  title: string | null
  author: string | null
  /** What the thumbs mean, in the author's words. */
  legend: string | null
  /** The licence of what people post. */
  license: string | null
  /** The list that this one restates. */
  source: string | null
  /** Markdown that stands before the first topic and is no legend. */
  intro: string
}

export interface Topic {
  title: string | null
  line: number
  notes: Note[]
  papers: Paper[]
  topics: Topic[]
}

export interface Paper {
  /** Plain text; only `$…$` and backquotes mean something in it. */
  title: string
  line: number
  aliases: string[]
  authors: string[]
  venue: string | null
  year: number | null
  /** Bare and in lower case: `10.1109/cvpr.2019.00718`. */
  doi: string | null
  /** Without version: `1903.07788`. */
  arxiv: string | null
  arxivVersion: number | null
  /** As written; a relative address is kept for the export and leads nowhere on a site. */
  links: Link[]
  rating: Rating | null
  /** The mark as written: `:+1:`, `👎`, `★★★`. */
  mark: string | null
  /** Inline Markdown that stands on the title's line. */
  remark: string | null
  notes: Note[]
  /** The heading of its questions, inline Markdown; null where there is none or no question. */
  questionsIntro: string | null
  questions: Question[]
}

export type Rating = 'up' | 'down'

export interface Link {
  label: string
  url: string
}

export interface Note {
  /** Inline Markdown: paragraphs and fenced code, a blank line between. */
  text: string
  line: number
  notes: Note[]
  /** The answer of the site that it was made of, where it named one (`sources.ts`). */
  source?: number | null
}

export interface Question {
  /** Null only while parsing; afterwards every question has one of its own within its paper. */
  number: number | null
  /** Its bold lead as plain text; not repeated in the body. */
  title: string | null
  /** Block Markdown, with all that is nested in the question. */
  body: string
  line: number
}

/** A paper of which nothing is known but its title. */
export function aPaperNamed(title: string, line: number): Paper {
  return {
    title, line, aliases: [], authors: [], venue: null, year: null, doi: null, arxiv: null, arxivVersion: null,
    links: [], rating: null, mark: null, remark: null, notes: [], questionsIntro: null, questions: [],
  }
}
