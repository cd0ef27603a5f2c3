/** Text as TeX sets it: what it would read as a command is escaped. Letters of every script stay as they are, in UTF-8. */

const commands: Record<string, string> = {
  '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}',
  // Other signs in TeX's own encoding of fonts.
  '<': '\\textless{}', '>': '\\textgreater{}', '|': '\\textbar{}',
}

export function escaped(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').replace(/[\\~^{}&%$#_<>|]/g, sign => commands[sign] ?? `\\${sign}`)
}
