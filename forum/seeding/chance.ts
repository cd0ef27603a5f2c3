/** Chance that can be repeated: the same seed gives the same sequence on every machine. */
import { createHash } from 'node:crypto'

export class Chance {
  #state: number

  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  }

  /** A number in [0, 1). Mulberry32, by Tommy Ettinger, public domain. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  /** True in this share of the cases. */
  happens(share: number): boolean {
    return this.next() < share
  }

  pick<T>(from: readonly T[]): T {
    const one = from[this.below(from.length)]
    if (one === undefined) throw new Error('There is nothing to pick from.')
    return one
  }

  /** Small numbers often, large ones seldom: 0 to `limit`, about `mean` on average. */
  few(mean: number, limit: number): number {
    return Math.min(limit, Math.floor(-Math.log(1 - this.next()) * mean))
  }

  /** The same things in another order. */
  shuffled<T>(of: readonly T[]): T[] {
    const all = [...of]
    for (let last = all.length - 1; last > 0; last--) {
      const other = this.below(last + 1)
      const [a, b] = [all[last], all[other]]
      if (a !== undefined && b !== undefined) [all[last], all[other]] = [b, a]
    }
    return all
  }

  /** `count` different numbers below `limit`, in no order. */
  different(count: number, limit: number): number[] {
    if (count * 3 > limit) return this.shuffled(Array.from({ length: limit }, (_, n) => n)).slice(0, count)
    const found = new Set<number>()
    while (found.size < count) found.add(this.below(limit))
    return [...found]
  }
}
