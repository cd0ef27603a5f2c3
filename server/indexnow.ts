/** Tells engines of public pages that changed (indexnow.org). Off unless INDEXNOW_KEY is set. Nothing is asked of anybody but the one fixed address. */
import { config } from '@/config'
import type { Config } from '@/config'
import { isLoopback } from '@/config'
import { db } from '@/db'
import { changedAddresses } from '@/forum/changed-addresses'
import { beginFollowing, movedOn, nextFor } from '@/forum/log-followers'
import { log } from './log'
import { Rounds } from './rounds'

const endpoint = 'https://api.indexnow.org/indexnow'
const name = 'indexnow'
/** What changes within a minute is told together, and a page once. */
const roundEveryMs = 60_000
const eventsAtOnce = 500
const waitMs = 5_000
const pauses = { first: 60_000, most: 3_600_000 } as const

export type Told = { host: string; key: string; keyLocation: string; urlList: string[] }
/** Carries a message and gives the status of its answer. Rejects where nobody answered. */
export type Door = (told: Told) => Promise<number>

/** Where the key lies that proves whose site it is. */
export function keyPath(key: string): string {
  return `/${key}.txt`
}

/** Posts to an address that stands in the code. Redirects are not followed, the answer's text is not read. */
export function doorTo(address: string): Door {
  return async told => {
    const answer = await fetch(address, { method: 'POST', redirect: 'error', signal: AbortSignal.timeout(waitMs), headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(told) })
    await answer.body?.cancel()
    return answer.status
  }
}

export class IndexNow {
  readonly #site: Pick<Config, 'siteUrl'> & { key: string }
  readonly #door: Door
  #pauseMs = 0
  #notBefore = 0

  constructor(site: Pick<Config, 'siteUrl'> & { key: string }, door: Door) {
    this.#site = site
    this.#door = door
  }

  /** Tells of the next changes and moves on. Where nobody listens just now, the same is told later; what is refused for good is passed over. Returns how many addresses were told. */
  async round(now: Date): Promise<number> {
    if (now.getTime() < this.#notBefore) return 0
    const next = await nextFor(name, eventsAtOnce)
    const last = next?.events.at(-1)
    if (!next || !last) return 0
    const paths = await changedAddresses(db().read, next.events)
    if (paths.length > 0 && !await this.#tell(paths, now)) return 0
    await movedOn(name, next.from, last.id, now)
    return paths.length
  }

  async #tell(paths: readonly string[], now: Date): Promise<boolean> {
    const { siteUrl, key } = this.#site
    const status = await this.#door({ host: new URL(siteUrl).host, key, keyLocation: `${siteUrl}${keyPath(key)}`, urlList: paths.map(path => `${siteUrl}${path}`) })
      .catch((error: unknown) => { log.warn({ at: 'indexnow.away', error }); return 503 })
    if (status === 429 || status >= 500) {
      this.#pauseMs = Math.min(pauses.most, this.#pauseMs === 0 ? pauses.first : 2 * this.#pauseMs)
      this.#notBefore = now.getTime() + this.#pauseMs
      return false
    }
    this.#pauseMs = 0
    if (status >= 300) log.warn({ at: 'indexnow.refused', status, addresses: paths.length })
    return true
  }
}

let rounds: Rounds | null = null

/** Begins with what happens from now on, where a key is set and the site is one that others can reach. */
export async function startIndexNow(): Promise<void> {
  const { indexNowKey: key, siteUrl } = config()
  if (key === null || isLoopback(siteUrl)) return
  await beginFollowing({ name }, new Date())
  const told = new IndexNow({ siteUrl, key }, doorTo(endpoint))
  rounds = new Rounds('indexnow', roundEveryMs, () => told.round(new Date()))
  rounds.start()
}

export async function stopIndexNow(): Promise<void> {
  await rounds?.stop()
}
