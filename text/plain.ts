import { isBlank, wellFormed } from '@/text/characters'
import type { Fault, Rendered } from '@/text/rendered'
import { escapeText } from '@/text/xml'

/**
 * The text as typed, in paragraphs, with no mark interpreted: what a post shows when rendering it exceeds its bounds.
 * `fault`, if given, tells the writer why.
 */
export function plain(source: string, fault?: Fault): Rendered {
  const text = wellFormed(source).trim()
  return {
    html: isBlank(text) ? '' : paragraphs(text),
    text,
    faults: fault === undefined ? [] : [fault],
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
