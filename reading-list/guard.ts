/*
 * An escaped sign (`\:`, `&#x1F44D;`) is meant literally, so no pattern may read it as a mark or an attribute. While text is being
 * read, the 32 signs that Markdown can escape stand as the 32 noncharacters U+FDD0 to U+FDEF, and any other sign written as an
 * entity is followed by U+FFFE. U+FFFF stands for a link, U+1FFFF around a number for a piece of Markdown that is kept whole.
 * None of them may occur in a file (Unicode 16, 23.7); `cleared` replaces them where they do.
 */
const signs = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const first = 0xfdd0
const after = '\uFFFE'

/** Replaces the noncharacters that this reader needs for itself. */
export function cleared(text: string): string {
  return text.replace(/[\uFDD0-\uFDEF\uFFFE\uFFFF\u{1FFFF}]/gu, '\uFFFD')
}

/** A sign that was escaped in the source, hidden from all patterns. */
export function guarded(sign: string): string {
  const at = signs.indexOf(sign)
  return sign.length === 1 && at >= 0 ? String.fromCharCode(first + at) : sign + after
}

/** The text as a person reads it. */
export function unguarded(text: string): string {
  return text.replace(/[\uFDD0-\uFDEF]/g, sign => signOf(sign)).replaceAll(after, '')
}

/** The text as Markdown source, escapes written again. Attributes have been read by then: what still looks like one is text. */
export function escapedAgain(text: string): string {
  return text
    .replaceAll('{:', `${guarded('{')}:`)
    .replace(/[\uFDD0-\uFDEF]/g, sign => escaped(signOf(sign)))
    .replace(/([\uD800-\uDBFF][\uDC00-\uDFFF]|[^])\uFFFE/g, (_, sign: string) => (/^[\p{L}\p{N}]$/u.test(sign) ? sign : entity(sign)))
}

/** Pieces of Markdown that are kept whole while the text around them is taken apart. */
export class Pieces {
  private readonly kept: string[] = []

  /** Puts a piece aside; what comes back stands for it. */
  keep(markdown: string): string {
    const digits = (this.kept.push(markdown) - 1).toString(16).replace(/./g, digit => String.fromCharCode(first + parseInt(digit, 16)))
    return `\u{1FFFF}${digits}\u{1FFFF}`
  }

  /** The text as Markdown source, every piece in its place again. */
  restored(text: string): string {
    return text.split('\u{1FFFF}').map((part, at) => (at % 2 === 0 ? escapedAgain(part) : (this.kept[numberOf(part)] ?? ''))).join('')
  }
}

function numberOf(digits: string): number {
  return Array.from(digits, digit => digit.charCodeAt(0) - first).reduce((number, digit) => number * 16 + digit, 0)
}

/** Every sign that could mean something written as an escape, so that it is read literally. */
export function literally(text: string): string {
  return text
    .replace(/[!-/:-@[-`{-~]/g, escaped)
    .replace(/[\p{Extended_Pictographic}★☆\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, sign => (sign.charCodeAt(0) < 128 ? sign : entity(sign)))
}

/** A backslash before a bracket begins a formula. */
function escaped(sign: string): string {
  return sign === '(' || sign === '[' ? entity(sign) : `\\${sign}`
}

function signOf(guard: string): string {
  return signs[guard.charCodeAt(0) - first] ?? ''
}

function entity(sign: string): string {
  return `&#x${(sign.codePointAt(0) ?? 0xfffd).toString(16).toUpperCase()};`
}
