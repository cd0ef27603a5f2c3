/** Fields of a mail's header. Pure. */

export type Fields = ReadonlyMap<string, string[]>

/** Header lines by name in small letters; folded lines become one. */
export function readFields(lines: readonly string[]): Fields {
  const fields = new Map<string, string[]>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    fields.set(name, [...fields.get(name) ?? [], line.slice(colon + 1).replace(/\r?\n[ \t]+/g, ' ').trim()])
  }
  return fields
}
