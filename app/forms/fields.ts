/** Reads a form's fields: application/x-www-form-urlencoded, each name once, bounded in number. The front has bounded the bytes. */
const fieldsMax = 64
// What is ticked comes as one name many times: its values joined by commas.
const listed: ReadonlySet<string> = new Set(['posts'])
const listedMaxChars = 40_000
const namePattern = /^[a-z][a-z0-9_-]{0,39}$/

/** The fields of a form that was posted. The first of two fields with one name counts, but for what is ticked in a list; names that no form of ours has are left out. */
export async function readFields(request: Request): Promise<Record<string, string>> {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(await request.text())) {
    if (fields.size >= fieldsMax) break
    const before = fields.get(name)
    if (before !== undefined && listed.has(name) && before.length < listedMaxChars) fields.set(name, `${before},${value}`)
    if (namePattern.test(name) && before === undefined) fields.set(name, value)
  }
  return Object.fromEntries(fields)
}
