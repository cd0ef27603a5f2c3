/** How many pages are made at once, and how many may wait for their turn. */
const atOnce = 4
const waitingMax = 64

/** More pages are wanted than can be made: answer 503, or an older page. */
export class TooManyRenders extends Error {
  constructor() { super('Too many pages wait to be made.') }
}

export class Renders {
  #running = 0
  readonly #waiting: (() => void)[] = []

  get waiting(): number { return this.#waiting.length }
  get idle(): boolean { return this.#running === 0 }

  /** Runs `make` in its turn. Rejects with TooManyRenders where too many wait. */
  async take<T>(make: () => Promise<T>): Promise<T> {
    if (this.#running >= atOnce) {
      if (this.#waiting.length >= waitingMax) throw new TooManyRenders()
      await new Promise<void>(resolve => { this.#waiting.push(resolve) })
    } else this.#running++
    try {
      return await make()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
