import type { Token } from 'markdown-it'
import { typedFormula } from '@/text/mathematics'

/** The words of a parsed text without its marks: blocks apart by an empty line, formulas as TeX between their delimiters. */
export function plainText(tokens: Token[]): string {
  const parts = tokens.map(partOf).join('')
  return parts.replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n').trim()
}

const ends = new Set(['paragraph_close', 'heading_close', 'list_item_close', 'blockquote_close', 'table_close'])

function partOf(token: Token): string {
  if (token.type === 'inline') return inlineText(token.children ?? [])
  if (token.type === 'fence' || token.type === 'code_block') return `${token.content}\n`
  if (token.type === 'math_block') return `${typedFormula(token)}\n\n`
  if (token.type === 'td_close' || token.type === 'th_close') return ' '
  if (token.type === 'tr_close') return '\n'
  if (ends.has(token.type)) return token.hidden ? '\n' : '\n\n'
  return ''
}

function inlineText(tokens: Token[]): string {
  return tokens
    .map(token => {
      if (token.type === 'math_inline') return typedFormula(token)
      if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n'
      return token.content
    })
    .join('')
}
