/** The time of which statistics speak. */
export const dayMs = 24 * 3_600_000

/** `days`: so many up to today, which counts; null: all. */
export type Period = { days: number | null; now: Date }

/** The first moment of a period; the year 1970 for all. */
export function beginningOf({ days, now }: Period): Date {
  return days === null ? new Date(0) : new Date(Math.floor(now.getTime() / dayMs - days + 1) * dayMs)
}

/** YYYY-MM-DD in UTC. */
export function dayName(date: Date): string {
  return date.toISOString().slice(0, 10)
}

/** YYYY-MM in UTC. */
export function monthName(date: Date): string {
  return date.toISOString().slice(0, 7)
}

/** Things by the month of one of their moments, the months in order. */
export function byMonth<T>(things: readonly T[], momentOf: (thing: T) => Date): [month: string, things: T[]][] {
  const months = new Map<string, T[]>()
  for (const thing of things) {
    const month = monthName(momentOf(thing))
    const there = months.get(month)
    if (there) there.push(thing)
    else months.set(month, [thing])
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1))
}
