import { fold } from '@/text/names'

/** Something in a text that may be meant as a reference, from `start` to before `end`, in UTF-16 units. */
export type Reference = { start: number; end: number } & (
  | { kind: 'question'; number: number }
  | { kind: 'post'; number: number }
  | { kind: 'person'; handle: string }
  | { kind: 'arxiv'; id: string; version: string }
  | { kind: 'doi'; doi: string }
)

const foundMax = 200

/**
 * What a text may refer to, for looking it up before rendering: code and links are searched as well, so there can be more
 * here than will be linked. At most 200 of each kind, without repetitions. Handles are folded; arXiv ids are in lower case
 * and without version; DOIs are in lower case.
 */
export function references(source: string): {
  questions: number[]
  posts: number[]
  handles: string[]
  arxiv: string[]
  dois: string[]
} {
  const questions = new Set<number>()
  const posts = new Set<number>()
  const handles = new Set<string>()
  const arxiv = new Set<string>()
  const dois = new Set<string>()
  for (const found of referencesIn(source)) {
    if (found.kind === 'question') addBounded(questions, found.number)
    else if (found.kind === 'post') addBounded(posts, found.number)
    else if (found.kind === 'person') addBounded(handles, found.handle)
    else if (found.kind === 'arxiv') addBounded(arxiv, found.id)
    else {
      addBounded(dois, found.doi.toLowerCase())
      const id = arxivIdOf(found.doi)
      if (id !== undefined) addBounded(arxiv, id)
    }
  }
  return {
    questions: [...questions],
    posts: [...posts],
    handles: [...handles],
    arxiv: [...arxiv],
    dois: [...dois],
  }
}

function addBounded<T>(found: Set<T>, one: T): void {
  if (found.size < foundMax) found.add(one)
}

/** The arXiv id in a DOI that arXiv itself gave (10.48550/arXiv.1903.07788), in lower case and without version. */
export function arxivIdOf(doi: string): string | undefined {
  const match = /^10\.48550\/arxiv\.(.+)$/i.exec(doi)
  return match?.[1]?.toLowerCase().replace(/v\d+$/, '')
}

// "Q2", "Question 2", "question2"; not "Q2.5", "FAQ2", "Q2b". Lower-case q2 is a name in mathematics.
const questionPattern = /(?<![\p{L}\p{N}_#/@$-])(?:Q|[Qq]uestion[ \u00A0]?)(\d{1,4})(?![\p{L}\p{N}_]|\.\d)/gu
const postPattern = /(?<![\p{L}\p{N}_#/&=?-])#post-(\d{1,15})(?![\p{L}\p{N}_-])/gu
// "a@b.org" and "Recall@K" mention nobody, nor does "@media.org"; "ask @ada." does.
const handlePattern = /(?<![\p{L}\p{N}_@./+-])@([a-z][a-z0-9-]{2,29})(?![\p{L}\p{N}_@-]|\.[\p{L}\p{N}])/giu
// arxiv.org/help/arxiv_identifier: YYMM.NNNN and YYMM.NNNNN; before April 2007 archive(.CL)/YYMMNNN.
const arxivPattern =
  /(?<![\p{L}\p{N}_])arxiv: ?(?:(\d{4}\.\d{4,5})|([a-z]{2,12}(?:-[a-z]{2,4})?)(?:\.[a-z]{2})?(\/\d{7}))(v\d{1,3})?(?![\p{L}\p{N}_])/giu
// crossref.org/blog/dois-and-matching-regular-expressions (A. Gilmartin, 2015).
const doiPattern = /(?<![\p{L}\p{N}_])doi: ?(10\.\d{4,9}\/[-._;()/:a-z0-9]{1,200})(?![-._;()/:a-z0-9])/giu

/** All references in a stretch of text, in its order and without overlaps. */
export function referencesIn(text: string): Reference[] {
  const found: Reference[] = []
  for (const match of text.matchAll(questionPattern)) {
    found.push({ kind: 'question', number: Number(match[1]), ...placeOf(match) })
  }
  for (const match of text.matchAll(postPattern)) found.push({ kind: 'post', number: Number(match[1]), ...placeOf(match) })
  for (const match of text.matchAll(handlePattern)) {
    found.push({ kind: 'person', handle: fold(match[1] ?? ''), ...placeOf(match) })
  }
  for (const match of text.matchAll(arxivPattern)) {
    const id = (match[1] ?? `${match[2] ?? ''}${match[3] ?? ''}`).toLowerCase()
    found.push({ kind: 'arxiv', id, version: match[4]?.toLowerCase() ?? '', ...placeOf(match) })
  }
  for (const match of text.matchAll(doiPattern)) {
    const typed = match[1] ?? ''
    const doi = withoutTrailingMarks(typed)
    const { start, end } = placeOf(match)
    found.push({ kind: 'doi', doi, start, end: end - (typed.length - doi.length) })
  }
  return withoutOverlaps(found.sort((a, b) => a.start - b.start || b.end - a.end))
}

function placeOf(match: RegExpExecArray): { start: number; end: number } {
  return { start: match.index, end: match.index + match[0].length }
}

/** A DOI without the full stop or bracket of the sentence around it; a bracket that was opened within stays. */
function withoutTrailingMarks(doi: string): string {
  let opened = 0
  for (const sign of doi) opened += sign === '(' ? 1 : sign === ')' ? -1 : 0
  let end = doi.length
  for (; end > 0; end -= 1) {
    const last = doi[end - 1]
    if (last === ')' && opened < 0) opened += 1
    else if (last !== '.' && last !== ',' && last !== ';' && last !== ':') break
  }
  return doi.slice(0, end)
}

function withoutOverlaps(sorted: Reference[]): Reference[] {
  let free = 0
  return sorted.filter(reference => {
    if (reference.start < free) return false
    free = reference.end
    return true
  })
}
