import type { Token } from 'markdown-it'
import { escapedAgain, guarded, literally, unguarded } from './guard'
import { inlineTokens } from './markdown'

/** A paragraph's text as a tree. Text is guarded (see `guard.ts`). */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'wrap'; tag: 'strong' | 'em' | 's' | 'kbd'; mark: string; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'formula'; text: string }
  | { kind: 'link'; url: string; title: string; auto: boolean; children: Inline[] }
  | { kind: 'image'; url: string; alt: string }
  | { kind: 'break' }

/** Reads one paragraph's Markdown. */
export function inlineOf(text: string): Inline[] {
  return inlinesOf(inlineTokens(text))
}

/** The tree of markdown-it's inline tokens. */
export function inlinesOf(tokens: Token[]): Inline[] {
  const root: Inline[] = []
  const open: Inline[][] = [root]
  for (const token of tokens) {
    const into = open.at(-1) ?? root
    if (token.nesting === 1) {
      const children: Inline[] = []
      into.push(opened(token, children))
      open.push(children)
    } else if (token.nesting === -1) {
      if (open.length > 1) open.pop()
    } else if (token.type === 'html_inline') html(token.content, open, root)
    else into.push(leaf(token))
  }
  return joinedTexts(root)
}

/** Escaped signs and unused delimiters are tokens of their own: what stands next to each other is one text. */
function joinedTexts(inlines: Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const inline of inlines) {
    const before = joined.at(-1)
    if (inline.kind === 'text' && before?.kind === 'text') before.text += inline.text
    else if (inline.kind === 'wrap' || inline.kind === 'link') joined.push({ ...inline, children: joinedTexts(inline.children) })
    else if (inline.kind !== 'text' || inline.text !== '') joined.push(inline)
  }
  return joined
}

function opened(token: Token, children: Inline[]): Inline {
  if (token.type === 'link_open') {
    const auto = token.markup === 'autolink'
    return { kind: 'link', url: token.attrGet('href') ?? '', title: token.attrGet('title') ?? '', auto, children }
  }
  const tag = token.tag === 'strong' || token.tag === 's' ? token.tag : 'em'
  return { kind: 'wrap', tag, mark: token.markup, children }
}

function leaf(token: Token): Inline {
  if (token.type === 'code_inline') return { kind: 'code', text: token.content }
  if (token.type === 'formula') return { kind: 'formula', text: token.content }
  if (token.type === 'softbreak' || token.type === 'hardbreak') return { kind: 'break' }
  if (token.type === 'image') return image(token.attrGet('src') ?? '', textOf(inlinesOf(token.children ?? [])))
  return { kind: 'text', text: token.type === 'text_special' ? guarded(token.content) : token.content }
}

/** An image without alternative text is named by its address: something must be there to be read. */
function image(url: string, text: string): Inline {
  return { kind: 'image', url, alt: text === '' ? url : text }
}

/** `<kbd>` holds a venue in some lists; tags of mere form vanish; what else looks like a tag (`<unk>`) is text. */
function html(raw: string, open: Inline[][], root: Inline[]): void {
  const into = open.at(-1) ?? root
  const name = /^<\/?([a-z][a-z0-9-]*)/i.exec(raw)?.[1]?.toLowerCase()
  if (raw === '<kbd>') {
    const children: Inline[] = []
    into.push({ kind: 'wrap', tag: 'kbd', mark: '', children })
    open.push(children)
  } else if (raw === '</kbd>') {
    if (open.length > 1) open.pop()
  } else if (name === 'br') into.push({ kind: 'break' })
  else if (!raw.startsWith('<!--') && !formTags.has(name ?? '')) into.push({ kind: 'text', text: raw.replace(/[<>&\\*_`[\]$]/g, guarded) })
}

const formTags = new Set(['a', 'b', 'big', 'center', 'code', 'details', 'div', 'em', 'font', 'i', 'img', 'kbd', 'mark', 'p', 's', 'small', 'span', 'strong', 'sub', 'summary', 'sup', 'u'])

/** The text alone, guarded: code keeps its backquotes, formulas their signs, white space is one space. */
export function plain(inlines: Inline[]): string {
  return inlines.map(plainOf).join('').replace(/\s+/g, ' ')
}

function plainOf(inline: Inline): string {
  switch (inline.kind) {
    case 'text': return inline.text
    case 'code': return `\`${inline.text}\``
    case 'formula': return inline.text
    case 'break': return ' '
    case 'image': return inline.alt
    default: return inline.children.map(plainOf).join('')
  }
}

/** The text alone, as a person reads it. */
export function textOf(inlines: Inline[]): string {
  return unguarded(plain(inlines)).replace(/\s+/g, ' ').trim()
}

/** The same text as Markdown in one line; what was written plainly stays as it was written. */
export function markdownOf(inlines: Inline[]): string {
  return inlines.map(sourceOf).join('').replaceAll('\n', ' ').trim()
}

/** A line put together from pieces, as it will be read again and again: backquotes that had no partner may have found one, and so on. */
export function settledLine(line: string): string {
  let settled = line
  for (let n = 0; n < settlingMax; n++) {
    const read = markdownOf(inlineOf(settled))
    if (read === settled) break
    settled = read
  }
  return settled
}

/** No line is known that needs more than three. */
const settlingMax = 8

/** One piece as Markdown. */
export function sourceOf(inline: Inline): string {
  switch (inline.kind) {
    case 'text': return escapedAgain(inline.text)
    case 'code': return codeSource(inline.text)
    case 'formula': return inline.text
    case 'break': return ' '
    case 'image': return `![${/[\\`*_[\]<>&$!~]/.test(inline.alt) ? literally(inline.alt) : inline.alt}](${address(inline.url)})`
    case 'wrap': return inline.tag === 'kbd' ? inline.children.map(sourceOf).join('') : `${inline.mark}${inline.children.map(sourceOf).join('')}${inline.mark}`
    case 'link': return linkSource(inline)
  }
}

function linkSource(link: Extract<Inline, { kind: 'link' }>): string {
  if (link.auto) return `<${link.url.replace(/^mailto:/, '')}>`
  const title = link.title === '' ? '' : ` "${link.title.replace(/["\\]/g, '\\$&')}"`
  return `[${link.children.map(sourceOf).join('')}](${address(link.url)}${title})`
}

function codeSource(text: string): string {
  const fence = '`'.repeat(longestRun(text) + 1)
  const padded = text.startsWith('`') || text.endsWith('`') || (/^ .* $/.test(text) && text.trim() !== '') ? ` ${text} ` : text
  return `${fence}${padded}${fence}`
}

/** The length of the longest run of backquotes. */
export function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}

/** An address as the target of a link. */
export function address(url: string): string {
  const whole = url.replace(/[\s\p{Cc}]+/gu, '%20')
  if (/^[\w:/.,?=#%+~@-]+$/.test(whole)) return whole
  return `<${whole.replace(/[\\<>]|&(?=#?\w{1,40};)/g, '\\$&')}>`
}
