/**
 * What is known about a text's surroundings. `mode` says what the text is: a `post` (all of Markdown), a reader's `note`
 * (no lists, headings, tables: "1) … 2) …" stays as typed) or a `title` (one line, only mathematics and code).
 */
export type RenderContext = { mode?: 'post' | 'note' | 'title'; links?: ResolvedReferences }

/**
 * Addresses on the site for what was typed. Keys: the number of a question of the same paper, the id of a post, a folded
 * handle, and for a paper its lower-case DOI or its lower-case arXiv id without version; for names between double brackets the
 * name in lower case; for addresses of this `site` the path in one spelling (`placeOfAddress`). What is not here becomes no link.
 */
export type ResolvedReferences = {
  questions?: Record<string, string>
  posts?: Record<string, string>
  people?: Record<string, string>
  papers?: Record<string, string>
  named?: Record<string, string>
  places?: Record<string, string>
  site?: string
}

/** A formula (or a whole text) that could not be set: the source as typed, and why, in a sentence for its writer. */
export type Fault = { source: string; message: string }

/**
 * `html` is safe to put into a page as it is. `text` is the same without marks, formulas as TeX between their delimiters.
 * `links` counts the addresses on other hosts that the writer typed. `italic` and `math` say which fonts the text needs.
 * `plain` is set when the text could not be rendered in its bounds and stands as typed: worth another try later.
 */
export type Rendered = {
  html: string
  text: string
  faults: Fault[]
  links: number
  italic: boolean
  math: boolean
  plain?: true
}

/** One stretch of a comparison: in both texts, only in the later one, or only in the former one. */
export type Change = { kind: 'same' | 'added' | 'removed'; text: string }
