import { createHash } from 'node:crypto'
import type { Fault, ResolvedReferences } from '@/text/rendered'

/** What one rendering knows and notes down. It is the parser's environment, so that the parsers can be shared. */
export class Job {
  readonly faults: Fault[] = []
  /** Addresses on other hosts that the writer typed. */
  outsideLinks = 0
  formulas = 0
  equations = 0
  tables = 0
  colouredChars = 0
  /** Two posts on one page may both have a footnote 1; identical texts share their ids, and their notes say the same. */
  readonly idPrefix: string
  /** From where on a text has no such closing mark, so that no stretch is searched twice. */
  readonly missing = { text: '', marks: new Map<string, number>() }

  constructor(
    source: string,
    readonly links: ResolvedReferences,
  ) {
    this.idPrefix = `user-content-${createHash('sha256').update(source).digest('hex').slice(0, 8)}-`
  }
}

/** The job behind a parser's environment, which the parser itself does not type. */
export function jobOf(env: unknown): Job {
  if (env instanceof Job) return env
  throw new Error('A parser of text/ was called without a job.')
}
