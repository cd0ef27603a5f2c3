/** The page store: finished public pages in memory. The event log alone decides how long a page is kept (`drop`).
 *
 *  A page is made once however many wait for it. Whoever asks is never given a page whose making began before a change that had
 *  happened when they asked; such a page is not kept either. */
import type { Dependency } from '@/forum/dependencies'
import { Renders } from './renders'
import type { FinishedPage } from './finished-page'

/** What making a page gave: the page, or, where it may not be kept (not found, moved, failed), whatever is to be answered. */
export type Made<T> = { page: FinishedPage; names: ReadonlySet<Dependency> } | { other: T; names: ReadonlySet<Dependency> }

type Kept = { page: FinishedPage; names: ReadonlySet<Dependency>; varied: boolean; asked: number; madeAt: number; staleSince: number | null }
/** A page that was fresh until now: how often it was asked for, and when it was made, in ms of the store's clock. */
export type Dropped = { url: string; asked: number; madeAt: number }
/** A making under way. `dropped`: when, at its end, anything it shows was last dropped. */
type Flight<T> = { began: number; ended: Promise<{ made: Made<T>; dropped: number }> }

export type StoreLimits = {
  /** Bytes in all, packed forms included; 0 keeps nothing. */
  bytes: number
  /** A larger page is not kept. */
  entryBytes: number
}

// Pages with parameters have a quarter: whoever thinks up parameters pushes out nobody's plain page.
const variedShare = 4
/** For how long an older page may stand in for one that cannot be made, in ms. */
const standInMs = 60_000
/** What a name that a page depends on takes, in the page and in the list that finds the page by it. */
const nameBytes = 120
const droppedMax = 5_000

export class PageStore<T> {
  readonly renders = new Renders()
  readonly #kept = new Map<string, Kept>()
  readonly #byName = new Map<Dependency, Set<string>>()
  readonly #flights = new Map<string, Flight<T>>()
  /** When a name was last dropped, counted in drops; only as far back as a flight may have begun. */
  readonly #dropped = new Map<Dependency, number>()
  #pruneAt = droppedMax
  #allDropped = 0
  #drops = 0
  #bytes = 0
  #variedBytes = 0
  readonly #limits: StoreLimits
  readonly #now: () => number

  constructor(limits: StoreLimits, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
  }

