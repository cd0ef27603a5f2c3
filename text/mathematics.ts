import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it'
import { showControls } from '@/text/characters'
import { scrolling, setFormula, type Place } from '@/text/formula'
import { jobOf, type Job } from '@/text/job'
import { escapeText } from '@/text/xml'
import { t } from '@/words'

const formulasMax = 500

/**
 * Formulas in Markdown: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`, and fences of the language "math". The brackets come before Markdown's own backslash escapes. What is
 * opened by `$$` or `\[` at the start of a line and closed at the end of one is a display; elsewhere it is set in the line.
 */
export function mathematics(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'math_brackets', brackets)
  markdown.inline.ruler.before('escape', 'math_dollars', dollars)
  markdown.block.ruler.before('blockquote', 'math_block', displays, { alt: ['paragraph', 'reference', 'blockquote', 'list'] })
  markdown.core.ruler.after('block', 'math_fences', state => state.tokens.filter(isMathFence).forEach(asDisplay))
  markdown.renderer.rules['math_inline'] = (tokens, index, _options, env) => inline(tokens[index], jobOf(env))
  markdown.renderer.rules['math_block'] = (tokens, index, _options, env) => block(tokens[index], jobOf(env))
}

function isMathFence(token: Token): boolean {
  return token.type === 'fence' && token.info.trim() === 'math'
}

function asDisplay(token: Token): void {
  token.type = 'math_block'
  token.markup = '$$'
  token.content = token.content.trim()
}

const closings: Record<string, string> = { '$': '$', '$$': '$$', '\\(': '\\)', '\\[': '\\]' }

/** A formula as it was typed, with its delimiters. */
export function typedFormula(token: Token): string {
  return `${token.markup}${token.content}${closings[token.markup] ?? ''}`
}

function inline(token: Token | undefined, job: Job): string {
  if (token === undefined) return ''
  const set = setCounted(token.content, token.markup === '$' || token.markup === '\\(' ? 'line' : 'sentence', job)
  if (set.ok) return scrolling(set.html, token.content)
  return faulty(token, set.message, job, 'span')
}

function block(token: Token | undefined, job: Job): string {
  if (token === undefined) return ''
  const set = setCounted(token.content, 'block', job)
  if (!set.ok) return `${faulty(token, set.message, job, 'p')}\n`
  job.equations += 1
  const number = set.tag === undefined ? '' : `<span class="eqno">${escapeText(set.tag)}</span>`
  const name = set.tag === undefined ? String(job.equations) : escapeText(set.tag).replaceAll('"', '')
  return `<div class="eq" tabindex="0" role="group" aria-label="${t('Equation {0}', name)}">${set.html}${number}</div>\n`
}

function setCounted(tex: string, place: Place, job: Job) {
  job.formulas += 1
  if (job.formulas > formulasMax) {
    return { ok: false, message: `A text can have ${formulasMax} formulas; this one is shown as typed.` } as const
  }
  return setFormula(tex, place)
}

function faulty(token: Token, message: string, job: Job, element: 'span' | 'p'): string {
  job.faults.push({ source: typedFormula(token), message })
  const source = showControls(escapeText(typedFormula(token)))
  return `<${element} class="tex-fault" role="note"><code>${source}</code> <span class="tex-reason">(${escapeText(message)})</span></${element}>`
}

/** `$…$` much as Pandoc reads it, so that prices stay prices: no space inside the delimiters, no digit after the closing one. */
function dollars(state: StateInline, silent: boolean): boolean {
  const { src, pos: start, posMax } = state
  if (src[start] !== '$') return false
  let run = 1
  while (start + run < posMax && src[start + run] === '$') run += 1
  const mark = run === 1 ? '$' : '$$'
  const end = run > 2 ? -1 : endOf(state, start + run, mark)
  if (end < 0 || !isFormula(src, start + run, end, mark)) return literal(state, run, silent)
  return formula(state, { from: start + run, to: end, mark }, silent)
}

