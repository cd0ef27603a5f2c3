import { footnote } from '@mdit/plugin-footnote'
import type { MarkdownIt, Token } from 'markdown-it'
import { jobOf } from '@/text/job'
import { t } from '@/words'

/** Footnotes: `[^1]` in the text, `[^1]: …` below it. The short form `^[…]` stays literal: it nests without end. */
export function footnotes(markdown: MarkdownIt): void {
  markdown.use(footnote)
  markdown.inline.ruler.disable('footnoteInline')
  const { rules } = markdown.renderer
  rules['footnote_ref'] = (tokens, index, _options, env) => {
    const { number, name } = placeOf(tokens[index])
    const prefix = jobOf(env).idPrefix
    return `<sup class="footnote-ref"><a href="#${prefix}fn-${number}" id="${prefix}fnref-${name}" aria-label="${t('Footnote {0}', number)}">[${number}]</a></sup>`
  }
  rules['footnote_block_open'] = () => '<div class="footnotes"><ol>\n'
  rules['footnote_block_close'] = () => '</ol></div>\n'
  rules['footnote_open'] = (tokens, index, _options, env) =>
    `<li dir="auto" id="${jobOf(env).idPrefix}fn-${placeOf(tokens[index]).number}">`
  rules['footnote_close'] = () => '</li>\n'
  rules['footnote_anchor'] = (tokens, index, _options, env) => {
    const { number, name } = placeOf(tokens[index])
    return ` <a href="#${jobOf(env).idPrefix}fnref-${name}" class="footnote-backref" aria-label="${t('Back from footnote {0}', number)}">↩\uFE0E</a>`
  }
}

/** The number of a note, and the name of one of the places that refer to it. */
function placeOf(token: Token | undefined): { number: number; name: string } {
  const meta: unknown = token?.meta
  const number = 1 + numberIn(meta, 'id')
  const repeated = numberIn(meta, 'subId')
  return { number, name: repeated > 0 ? `${number}-${repeated}` : String(number) }
}

function numberIn(meta: unknown, key: 'id' | 'subId'): number {
  if (typeof meta !== 'object' || meta === null || !(key in meta)) return 0
  const value: unknown = Object.entries(meta).find(([name]) => name === key)?.[1]
  return typeof value === 'number' ? value : 0
}