  get bytes(): number { return this.#bytes }
  get size(): number { return this.#kept.size }

  /** A page that is fresh, or undefined. */
  fresh(url: string): FinishedPage | undefined {
    const kept = this.#kept.get(url)
    if (kept === undefined || kept.staleSince !== null) return undefined
    kept.asked++
    this.#kept.delete(url)
    this.#kept.set(url, kept)
    return kept.page
  }

  /** An older page to which later events have only added, for when a newer one cannot be made. */
  standIn(url: string): FinishedPage | undefined {
    const kept = this.#kept.get(url)
    if (kept === undefined) return undefined
    return kept.staleSince === null || this.#now() - kept.staleSince < standInMs ? kept.page : undefined
  }

  /** The page at `url`, made by `make` where none is fresh, in the turn of `who`. Rejects as `make` does, and with `TooManyRenders`. */
  async page(url: string, varied: boolean, make: () => Promise<Made<T>>, who: string | null = null): Promise<FinishedPage | { other: T }> {
    const arrived = this.#drops
    for (;;) {
      const fresh = this.fresh(url)
      if (fresh) return fresh
      const flight = this.#flights.get(url) ?? this.#begin(url, varied, make, who)
      const { made, dropped } = await flight.ended
      if (flight.began >= arrived || dropped <= flight.began) return 'page' in made ? made.page : made
    }
  }

  /** Forgets what depends on any of `names`, and returns what was fresh until now. `onlyAdds`: it may still stand in where no newer
   *  page can be had. */
  drop(names: readonly Dependency[] | 'all', onlyAdds: boolean): Dropped[] {
    if (names.length === 0) return []
    this.#drops++
    if (names === 'all') this.#allDropped = this.#drops
    else if (this.#flights.size > 0) this.#remember(names)
    const urls = names === 'all' ? [...this.#kept.keys()] : [...new Set(names.flatMap(name => [...this.#byName.get(name) ?? []]))]
    return urls.flatMap(url => this.#dropOne(url, onlyAdds) ?? [])
  }

  // On a busy site there is always a flight; what was dropped before the oldest began concerns none.
  #remember(names: readonly Dependency[]): void {
    for (const name of names) this.#dropped.set(name, this.#drops)
    if (this.#dropped.size < this.#pruneAt) return
    const oldest = Math.min(...[...this.#flights.values()].map(flight => flight.began))
    for (const [name, at] of this.#dropped) if (at <= oldest) this.#dropped.delete(name)
    this.#pruneAt = Math.max(droppedMax, 2 * this.#dropped.size)
  }

  #begin(url: string, varied: boolean, make: () => Promise<Made<T>>, who: string | null): Flight<T> {
    const began = this.#drops
    const ended = this.renders.take(make, who).then(made => {
      const dropped = this.#lastDrop(made.names)
      if ('page' in made && dropped <= began) this.#keep(url, varied, made.page, made.names)
      return { made, dropped }
    }).finally(() => {
      this.#flights.delete(url)
      if (this.#flights.size === 0) this.#dropped.clear()
    })
    const flight = { began, ended }
    this.#flights.set(url, flight)
    return flight
  }

  #lastDrop(names: ReadonlySet<Dependency>): number {
    let last = this.#allDropped
    for (const name of names) last = Math.max(last, this.#dropped.get(name) ?? 0)
    return last
  }

  #keep(url: string, varied: boolean, page: FinishedPage, names: ReadonlySet<Dependency>): void {
    const asked = this.#kept.get(url)?.asked ?? 0
    this.#remove(url)
    const weight = page.bytes + names.size * nameBytes
    if (weight > Math.min(this.#limits.entryBytes, this.#limits.bytes)) return
    this.#kept.set(url, { page, names, varied, asked: Math.floor(asked / 2), madeAt: this.#now(), staleSince: null })
    for (const name of names) {
      const urls = this.#byName.get(name)
      if (urls) urls.add(url)
      else this.#byName.set(name, new Set([url]))
    }
    this.#count(weight, varied)
    // A packed form is made when somebody first takes it, and counts from then on.
    page.onGrown = by => { if (this.#kept.get(url)?.page === page) { this.#count(by, varied); this.#shrink() } }
    this.#shrink()
  }

  #dropOne(url: string, onlyAdds: boolean): Dropped | null {
    const kept = this.#kept.get(url)
    if (!kept) return null
    const { asked, madeAt, staleSince } = kept
    if (!onlyAdds) this.#remove(url)
    else kept.staleSince ??= this.#now()
    return staleSince === null ? { url, asked, madeAt } : null
  }

  #shrink(): void {
    const leastUsed = (varied: boolean) => { for (const [url, kept] of this.#kept) if (!varied || kept.varied) return url; return undefined }
    while (this.#variedBytes > this.#limits.bytes / variedShare) this.#remove(leastUsed(true) ?? '')
    while (this.#bytes > this.#limits.bytes) this.#remove(leastUsed(false) ?? '')
  }

  #remove(url: string): void {
    const kept = this.#kept.get(url)
    if (!kept) return
    this.#kept.delete(url)
    this.#count(-kept.page.bytes - kept.names.size * nameBytes, kept.varied)
    for (const name of kept.names) {
      const urls = this.#byName.get(name)
      urls?.delete(url)
      if (urls?.size === 0) this.#byName.delete(name)
    }
  }

  #count(by: number, varied: boolean): void {
    this.#bytes += by
    if (varied) this.#variedBytes += by
  }
}
