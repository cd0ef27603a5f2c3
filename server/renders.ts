/** How many pages are made at once, and how many may wait for their turn. */
const atOnce = 4
const waitingMax = 64
/** One address may have so many of those: whoever asks for a hundred pages at once does not keep others from theirs. */
const waitingOfOneMax = 16

/** More pages are wanted than can be made: answer 503, or an older page. */
export class TooManyRenders extends Error {
  constructor() { super('Too many pages wait to be made.') }
}

export class Renders {
  #running = 0
  readonly #waiting: (() => void)[] = []
  readonly #waitingOf = new Map<string, number>()

  get waiting(): number { return this.#waiting.length }
  get idle(): boolean { return this.#running === 0 }

  /** Runs `make` in its turn. `who` asks for it; null where that is not counted. Rejects with TooManyRenders where too many wait. */
  async take<T>(make: () => Promise<T>, who: string | null): Promise<T> {
    if (this.#running < atOnce) this.#running++
    else await this.#turn(who)
    try {
      return await make()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  async #turn(who: string | null): Promise<void> {
    const own = who === null ? 0 : this.#waitingOf.get(who) ?? 0
    if (this.#waiting.length >= waitingMax || own >= waitingOfOneMax) throw new TooManyRenders()
    if (who !== null) this.#waitingOf.set(who, own + 1)
    await new Promise<void>(resolve => { this.#waiting.push(resolve) })
    if (who === null) return
    const left = (this.#waitingOf.get(who) ?? 1) - 1
    if (left > 0) this.#waitingOf.set(who, left)
    else this.#waitingOf.delete(who)
  }
}
