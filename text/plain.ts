import { isBlank, wellFormed } from '@/text/characters'
import type { RenderContext, Rendered } from '@/text/rendered'
import { escapeText } from '@/text/xml'

/**
 * The text as typed, in paragraphs, with no mark interpreted: what a post shows when rendering it exceeds its bounds. A title
 * stays one line without an element around it. `reason`, if given, tells the writer why.
 */
export function plain(source: string, mode: RenderContext['mode'], reason?: string): Rendered {
  const text = wellFormed(source).trim()
  const shown = mode === 'title' ? escapeText(text.replace(/\s+/g, ' ')) : paragraphs(text)
  return {
    html: isBlank(text) ? '' : shown,
    text,
    faults: reason === undefined ? [] : [{ source: '', message: reason }],
    links: 0,
    italic: false,
    math: false,
    plain: true,
  }
}

function paragraphs(text: string): string {
  return text
    .split(/\n[ \t]*\n/)
    .filter(paragraph => !isBlank(paragraph))
    .map(paragraph => `<p dir="auto">${escapeText(paragraph.trim()).replaceAll('\n', '<br />\n')}</p>\n`)
    .join('')
}
