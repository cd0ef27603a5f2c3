/** Asks the metadata services about papers that have an id and no metadata, one request after the other, and keeps what they say. */
import { describePapers } from '@/forum/metadata'
import { takeTurn, toldOf } from '@/forum/metadata-asking'
import type { Asking } from '@/forum/metadata-asking'
import { operator } from '@/forum/viewer'
import { saidOf } from './apply'
import { ask } from './services'
import type { Door } from './services'

export type Fetched = { paper: string; service: Asking['service']; id: string; found: boolean; why: string | null }
export type Fetching = {
  door: Door
  siteUrl: string
  /** Ends it between two requests, and the request under way. */
  ending: AbortSignal
  clock?: () => Date
  /** Waits until the services may be asked again. */
  pause: (ms: number) => Promise<unknown>
  /** So many requests at most. */
  most: number
  waitMs?: number
  told?: (fetched: Fetched) => void
}

/** A wait longer than this is for another time. */
const patienceMs = 10_000

/** Goes on until there is nothing to ask for now. */
export async function fetchMetadata({ door, siteUrl, ending, clock = () => new Date(), pause, most, waitMs, told = () => undefined }: Fetching): Promise<Fetched[]> {
  const fetched: Fetched[] = []
  while (!ending.aborted && fetched.length < most) {
    const turn = await takeTurn(clock())
    if (turn.what === 'nothing' || (turn.what === 'wait' && turn.ms > patienceMs)) break
    if (turn.what === 'wait') {
      await pause(turn.ms)
      continue
    }
    const { asking } = turn
    const answered = await ask(asking, { door, siteUrl, ending, ...waitMs === undefined ? {} : { waitMs } })
    // The process ends: the paper is asked again some day, and nobody is to blame.
    if (ending.aborted) break
    const why = 'entry' in answered ? await described(asking, answered.entry) : answered.why
    await toldOf(asking, why !== null && answered.outcome.what === 'found' ? { what: 'nothing' } : answered.outcome, clock())
    const one = { paper: asking.slug, service: asking.service, id: asking.id, found: why === null, why }
    fetched.push(one)
    told(one)
  }
  return fetched
}

/** Null, or why what was said could not be kept. */
async function described({ paper }: Asking, entry: Parameters<typeof saidOf>[0]): Promise<string | null> {
  const kept = await describePapers(operator, { papers: [{ paper, says: saidOf(entry) }] })
  return kept.ok ? null : kept.error.text
}
