import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { directionOf, hasRightToLeft, showOverrides } from '@/text/characters'
import { jobOf } from '@/text/job'
import { escapeText } from '@/text/xml'
import { t } from '@/words'

/** How blocks stand in a page: the order of headings, the direction of each block, tables that scroll on their own. */
export function blocks(markdown: MarkdownIt): void {
  markdown.core.ruler.push('outline', state => lowerHeadings(state.tokens))
  markdown.core.ruler.push('directions', giveDirections)
  markdown.renderer.rules['text'] = (tokens, index) => showOverrides(escapeText(tokens[index]?.content ?? ''))
  markdown.renderer.rules['table_open'] = (tokens, index, _options, env) => {
    const job = jobOf(env)
    job.tables += 1
    const direction = tokens[index]?.attrGet('dir') === 'rtl' ? ' dir="rtl"' : ''
    return `<div class="scroll" role="group" aria-label="${t('Table {0}', job.tables)}" tabindex="0"><table${direction}>\n`
  }
  markdown.renderer.rules['table_close'] = () => '</table></div>\n'
  markdown.renderer.rules['checkbox_input'] = (tokens, index) =>
    tokens[index]?.attrGet('checked') === 'checked'
      ? `<input type="checkbox" aria-label="${t('Done')}" checked disabled />`
      : `<input type="checkbox" aria-label="${t('To do')}" disabled />`
}

/**
 * A page's own headings are of the first and second level, so a post's begin at the third. Each goes one deeper than the one
 * it stands under, whatever its number of signs, because a reader by ear takes a skipped level for missing text.
 */
function lowerHeadings(tokens: Token[]): void {
  const above: number[] = []
  for (const token of tokens) {
    // Not the empty ones, which are paragraphs by now.
    if (!/^heading_/.test(token.type) || !/^h[1-6]$/.test(token.tag)) continue
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1))
      while ((above.at(-1) ?? 0) >= level) above.pop()
      above.push(level)
    }
    token.tag = `h${Math.min(6, 2 + above.length)}`
  }
}

const ownDirection = new Set(['paragraph_open', 'heading_open', 'list_item_open'])
const cells = new Set(['td_open', 'th_open'])
const containers = new Set(['blockquote_open', 'bullet_list_open', 'ordered_list_open', 'table_open'])

/**
 * Blocks of text find their direction themselves. What holds them cannot, because `dir="auto"` does not look into elements
 * that have a direction of their own: it takes the direction of the first letter in it. Cells are marked only where a text has
 * letters from right to left at all, because a post can have 40,000 of them.
 */
function giveDirections(state: StateCore): void {
  const open: Token[] = []
  const mixed = hasRightToLeft(state.src)
  for (const token of state.tokens) {
    if (ownDirection.has(token.type) || (mixed && cells.has(token.type))) token.attrSet('dir', 'auto')
    if (containers.has(token.type)) open.push(token)
    else if (containers.has(token.type.replace(/_close$/, '_open')) && token.nesting === -1) open.pop()
    else if (token.type === 'inline' && open.some(container => container.meta === null)) {
      const direction = directionOf(token.content)
      if (direction === undefined) continue
      for (const container of open) {
        if (container.meta !== null) continue
        container.meta = { direction }
        if (direction === 'rtl') container.attrSet('dir', 'rtl')
      }
    }
  }
}
