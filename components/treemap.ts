/** A treemap after Bruls, Huizing and van Wijk ("Squarified treemaps", 2000): a rectangle is shared out by weight into parts that are as near to squares as rows of them can be. */
export type Box = { x: number; y: number; width: number; height: number }
type Weighed<T> = { item: T; weight: number }

/** Shares a box out among items by weight, the heaviest first. Items without weight get no box. */
export function sharedOut<T>(box: Box, items: readonly T[], weightOf: (item: T) => number): { item: T; box: Box }[] {
  const weighed = items.map(item => ({ item, weight: weightOf(item) })).filter(one => one.weight > 0).sort((a, b) => b.weight - a.weight)
  const whole = sum(weighed)
  if (whole === 0) return []
  const scale = box.width * box.height / whole
  const found: { item: T; box: Box }[] = []
  let left = box
  let row: Weighed<T>[] = []
  for (const one of weighed.map(({ item, weight }) => ({ item, weight: weight * scale }))) {
    const side = Math.min(left.width, left.height)
    if (row.length > 0 && worst([...row, one], side) > worst(row, side)) {
      left = laid(row, left, found)
      row = []
    }
    row.push(one)
  }
  laid(row, left, found)
  return found
}

/** How far the worst box of a row along a side is from a square: 1 for a square. Weights are areas. */
function worst<T>(row: readonly Weighed<T>[], side: number): number {
  const area = sum(row)
  const weights = row.map(one => one.weight)
  return Math.max(side * side * Math.max(...weights) / (area * area), area * area / (side * side * Math.min(...weights)))
}

/** Lays a row along the shorter side of what is left, and tells what is left after it. */
function laid<T>(row: readonly Weighed<T>[], left: Box, found: { item: T; box: Box }[]): Box {
  const upright = left.width >= left.height
  const side = upright ? left.height : left.width
  const depth = side === 0 ? 0 : sum(row) / side
  let at = 0
  for (const { item, weight } of row) {
    const length = depth === 0 ? 0 : weight / depth
    found.push({ item, box: upright ? { x: left.x, y: left.y + at, width: depth, height: length } : { x: left.x + at, y: left.y, width: length, height: depth } })
    at += length
  }
  return upright ? { ...left, x: left.x + depth, width: Math.max(0, left.width - depth) } : { ...left, y: left.y + depth, height: Math.max(0, left.height - depth) }
}

function sum(items: readonly { weight: number }[]): number {
  return items.reduce((total, one) => total + one.weight, 0)
}
