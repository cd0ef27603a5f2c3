/** Public pages: from the page store where they are fresh, else made once for nobody in particular and kept. */
import http from 'node:http'
import net from 'node:net'
import { gather, madeStale, onlyAdds } from '@/forum/dependencies'
import type { Dependency } from '@/forum/dependencies'
import type { Event } from '@/forum/events'
import { compose } from './compose'
import type { Composed, Composer } from './compose'
import { FinishedPage } from './finished-page'
import { headersAround } from './headers'
import { limits } from './limits'
import { pageKey } from './page-key'
import type { PageKey } from './page-key'
import { PageStore } from './page-store'
import type { Made } from './page-store'
import { Renders } from './renders'
import { classOf, patternOf } from './routes'
import type { Visit } from './visit'

const askedOften = 3
const aheadWaitMs = 40
/** A page that changes all the time is made ahead of its readers so often at most. */
const aheadEveryMs = 1_000
const aheadMax = 200

export class PublicPages {
  readonly store: PageStore<Composed>
  /** Turns of pages that are never kept, apart: a flood of searches must not keep anybody from a page. */
  readonly passing = new Renders()
  readonly #composer: Composer
  readonly #ahead = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(composer: Composer) {
    this.#composer = composer
    this.store = new PageStore({ bytes: composer.config.pageStoreBytes, entryBytes: limits.pageMaxBytes })
  }

  /** Whether anything is kept at all. */
  get keeps(): boolean { return this.#composer.config.pageStoreBytes > 0 && !this.#composer.dev }

  /** The page of a key whose route may be kept. Rejects with TooManyRenders where too many wait and nothing can stand in. */
  async page(key: PageKey, requestId: string, who: string | null): Promise<FinishedPage | { other: Composed }> {
    try {
      const made = await this.store.page(key.url, key.varied, () => this.#make(key, requestId), who)
      if ('bytes' in made || made.other.answer.status < 500) return made
      return this.store.standIn(key.url) ?? made
    } catch (error) {
      const old = this.store.standIn(key.url)
      this.#composer.log.warn({ at: 'page.not-made', route: patternOf(key.path), stoodIn: old !== undefined, error })
      if (old) return old
      throw error
    }
  }

  /** Drops what events have made stale. Pages that are asked for often are made again before the next reader asks. */
  hear(events: readonly Event[]): void {
    for (const event of events) {
      for (const { url, asked, madeAt } of this.store.drop(madeStale(event), onlyAdds(event.kind))) {
        if (asked >= askedOften && this.#ahead.size < aheadMax) this.#ahead.set(url, madeAt + aheadEveryMs)
      }
    }
    if (this.#ahead.size > 0) this.#makeAheadSoon()
  }

  /** Drops everything: what was kept may be older than it seems. */
  forgetAll(): void {
    this.store.drop('all', false)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#ahead.clear()
  }

  #makeAheadSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const due = [...this.#ahead].find(([, at]) => at <= performance.now())
      const idle = this.store.renders.idle
      if (due && idle) {
        this.#ahead.delete(due[0])
        const [path = '/', query = ''] = due[0].split('?')
        void this.page(pageKey(path, query === '' ? '' : `?${query}`), 'ahead', null).catch(() => undefined).finally(() => { if (this.#ahead.size > 0) this.#makeAheadSoon() })
      } else if (this.#ahead.size > 0) this.#makeAheadSoon()
    }, aheadWaitMs).unref()
  }

  async #make(key: PageKey, requestId: string): Promise<Made<Composed>> {
    const names = new Set<Dependency>()
    const composed = await gather(names, () => compose(nobodys(key, requestId), this.#composer, { body: null, token: false }))
    const { answer } = composed
    if (answer.status !== 200 || answer.headers['set-cookie'] !== undefined || names.has('passing')) return { other: composed, names }
    const standing = headersAround(this.#composer.config, composed, { dev: false, shared: false, isPublic: true })
    return { page: new FinishedPage({ answer, standing, kind: composed.kind, route: patternOf(key.path) }), names }
  }
}

// A request without cookies, from nowhere: nothing of whoever happens to ask first can get into a page for all.
const nobodysRequest = new http.IncomingMessage(new net.Socket())

function nobodys(key: PageKey, requestId: string): Visit {
  return {
    request: nobodysRequest, method: 'GET', path: key.path, query: key.url.slice(key.path.length), kind: classOf(key.path),
    address: '127.0.0.1', requestId, composed: false, gone: () => false,
  }
}
