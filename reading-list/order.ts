/**
 * The fewest things whose moving turns one order into another: all that are outside a longest increasing subsequence of their
 * former places (patience sorting, Fredman 1975). Both orders hold the same ids.
 */
export function moved(before: number[], after: number[]): number[] {
  const place = new Map(before.map((id, at) => [id, at]))
  const places = after.map(id => place.get(id) ?? 0)
  const stays = longestIncreasing(places)
  return after.filter((_, at) => !stays.has(at))
}

function longestIncreasing(numbers: number[]): Set<number> {
  const tops: number[] = []
  const previous: number[] = []
  numbers.forEach((number, at) => {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[tops[middle] ?? 0] ?? 0) < number) low = middle + 1
      else high = middle
    }
    previous[at] = low === 0 ? -1 : (tops[low - 1] ?? -1)
    tops[low] = at
  })
  const found = new Set<number>()
  for (let at = tops.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) found.add(at)
  return found
}
