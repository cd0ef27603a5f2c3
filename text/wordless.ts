import type { MarkdownIt, Token } from 'markdown-it'
import { isBlank } from '@/text/characters'
import { typedFormula } from '@/text/mathematics'

/**
 * What has only a formula in it, or nothing, has no name for assistive technology, which does not look into MathML for one.
 * A link then gets its TeX as a name; an empty heading becomes a paragraph and an empty header cell an ordinary cell.
 */
export function wordless(markdown: MarkdownIt): void {
  markdown.core.ruler.push('wordless', state => {
    state.tokens.forEach((token, index) => {
      const [before, after] = [state.tokens[index - 1], state.tokens[index + 1]]
      if (token.type !== 'inline' || token.children === null) return
      nameLinks(token.children)
      if (hasWords(token.children) || before === undefined || after === undefined) return
      if (before.type === 'th_open') before.tag = after.tag = 'td'
      if (before.type === 'heading_open') before.tag = after.tag = 'p'
    })
  })
}

function nameLinks(tokens: Token[]): void {
  let open: Token | undefined
  let within: Token[] = []
  for (const token of tokens) {
    if (token.type === 'link_open') {
      open = token
      within = []
    } else if (token.type === 'link_close' && open !== undefined) {
      if (!hasWords(within)) open.attrSet('aria-label', within.map(nameOf).join(' ').trim() || (open.attrGet('href') ?? ''))
      open = undefined
    } else within.push(token)
  }
}

function nameOf(token: Token): string {
  return token.type === 'math_inline' ? typedFormula(token) : token.content
}

function hasWords(tokens: Token[]): boolean {
  return tokens.some(token => token.type === 'footnote_ref' || (token.type !== 'math_inline' && !isBlank(token.content)))
}
