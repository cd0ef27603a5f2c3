/** A mail's text from its parts: plain, and light HTML beside it that says the same. Pure.
 *
 *  No colours are set, so that each reader's own, light or dark, stay; nothing is loaded from anywhere (SECURITY R5). */
import { escapeHtml, escapeText } from './xml'

export type Part =
  /** A sentence or a few. */
  | { kind: 'text'; text: string }
  | { kind: 'heading'; text: string }
  /** Somebody's words as they typed them: Markdown and TeX stay source. */
  | { kind: 'quote'; text: string }
  | { kind: 'links'; links: { label: string; url: string }[] }

/** The parts as plain text. */
export function letterText(parts: readonly Part[]): string {
  return `${parts.map(textOf).join('\n\n')}\n`
}

/** The parts as an HTML document in a language. */
export function letterHtml(parts: readonly Part[], language = { tag: 'en', direction: 'ltr' }): string {
  const head = '<meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
  return `<!doctype html><html lang="${language.tag}" dir="${language.direction}"><head>${head}</head><body style="font-family: Georgia, serif; font-size: 16px; line-height: 1.5; max-width: 40em;">\n${parts.map(htmlOf).join('\n')}\n</body></html>\n`
}

/** A line that may stand in a header of a mail: no controls, no breaks, at most so many characters. */
export function headerLine(text: string, most = 150): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(unruly, '').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`
}

// What turns the order of signs round, or shows nothing: a quoted text must not reach beyond its place.
const unruly = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu

function cleaned(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(controls, '').replace(unruly, '')
}

function textOf(part: Part): string {
  switch (part.kind) {
    case 'text': return cleaned(part.text)
    case 'heading': return `${cleaned(part.text)}\n${'-'.repeat(Math.min(cleaned(part.text).length, 60))}`
    case 'quote': return cleaned(part.text).split('\n').map(line => `> ${line}`.trimEnd()).join('\n')
    case 'links': return part.links.map(link => `${cleaned(link.label)}: ${link.url}`).join('\n')
  }
}

function htmlOf(part: Part): string {
  switch (part.kind) {
    case 'text': return `<p>${escapeText(cleaned(part.text))}</p>`
    case 'heading': return `<h2 style="font-size: 1.1em; margin: 2em 0 0.5em;">${escapeText(cleaned(part.text))}</h2>`
    case 'quote': return `<blockquote dir="auto" style="margin: 0 0 1em; padding-left: 1em; border-left: 3px solid; white-space: pre-wrap;">${escapeText(cleaned(part.text))}</blockquote>`
    case 'links': return `<p>${part.links.map(link => `<a href="${escapeHtml(link.url)}" style="display: inline-block; padding: 0.5em 1em 0.5em 0;">${escapeText(cleaned(link.label))}</a>`).join(' ')}</p>`
  }
}
