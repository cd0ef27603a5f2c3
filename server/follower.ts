/** The one reader of the event log in this process. Two kinds of listener: those who must hear of a change as early as can be, in
 *  whatever order (the page store), and those who need every event once and in the log's own order (log lines, live readers). */
import { db } from '@/db'
import { wakeOnCommits } from '@/db/wake'
import type { Wake } from '@/db/wake'
import { eventsAfter, eventsSeen, lastPosition, onCommitted } from '@/forum/events'
import type { Event } from '@/forum/events'
import { log } from './log'

type Listener = (events: Event[]) => void

// SQLite: another process's commits (the command line) are looked for this often. PostgreSQL wakes us, and this is the fallback.
const lookEveryMs = { sqlite: 200, postgres: 800 } as const
/** On several processes a page may be sent for so long after the log was last read with success. */
const sureForMs = 2_000
const batch = 500
const heardMax = 20_000

export class Follower {
  readonly #early = new Set<Listener>()
  readonly #ordered = new Set<Listener>()
  readonly #lost = new Set<() => void>()
  /** The last ids that early listeners have heard, oldest first. */
  readonly #heard = new Set<number>()
  #position = 0
  /** Nothing was kept when the log stood here. */
  #began = 0
  #ownLast = 0
  #readAt = 0
  #timer: NodeJS.Timeout | undefined
  #wake: Wake | null = null
  #looking: Promise<void> | null = null
  #next: Promise<void> | null = null
  #stopListening: (() => void) | null = null

  /** Begins after what has happened so far. */
  async start(): Promise<void> {
    this.#stopListening = onCommitted(events => {
      this.#ownLast = events.at(-1)?.id ?? this.#ownLast
      this.#tellEarly(events)
      this.#wake?.call()
    })
    this.#position = await lastPosition()
    this.#began = this.#position
    this.#readAt = performance.now()
    this.#wake = wakeOnCommits(() => { void this.look() }, () => { for (const forget of this.#lost) forget() })
    this.#timer = setInterval(() => { void this.look() }, lookEveryMs[db().engine])
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#stopListening?.()
    await this.#wake?.close()
    await this.#looking
  }

  /** Every event as soon as this process can know of it: its own before the writer is answered. */
  hear(listener: Listener): void { this.#early.add(listener) }

  /** When the other processes could no longer be heard, so that what is kept may be older than it seems. */
  hearLoss(listener: () => void): void { this.#lost.add(listener) }

  /** Every event once, in an order in which no slower writer can still come before. Returns what ends it. */
  follow(listener: Listener): () => void {
    this.#ordered.add(listener)
    return () => { this.#ordered.delete(listener) }
  }

  /** The last position of the log that was handed on in order. */
  get position(): number { return this.#position }

  /** The event that this process itself has committed last. Whoever sees it sees all that this process committed before. */
  get ownLast(): number { return this.#ownLast }

  /** Whether what this process knows is recent enough to send pages by. SQLite has no other server that could know more. */
  sure(): boolean {
    return db().engine === 'sqlite' || performance.now() - this.#readAt < sureForMs
  }

  /** Whether early listeners have heard of an event that is at most some seconds old. */
  knows(id: number): boolean {
    return this.#heard.has(id) || id <= this.#began
  }

  /** Reads what is new; a second caller gets a reading that begins after it asked. Never rejects. */
  async look(): Promise<void> {
    if (!this.#looking) return this.#begin()
    this.#next ??= this.#looking.then(() => {
      this.#next = null
      return this.#looking ?? this.#begin()
    })
    return this.#next
  }

  #begin(): Promise<void> {
    this.#looking = this.#read().finally(() => { this.#looking = null })
    return this.#looking
  }

  async #read(): Promise<void> {
    try {
      const began = performance.now()
      if (db().engine === 'postgres') await this.#readEarly()
      for (;;) {
        const events = await eventsAfter(this.#position, batch)
        this.#tellEarly(events)
        this.#tellOrdered(events)
        if (events.length < batch) break
      }
      this.#readAt = began
    } catch (error) {
      // The database may be away for a moment; the same events are read again.
      log.warn({ at: 'events.unread', error })
    }
  }

  // A slow writer, even of another database of the same server, holds the ordered reading up; what came meanwhile is read to its end.
  async #readEarly(): Promise<void> {
    for (let from = this.#position; ;) {
      const events = await eventsSeen(from, 10 * batch)
      this.#tellEarly(events)
      const last = events.at(-1)
      if (!last || events.length < 10 * batch) return
      from = last.id
    }
  }

  // A reading may meet what this process commits before the commit itself is told of, or the other way round.
  #tellEarly(read: Event[]): void {
    const events = read.filter(event => !this.#heard.has(event.id))
    if (events.length === 0) return
    for (const event of events) this.#heard.add(event.id)
    for (const id of this.#heard) {
      if (this.#heard.size <= heardMax) break
      this.#heard.delete(id)
    }
    for (const listener of this.#early) this.#guarded(listener, events)
  }

  #tellOrdered(events: Event[]): void {
    const last = events.at(-1)
    if (!last) return
    this.#position = last.id
    for (const listener of this.#ordered) this.#guarded(listener, events)
  }

  // One that fails must not keep the others from hearing.
  #guarded(listener: Listener, events: Event[]): void {
    try {
      listener(events)
    } catch (error) {
      log.error({ at: 'follower.failed', event: events[0]?.id, error })
    }
  }
}

let ofProcess: Follower | undefined

/** The follower of this process. */
export function follower(): Follower {
  ofProcess ??= new Follower()
  return ofProcess
}
