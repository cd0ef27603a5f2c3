import { tasklist } from '@mdit/plugin-tasklist'
import MarkdownIt from 'markdown-it'
import { blocks } from '@/text/blocks'
import { code } from '@/text/code'
import { footnotes } from '@/text/footnotes'
import { links } from '@/text/links'
import { mathematics } from '@/text/mathematics'
import { wordless } from '@/text/wordless'

/** The parser's own bound: it drops what is nested deeper. `render` shows such a text as typed, so that none of it is lost. */
export const nestingMax = 100

/** Everything Markdown can do here: CommonMark, tables, footnotes, task lists, formulas. Raw HTML is text. */
export const posts = base().use(blocks).use(footnotes).use(tasklist, { label: false, itemClass: 'task', containerClass: 'tasks' })

/**
 * A reader's note on a paper: what such notes begin lines with, "1) …", "> 10 %", "[3]: …", is meant as it stands.
 */
export const notes = base()
  .use(blocks)
  .disable(['list', 'heading', 'lheading', 'hr', 'table', 'blockquote', 'code', 'reference'])

/** A title: formulas and code; of Markdown's escapes only the one that keeps a dollar a dollar. */
export const titles = base()
  .use(blocks)
  .disable(['emphasis', 'strikethrough', 'link', 'image', 'autolink', 'entity', 'escape', 'linkify', 'newline', 'references'])
titles.inline.ruler.before('math_brackets', 'escaped_dollar', (state, silent) => {
  if (!state.src.startsWith('\\$', state.pos)) return false
  if (!silent) state.pending += '$'
  state.pos += 2
  return true
})

function base(): MarkdownIt {
  return new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false })
    .use(mathematics)
    .use(code)
    .use(links)
    .use(wordless)
}
