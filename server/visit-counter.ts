/** How often pages are sent to people, counted in memory: numbers by page and host. Nothing that names or marks anybody leaves this file.
 *
 *  Visitors are told apart for one day and by this process alone: by 31 bits of a keyed hash of address and browser, whose key is drawn
 *  anew each day, is never written anywhere, and is gone when the day or the process ends. So a restart, or a second process, counts
 *  somebody once more; and of a busy day about one visitor in 10,000 is taken for another one (n / 2^32 of n). */
import { hash, randomBytes } from 'node:crypto'
import { prefixesOf } from '@/auth/network'
import { addTogether, otherPages } from '@/forum/visits'
import type { DayOfVisits } from '@/forum/visits'
import { pageKey } from './page-key'
import { readAsked } from './visit-asked'

const dayMs = 86_400_000
/** Bounds of what a day may take in memory: some 20 MB, whoever asks. */
const bounds = { paths: 20_000, seen: 400_000, hosts: 100 } as const

export type CounterParts = {
  siteUrl: string
  /** Keeps what was counted; what it throws on is kept here and given again. */
  save: (days: DayOfVisits[]) => Promise<void>
  clock?: () => number
  limits?: { paths: number; seen: number; hosts: number }
}

/** A page of the day: its number among them, and what came since the last saving. */
type Tally = { number: number; views: number; visitors: number }

export class VisitCounter {
  readonly #save: CounterParts['save']
  readonly #clock: () => number
  readonly #limits: { paths: number; seen: number; hosts: number }
  readonly #siteUrl: string
  #day = 0
  #salt = ''
  /** Whom the day has seen, on the site (number 0) and on each page. */
  #seen = new Set<number>()
  #site: Tally = { number: 0, views: 0, visitors: 0 }
  #pages = new Map<string, Tally>()
  #sources = new Map<string, number>()
  #unsaved: DayOfVisits[] = []
  #saving: Promise<void> | null = null

  constructor({ siteUrl, save, clock = Date.now, limits = bounds }: CounterParts) {
    this.#save = save
    this.#clock = clock
    this.#limits = limits
    this.#siteUrl = siteUrl
  }

  /** Counts a page that was sent, unless a program, or a browser by itself, asked for it. Of its address only the page counts.
   *  `address` is asked only for who may be told apart. */
  saw(url: string, rawHeaders: readonly string[], address: () => string): void {
    const asked = readAsked(rawHeaders, this.#siteUrl)
    if (asked === null) return
    const day = Math.floor(this.#clock() / dayMs)
    if (day !== this.#day) this.#turnTo(day)
    const page = this.#tallyOf(pageOf(url))
    this.#site.views++
    page.views++
    if (asked.spared) return
    if (asked.source !== null) this.#countSource(asked.source)
    const visitor = this.#visitor(address(), asked.agent)
    if (visitor === null) return
    if (this.#isNew(visitor, this.#site)) this.#site.visitors++
    if (this.#isNew(visitor, page)) page.visitors++
  }

  /** Keeps what was counted since the last time. Where that fails it is kept in memory and tried again with the next. */
  async flush(): Promise<void> {
    while (this.#saving !== null) await this.#saving.catch(() => undefined)
    this.#cut()
    if (this.#unsaved.length === 0) return
    const days = this.#unsaved
    this.#unsaved = []
    this.#saving = this.#save(days)
    try {
      await this.#saving
    } catch (error) {
      this.#unsaved = addTogether([...days, ...this.#unsaved])
      throw error
    } finally {
      this.#saving = null
    }
  }

  #turnTo(day: number): void {
    this.#cut()
    this.#day = day
    this.#salt = randomBytes(32).toString('hex')
    this.#seen = new Set()
    this.#pages = new Map()
  }

  // Pages keep their numbers through the day: by them the day knows who has seen them.
  #cut(): void {
    if (this.#site.views === 0) return
    const pages: DayOfVisits['pages'] = new Map()
    for (const [path, tally] of this.#pages) {
      if (tally.views === 0) continue
      pages.set(path, { views: tally.views, visitors: tally.visitors })
      tally.views = tally.visitors = 0
    }
    const { views, visitors } = this.#site
    this.#unsaved = addTogether([...this.#unsaved, { day: new Date(this.#day * dayMs).toISOString().slice(0, 10), site: { views, visitors }, pages, sources: this.#sources }])
    this.#site = { number: 0, views: 0, visitors: 0 }
    this.#sources = new Map()
  }

  #tallyOf(path: string): Tally {
    const known = this.#pages.get(path)
    if (known !== undefined) return known
    if (this.#pages.size >= this.#limits.paths && path !== otherPages) return this.#tallyOf(otherPages)
    const fresh = { number: this.#pages.size + 1, views: 0, visitors: 0 }
    this.#pages.set(path, fresh)
    return fresh
  }

  #countSource(host: string): void {
    const name = this.#sources.has(host) || this.#sources.size < this.#limits.hosts ? host : 'other'
    this.#sources.set(name, (this.#sources.get(name) ?? 0) + 1)
  }

  #visitor(address: string, agent: string): number | null {
    const prefixes = prefixesOf(address)
    // In one call, and as hexadecimal digits: a fifth of what an HMAC and a buffer take. Nobody sees enough of it to go on from there.
    return prefixes === null ? null : parseInt(hash('sha256', `${this.#salt}${prefixes.address}\n${agent}`, 'hex').slice(0, 8), 16) | 0
  }

  // Past the bound nobody is told apart any more, and only views are counted.
  #isNew(visitor: number, { number }: Tally): boolean {
    const mark = mixed(visitor, number)
    if (this.#seen.size >= this.#limits.seen || this.#seen.has(mark)) return false
    this.#seen.add(mark)
    return true
  }
}

const plainPath = /^(?:\/[a-z0-9._~-]+)+$|^\/$/

/** One name for one page, however it was asked for: without query, closing slash, capitals, and percent signs that need not be. */
function pageOf(url: string): string {
  const query = url.indexOf('?')
  const path = query === -1 ? url : url.slice(0, query)
  return plainPath.test(path) ? path : pageKey(path.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'), '').path.toLowerCase()
}

/** One small integer of two, by multiplication and folding (the finaliser of MurmurHash3), so that the set holds no objects. */
function mixed(visitor: number, page: number): number {
  let mark = visitor ^ Math.imul(page, 0x9E3779B1)
  mark = Math.imul(mark ^ (mark >>> 16), 0x85EBCA6B)
  mark = Math.imul(mark ^ (mark >>> 13), 0xC2B2AE35)
  return (mark ^ (mark >>> 16)) >> 1
}
