import type { MarkdownIt, StateInline } from 'markdown-it'

/**
 * Bare http and https addresses become links. In place of the parser's own rule, whose search for brackets takes a second on
 * 40,000 characters of "https://a.b/(" and which guesses at domains and mail addresses that nobody meant as links.
 */
export function addresses(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('linkify', bareAddress)
}

// After the scheme: a host begins with a letter, a digit or a bracket (IPv6). White space, quotes and the full stops, commas
// and brackets of Chinese and Japanese end an address.
const afterScheme = /:\/\/[\p{L}\p{N}[][^\s<>"`{}|\\^“”„‘’«»\u3000-\u303F\uFF01-\uFF20\p{Cc}]{0,2040}/uy

function bareAddress(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state
  if (!src.startsWith('://', pos) || isWithinLink(state)) return false
  // The scheme was read as text before the colon; silently read text is not kept, so the source is looked at.
  const scheme = /(?<![\p{L}\p{N}_+.-])https?$/iu.exec(src.slice(Math.max(0, pos - 6), pos))?.[0]
  afterScheme.lastIndex = pos
  const rest = afterScheme.exec(src)?.[0]
  if (scheme === undefined || rest === undefined) return false
  const address = `${scheme}${withoutSentenceMarks(rest)}`
  const href = state.md.normalizeLink(address)
  if (!state.md.validateLink(href)) return false
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length)
    Object.assign(state.push('link_open', 'a', 1), { attrs: [['href', href]], markup: 'linkify' })
    state.push('text', '', 0).content = state.md.normalizeLinkText(address)
    state.push('link_close', 'a', -1)
  }
  state.pos = pos + address.length - scheme.length
  return true
}

/** The parser counts the links it is in, though its types do not tell. */
function isWithinLink(state: StateInline): boolean {
  const level: unknown = Reflect.get(state, 'linkLevel')
  return typeof level === 'number' && level > 0
}

const pairs: Record<string, string> = { ')': '(', ']': '[' }

/** Without the full stop or bracket of the sentence around it; a bracket that the address itself opened stays. */
function withoutSentenceMarks(address: string): string {
  const opened: Record<string, number> = { '(': 0, '[': 0 }
  for (const sign of address) {
    if (sign in opened) opened[sign] = (opened[sign] ?? 0) + 1
    const pair = pairs[sign]
    if (pair !== undefined) opened[pair] = (opened[pair] ?? 0) - 1
  }
  let end = address.length
  for (; end > 0; end -= 1) {
    const last = address[end - 1] ?? ''
    const pair = pairs[last]
    if (pair !== undefined && (opened[pair] ?? 0) < 0) opened[pair] = (opened[pair] ?? 0) + 1
    else if (!'.,:;!?*_~\''.includes(last)) break
  }
  return address.slice(0, end)
}
