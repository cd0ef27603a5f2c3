/** The little calculation that a guest's browser may be asked for: loaded only then. */

const together = 256
const longestMs = 10_000

/** A number after the token whose SHA-256 begins with so many bits of nothing; empty where the browser cannot, or it takes too long. */
export async function work(token: string, bits: number): Promise<string> {
  // Browsers have it on https and on the machine itself only.
  if (!('subtle' in crypto)) return ''
  const ends = performance.now() + longestMs
  for (let from = 0; performance.now() < ends; from += together) {
    const tried = await Promise.all(Array.from({ length: together }, (_, n) => leading(`${token}:${from + n}`)))
    const found = tried.findIndex(beginning => beginning >>> (32 - bits) === 0)
    if (found >= 0) return String(from + found)
  }
  return ''
}

async function leading(text: string): Promise<number> {
  return new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).getUint32(0)
}
