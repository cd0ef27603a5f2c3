/** How many unfinished requests an address may have at once, waiting connections counted with them. */
import type { Socket } from 'node:net'

export class Unfinished {
  readonly #byAddress = new Map<string, number>()
  readonly #silent = new Map<Socket, string>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** A connection that has not asked anything yet. False where its address has too many. */
  connected(socket: Socket, address: string): boolean {
    if ((this.#byAddress.get(address) ?? 0) >= this.#most) return false
    this.#silent.set(socket, address)
    this.#add(address, 1)
    socket.once('close', () => { this.asked(socket) })
    return true
  }

  /** A request has begun. False where its address has too many; `done` is to be called at its end in either case. */
  begun(socket: Socket, address: string): { fits: boolean; done: () => void } {
    this.asked(socket)
    const fits = (this.#byAddress.get(address) ?? 0) < this.#most
    this.#add(address, 1)
    let open = true
    return { fits, done: () => { if (open) { open = false; this.#add(address, -1) } } }
  }

  /** A connection waits no longer. */
  asked(socket: Socket): void {
    const address = this.#silent.get(socket)
    if (address === undefined) return
    this.#silent.delete(socket)
    this.#add(address, -1)
  }

  #add(address: string, change: number): void {
    const count = (this.#byAddress.get(address) ?? 0) + change
    if (count <= 0) this.#byAddress.delete(address)
    else this.#byAddress.set(address, count)
  }
}
