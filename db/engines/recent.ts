/** A map that holds so many things and forgets the one that was longest not asked for. */
export class Recent<T> {
  readonly #things = new Map<string, T>()

  /** `forgotten` is told of each thing that had to go. */
  constructor(readonly max: number, readonly forgotten: (thing: T) => void = () => undefined) {}

  get(name: string): T | undefined {
    const thing = this.#things.get(name)
    if (thing === undefined) return undefined
    this.#things.delete(name)
    this.#things.set(name, thing)
    return thing
  }

  set(name: string, thing: T): void {
    this.#things.delete(name)
    this.#things.set(name, thing)
    if (this.#things.size <= this.max) return
    for (const [oldest, gone] of this.#things) {
      this.#things.delete(oldest)
      this.forgotten(gone)
      return
    }
  }

  get size(): number { return this.#things.size }
}
