/** Remembers what a pure function of a short text gave, for the texts asked about most lately; `most` of them. */
export function remembering<T>(most: number, work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = work(text)
    // All are forgotten together: that is rare, and the next ones come soon.
    if (known.size >= most) known.clear()
    known.set(text, found)
    return found
  }
}
