// More marks than this on one letter occur in no script; piles of them paint over the lines around.
const marksMax = 8
const pileOfMarks = new RegExp(`([\\p{M}\\u200C\\u200D]{${marksMax}})[\\p{M}\\u200C\\u200D]+`, 'gu')

/** Input as every other function here expects it: NFC, no NUL, no half surrogates, lines ended by \n, no piles of marks. */
export function wellFormed(source: string): string {
  return source
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .normalize('NFC')
    .replace(pileOfMarks, '$1')
}

const visible = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Whether nothing can be seen of the text: white space, zero-width and control characters, marks without a letter. */
export function isBlank(text: string): boolean {
  return !visible.test(text)
}

/** Embeddings, overrides, isolates and marks that change the direction of the text around them (UAX 9, section 2). */
export const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

// C0 and C1, soft hyphen, bidi controls, zero-width characters, line separators, invisible operators, tags. The joiners are
// left alone: they belong to words and emoji in string literals.
const invisibleInCode =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu

/** Escaped code with its invisible characters written out, so that it cannot read otherwise than it runs (CVE-2021-42574). */
export function showControls(escapedCode: string): string {
  return escapedCode.replace(invisibleInCode, sign => `<span class="ctl" title="${nameOf(sign)}">${nameOf(sign)}</span>`)
}

const overrides = /[\u202D\u202E]/gu

/** Prose with its direction overrides written out; embeddings and isolates, which mixed text needs, stay and end with the block. */
export function showOverrides(escaped: string): string {
  return escaped.replace(overrides, sign => `<span class="ctl" title="${nameOf(sign)}">${nameOf(sign)}</span>`)
}

function nameOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

const letter = /\p{L}/u
const rightToLeft =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Whether any letter is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeft.test(text)
}

/** The direction of the first letter (UAX 9, rule P2), or nothing for a text without letters. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const first = letter.exec(text)
  if (first === null) return undefined
  return rightToLeft.test(first[0]) ? 'rtl' : 'ltr'
}
