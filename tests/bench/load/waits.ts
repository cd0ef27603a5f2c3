/** How long answers took, in a table of fixed size: each step is 1 % longer than the one before, from 10 µs to some minutes. */
const stepsPerUnit = 1 / Math.log(1.01)
const shortestMs = 0.01
const steps = 1_800

export class Waits {
  readonly #counts = new Uint32Array(steps)
  #total = 0
  #longest = 0

  add(ms: number): void {
    const step = ms <= shortestMs ? 0 : Math.min(steps - 1, Math.floor(Math.log(ms / shortestMs) * stepsPerUnit))
    this.#counts[step] = (this.#counts[step] ?? 0) + 1
    this.#total += 1
    if (ms > this.#longest) this.#longest = ms
  }

  /** The wait in ms that this share (0…1) of all stayed under, 1 % exact; 0 where there was none. */
  under(share: number): number {
    let left = Math.ceil(this.#total * share)
    for (let step = 0; step < steps && this.#total > 0; step++) {
      left -= this.#counts[step] ?? 0
      if (left <= 0) return Math.min(this.#longest, shortestMs * Math.exp((step + 1) / stepsPerUnit))
    }
    return this.#longest
  }

  get longest(): number { return this.#longest }
}
