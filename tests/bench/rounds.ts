/** Two sides measured in turns, so that a busy moment of the machine meets both alike. */

/** Runs both sides in every round, the order turned about each time. */
export async function turnAbout<T>(rounds: number, first: () => Promise<T>, second: () => Promise<T>): Promise<{ first: T[]; second: T[] }> {
  const found: { first: T[]; second: T[] } = { first: [], second: [] }
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) found.first.push(await first())
    found.second.push(await second())
    if (round % 2 === 1) found.first.push(await first())
  }
  return found
}

/** The middle one, or the mean of the two middle ones; 0 of none. */
export function median(all: number[]): number {
  const sorted = all.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] ?? 0 : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
