/** Lines of those who wait for the same thing; each line lets so many work at once, and is forgotten when it is empty. */
import { Turns } from '@/config/turns'

export class Lines {
  readonly #lines = new Map<string, { turns: Turns; users: number }>()

  constructor(readonly atOnce: number) {}

  async take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const line = this.#lines.get(name) ?? { turns: new Turns(this.atOnce), users: 0 }
    this.#lines.set(name, line)
    line.users++
    try {
      return await line.turns.take(work)
    } finally {
      line.users--
      if (line.users === 0) this.#lines.delete(name)
    }
  }

  get size(): number { return this.#lines.size }
}
