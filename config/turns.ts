/** Lets so many work at once; the others wait in the order in which they came, however long that takes. */
export class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(atOnce: number) { this.#free = atOnce }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>(resolve => { this.#waiting.push(resolve) })
    try {
      return await work()
    } finally {
      // A turn goes straight to the next in line, so that nobody who comes later takes it first.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
