/** How many pages are made at once, and how many may wait for their turn. */
import { Turns } from '@/config/turns'

const atOnce = 4
const waitingMax = 64
/** One address may have so many of those: whoever asks for a hundred pages at once does not keep others from theirs. */
const waitingOfOneMax = 16

/** More pages are wanted than can be made: answer 503, or an older page. */
export class TooManyRenders extends Error {
  constructor() { super('Too many pages wait to be made.') }
}

export class Renders {
  readonly #turns = new Turns(atOnce)
  readonly #waitingOf = new Map<string, number>()
  /** Those that are made and those that wait. */
  #asked = 0

  get waiting(): number { return Math.max(0, this.#asked - atOnce) }
  get idle(): boolean { return this.#asked === 0 }

  /** Runs `make` in its turn. `who` asks for it; null where that is not counted. Rejects with TooManyRenders where too many wait. */
  async take<T>(make: () => Promise<T>, who: string | null): Promise<T> {
    const waits = this.#asked >= atOnce
    if (waits && (this.waiting >= waitingMax || this.#waitsOf(who) >= waitingOfOneMax)) throw new TooManyRenders()
    if (waits) this.#count(who, 1)
    this.#asked++
    try {
      return await this.#turns.take(() => {
        if (waits) this.#count(who, -1)
        return make()
      })
    } finally {
      this.#asked--
    }
  }

  #waitsOf(who: string | null): number {
    return who === null ? 0 : this.#waitingOf.get(who) ?? 0
  }

  #count(who: string | null, by: 1 | -1): void {
    if (who === null) return
    const waits = this.#waitsOf(who) + by
    if (waits > 0) this.#waitingOf.set(who, waits)
    else this.#waitingOf.delete(who)
  }
}
