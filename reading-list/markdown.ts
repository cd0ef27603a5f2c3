import MarkdownIt from 'markdown-it'
import type { StateInline, Token } from 'markdown-it'
import { keepSurplusCells } from './surplus-cells'

/** markdown-it reads no deeper and leaves the rest out in silence; a list within a list counts two. */
const deepest = 100
const longestParagraph = 20_000
/** Signs of emphasis and of links in one paragraph; their pairing costs the square of their number. */
const mostSigns = 1_500
const longestFormula = 2_000

const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false })
// Addresses stay as the author wrote them.
markdown.normalizeLink = url => url.trim()
markdown.inline.ruler.before('escape', 'formula', formula)

/** Markdown's tokens for a whole text, or the sentence that says why it is not read. */
export type Tokens = { ok: true; tokens: Token[] } | { ok: false; sentence: string }

/** Blocks and inline text. Reading stops, with a sentence, before hostile nesting or a hostile paragraph costs time. */
export function tokensOf(source: string): Tokens {
  const env = {}
  const tokens: Token[] = []
  // Not markdown.parse: it would join escaped signs (tokens of their own, which no pattern may read) to the text around them.
  const text = typographicBullets(source)
  markdown.block.parse(text, markdown, env, tokens)
  keepSurplusCells(tokens, text)
  const refusal = refusalOf(tokens)
  if (refusal !== null) return { ok: false, sentence: refusal }
  for (const token of tokens) {
    if (token.type === 'inline') token.children = inlineTokens(token.content, env)
  }
  return { ok: true, tokens }
}

/** The tokens of one paragraph's text. */
export function inlineTokens(text: string, env: object = {}): Token[] {
  const tokens: Token[] = []
  markdown.inline.parse(text, markdown, env, tokens)
  return tokens
}

function refusalOf(tokens: Token[]): string | null {
  if (tokens.some(token => token.level >= deepest - 2)) {
    return `The list is nested more than ${deepest / 2} levels deep; a reading list needs no more than ten.`
  }
  const long = tokens.find(token => token.type === 'inline' && token.content.length > longestParagraph)
  if (long !== undefined) return `Line ${lineOf(long)} begins a paragraph of more than ${longestParagraph.toLocaleString('en-GB')} characters; no such paragraph is read.`
  const crowded = tokens.find(token => token.type === 'inline' && (token.content.match(/[*_~]+|\[/g)?.length ?? 0) > mostSigns)
  if (crowded === undefined) return null
  return `Line ${lineOf(crowded)} begins a paragraph with more than ${mostSigns.toLocaleString('en-GB')} signs such as * or [; no such paragraph is read.`
}

function lineOf(token: Token): number {
  return (token.map?.[0] ?? 0) + 1
}

/**
 * People who copy a list from a page get “•” for its bullets. One sign is put for one sign, so that lines and columns stay.
 * Text inside code fences is left alone.
 */
function typographicBullets(source: string): string {
  if (!/^[ \t]*[•◦▪‣·][ \t]/m.test(source)) return source
  let fenced = false
  return source.split('\n').map(line => {
    if (/^[ \t]*(?:```|~~~)/.test(line)) fenced = !fenced
    return fenced ? line : line.replace(/^([ \t]*)[•◦▪‣·](?=[ \t])/, '$1-')
  }).join('\n')
}

/** Says whether a text shows the bullets of a page it was copied from. */
export function isCopiedFromPage(source: string): boolean {
  return /^[ \t]*[•◦▪‣][ \t]/m.test(source)
}

/** `$…$`, `$$…$$`, `\(…\)` and `\[…\]` stay whole: Markdown would eat their backslashes and underscores. */
function formula(state: StateInline, silent: boolean): boolean {
  const opening = openingAt(state.src, state.pos)
  if (opening === null) return false
  const end = closingAfter(state.src, state.pos + opening.length, opening)
  if (end === null || end > state.posMax) return false
  if (!silent) {
    const token = state.push('formula', '', 0)
    token.content = state.src.slice(state.pos, end).replace(/\s*\n\s*/g, ' ')
  }
  state.pos = end
  return true
}

function openingAt(text: string, at: number): string | null {
  const two = text.slice(at, at + 2)
  if (two === '$$' || two === '\\(' || two === '\\[') return two
  return text[at] === '$' && /\S/.test(text[at + 1] ?? '') ? '$' : null
}

function closingAfter(text: string, from: number, opening: string): number | null {
  const closing = opening === '\\(' ? '\\)' : opening === '\\[' ? '\\]' : opening
  for (let at = from; at < Math.min(text.length, from + longestFormula); at += 1) {
    if (text.startsWith(closing, at)) return closes(text, from, at, closing) ? at + closing.length : null
    // A second beginning before the end: the first was none.
    if (text.startsWith(opening, at)) return null
    if (text[at] === '\\') at += 1
  }
  return null
}

function closes(text: string, from: number, at: number, closing: string): boolean {
  if (at === from) return false
  return closing !== '$' || (/\S/.test(text[at - 1] ?? '') && !/\d/.test(text[at + 1] ?? ''))
}
