/** Formulas in a text that was Markdown and has lost its other marks, or in a query: what `text/mathematics.ts` takes for a formula there is one here. Pure, linear. */

const formulasMax = 500

type Looked = { text: string; /** Where each closing mark was found last, and from where it was looked for. */ found: Map<string, { from: number; at: number }>; paragraphEnds: number }
type Delimited = { tex: string; end: number }
/** A formula in a text: its TeX without delimiters, and where it stands with them. */
export type Placed = { tex: string; from: number; to: number }

/** The formulas of a text, in order. */
export function delimited(text: string): Placed[] {
  const formulas: Placed[] = []
  const looked: Looked = { text, found: new Map(), paragraphEnds: -1 }
  for (let at = 0; at < text.length && formulas.length < formulasMax;) {
    const start = nextMark(text, at)
    if (start < 0) break
    const found = formulaAt(looked, start)
    if (found.tex !== '') formulas.push({ tex: found.tex, from: start, to: found.end })
    at = found.end
  }
  return formulas
}

/** A dollar's backslash kept it from beginning a formula; it is not to be read. Only for what stands outside formulas. */
export function withoutEscapes(text: string): string {
  return text.replaceAll('\\$', '$')
}

const marks = /[$\\]/g

function nextMark(text: string, from: number): number {
  marks.lastIndex = from
  return marks.exec(text)?.index ?? -1
}

/** The formula that begins here, or an empty one and where to go on. */
function formulaAt(looked: Looked, start: number): Delimited {
  const { text } = looked
  const two = text.slice(start, start + 2)
  if (two === '\\(' || two === '\\[') return bracketed(looked, start, two)
  if (text[start] === '\\') return { tex: '', end: start + 2 }
  let run = 1
  while (text[start + run] === '$') run += 1
  const none = { tex: '', end: start + run }
  if (run > 2) return none
  const mark = run === 1 ? '$' : '$$'
  const end = endOf(looked, start + run, mark, run === 2 && startsLine(text, start))
  if (end < 0) return none
  const tex = text.slice(start + run, end)
  return isFormula(tex, mark, text[end + run] ?? '') ? { tex: tex.trim(), end: end + run } : none
}

function isFormula(tex: string, mark: string, after: string): boolean {
  if (tex.trim() === '' || tex.includes('`')) return false
  if (mark === '$$') return after !== '$'
  if (/^\s|\s$|^[,.;:?!)]\s/.test(tex)) return false
  // "$5/$6" is money.
  return !/\d/.test(after) || /[\\^_]/.test(tex)
}

const citation = /^[\d\s,;–-]*$/

function bracketed(looked: Looked, start: number, mark: string): Delimited {
  const none = { tex: '', end: start + 2 }
  const { text } = looked
  const end = endOf(looked, start + 2, mark === '\\(' ? '\\)' : '\\]', mark === '\\[' && startsLine(text, start))
  if (end < 0) return none
  const tex = text.slice(start + 2, end).trim()
  if (tex === '' || (mark === '\\[' && (citation.test(tex) || text[end + 2] === '('))) return none
  return { tex, end: end + 2 }
}

/** A display begins a line; only one may hold an empty line. */
function startsLine(text: string, at: number): boolean {
  return at === 0 || text[at - 1] === '\n'
}

/** Where an unescaped mark next stands, before the paragraph ends unless `beyond`; or -1. What was found once is not looked for again. */
function endOf(looked: Looked, from: number, mark: string, beyond: boolean): number {
  const end = nearest(looked, from, mark)
  if (end < 0) return -1
  if (beyond && endsLine(looked.text, end + mark.length)) return end
  if (looked.paragraphEnds < from) {
    const empty = looked.text.indexOf('\n\n', from)
    looked.paragraphEnds = empty < 0 ? looked.text.length : empty
  }
  return end < looked.paragraphEnds ? end : -1
}

function endsLine(text: string, at: number): boolean {
  return at >= text.length || text[at] === '\n'
}

function nearest({ text, found }: Looked, from: number, mark: string): number {
  const known = found.get(mark)
  if (known !== undefined && from >= known.from && (known.at < 0 || from <= known.at)) return known.at
  let at = from
  while (at < text.length && !text.startsWith(mark, at)) at += text[at] === '\\' ? 2 : 1
  const end = at < text.length ? at : -1
  found.set(mark, { from, at: end })
  return end
}
