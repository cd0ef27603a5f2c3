/** JSON as this site reads it: strictly (RFC 8259), and refused where two readers could understand it differently. */

export type ReadJson = { ok: true; value: unknown } | { ok: false; why: string }

const depthMax = 20

/** Reads bytes as JSON. Refuses invalid UTF-8, a key that comes twice, `__proto__`, NUL, half surrogates, and nesting over 20. */
export function readJson(bytes: Uint8Array): ReadJson {
  const text = decoded(bytes)
  if (text === null) return { ok: false, why: 'The body is not UTF-8.' }
  const parsed = parsedJson(text)
  if (!parsed.ok) return parsed
  const why = faultOf(text)
  return why === null ? parsed : { ok: false, why }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function parsedJson(text: string): ReadJson {
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, value }
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, why: 'The body is not JSON.' }
    throw error
  }
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g

// The text is known to be JSON, so strings and brackets are all there is to look at. JSON.parse itself keeps the last of two equal keys.
function faultOf(text: string): string | null {
  const open: (Set<string> | null)[] = []
  let last: string | null = null
  for (const [sign] of text.matchAll(token)) {
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null)
      if (open.length > depthMax) return `The body is nested deeper than ${depthMax} levels.`
    } else if (sign === '}' || sign === ']') {
      open.pop()
    } else if (sign === ':') {
      const fault = keyFault(last ?? '', open.at(-1) ?? null)
      if (fault) return fault
    } else {
      last = stringOf(sign)
      if (/\p{Surrogate}|\0/u.test(last)) return 'The body contains a character that no text has (NUL, or half of a surrogate pair).'
    }
  }
  return null
}

function keyFault(key: string, seen: Set<string> | null): string | null {
  if (key === '__proto__') return 'The body contains a key that is not taken: __proto__.'
  if (seen?.has(key)) return `The body contains a key twice: ${JSON.stringify(key.slice(0, 60))}.`
  seen?.add(key)
  return null
}

function stringOf(literal: string): string {
  const value: unknown = JSON.parse(literal)
  return typeof value === 'string' ? value : ''
}
