const htmlSpecials: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as content or quoted attribute value of HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, sign => htmlSpecials[sign] ?? '')
}

/** Text as content of HTML, never of an attribute: quotation marks stay as they are. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, sign => htmlSpecials[sign] ?? '')
}

// XML 1.0, production 2 (Char): everything else is not well-formed, not even as a character reference.
const notXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** Text as content or quoted attribute value of XML (feeds, sitemap). What XML forbids is left out. */
export function escapeXml(text: string): string {
  return escapeHtml(text.replace(notXml, ''))
}

const scriptSpecials: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** A value as JSON that may stand in a script element (JSON-LD): it can neither end the element nor open a comment. */
export function jsonForScript(value: unknown): string {
  // Undefined, functions and symbols have no JSON; null keeps the element parseable.
  const json: string | undefined = JSON.stringify(value)
  return (json ?? 'null').replace(/[<>&\u2028\u2029]/g, sign => scriptSpecials[sign] ?? '')
}
