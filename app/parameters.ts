/** What an address says after its question mark. */
export type Given = Promise<Record<string, string | string[] | undefined>>

/** The values of an address as single texts: the first where one is given twice. */
export async function readGiven(given: Given): Promise<(name: string) => string | null> {
  const values = await given
  return name => {
    const value = values[name]
    const text = Array.isArray(value) ? value[0] : value
    return text === undefined || text === '' ? null : text
  }
}

/** The value if it is one of those allowed, else null. */
export function oneOf<const T extends string>(value: string | null, allowed: readonly T[]): T | null {
  return allowed.find(option => option === value) ?? null
}

/** A whole number from 1 on, else null. */
export function numberIn(value: string | null): number | null {
  return value !== null && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null
}

/** A slug as it was before it stood in an address: pages are given it percent-encoded. What cannot be decoded is left as it is. */
export function slugFrom(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // Not ours: no slug of the site has a lone percent sign.
    return part
  }
}