function isFormula(src: string, from: number, to: number, mark: string): boolean {
  const content = src.slice(from, to)
  // Code binds tighter than mathematics; a backtick is hardly ever part of a formula.
  if (content.trim() === '' || content.includes('`')) return false
  if (mark === '$$') return src[to + 2] !== '$'
  if (/^\s|\s$|^[,.;:?!)]\s/.test(content)) return false
  // "$5/$6" is money, "3$\times$3" is not.
  return !/\d/.test(src[to + 1] ?? '') || /[\\^_]/.test(content)
}

function literal(state: StateInline, length: number, silent: boolean): boolean {
  if (!silent) state.pending += state.src.slice(state.pos, state.pos + length)
  state.pos += length
  return true
}

function formula(state: StateInline, found: { from: number; to: number; mark: string }, silent: boolean): boolean {
  if (!silent) {
    const token = state.push('math_inline', 'math', 0)
    token.markup = found.mark
    token.content = state.src.slice(found.from, found.to)
  }
  state.pos = found.to + found.mark.length
  return true
}

// An escaped citation mark, "\[14\]" or "\[3, 7--9\]", and an escaped link, "\[name\](…)", are what the escapes were made for.
const citation = /^[\d\s,;–-]*$/

function brackets(state: StateInline, silent: boolean): boolean {
  const { src, pos: start } = state
  const mark = src.slice(start, start + 2)
  if (mark !== '\\(' && mark !== '\\[') return false
  const end = endOf(state, start + 2, closings[mark] ?? '')
  if (end < 0) return false
  if (mark === '\\[' && (citation.test(src.slice(start + 2, end)) || src[end + 2] === '(')) return false
  if (src.slice(start + 2, end).trim() === '') return false
  return formula(state, { from: start + 2, to: end, mark }, silent)
}

/** Where an unescaped mark next stands, or -1. A mark once missing is not looked for again further on. */
function endOf(state: StateInline, from: number, mark: string): number {
  const { missing } = jobOf(state.env)
  if (missing.text !== state.src) {
    missing.text = state.src
    missing.marks.clear()
  }
  if (from >= (missing.marks.get(mark) ?? Infinity)) return -1
  for (let at = from; at < state.posMax; at += 1) {
    if (state.src.startsWith(mark, at) && at + mark.length <= state.posMax) return at
    if (state.src[at] === '\\') at += 1
  }
  // Within a link's text the search ends early, and says nothing of what comes after.
  if (state.posMax === state.src.length) missing.marks.set(mark, from)
  return -1
}

function displays(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const first = lineOf(state, startLine)
  const mark = first.slice(0, 2)
  if (mark !== '$$' && mark !== '\\[') return false
  const found = closedAt(state, { startLine, endLine, mark, rest: first.slice(2) })
  if (found === undefined || found.tex === '' || (mark === '\\[' && citation.test(found.tex))) return false
  if (silent) return true
  const token = state.push('math_block', 'math', 0)
  token.block = true
  token.markup = mark
  token.content = found.tex
  token.map = [startLine, found.line + 1]
  state.line = found.line + 1
  return true
}

/**
 * The lines up to the one that the closing mark ends. Only a display whose opening mark stands alone may have blank lines, and
 * none has another opening mark in it: a stray `$$` then never swallows the rest of a post, and no line is searched twice.
 */
function closedAt(
  state: StateBlock,
  opened: { startLine: number; endLine: number; mark: string; rest: string },
): { tex: string; line: number } | undefined {
  const close = closings[opened.mark] ?? ''
  const alone = opened.rest.trim() === ''
  const lines: string[] = []
  for (let line = opened.startLine; line < opened.endLine; line += 1) {
    const text = (line === opened.startLine ? opened.rest : lineOf(state, line)).trimEnd()
    if (line > opened.startLine) {
      if (text === '' ? !alone : (state.sCount[line] ?? 0) < state.blkIndent) return undefined
    }
    const at = unescaped(text, close)
    if (at >= 0) {
      if (at !== text.length - close.length) return undefined
      lines.push(text.slice(0, at))
      return { tex: lines.join('\n').trim(), line }
    }
    if (unescaped(text, opened.mark) >= 0) return undefined
    lines.push(text)
  }
  return undefined
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
}

/** Where a mark stands that no backslash takes away ("\\[2pt]" opens nothing), or -1. */
function unescaped(text: string, mark: string): number {
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith(mark, at)) return at
    if (text[at] === '\\') at += 1
  }
  return -1
}
