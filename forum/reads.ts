/** How often one person or address may ask the API, counted in memory: a restart forgives, and no read writes a row. */
import { config } from '@/config'
import { processWide } from '@/config/process'
import { refuse } from './errors'
import type { Refusal } from './errors'
import { countedAs, factorOf, waitInWords } from './rates'
import type { Viewer } from './viewer'
import { t } from '@/words'

const windowMs = 60_000
export const perMinute = { read: 600, search: 300, render: 120 } as const
export type ReadRate = keyof typeof perMinute

// More askers than this in one minute are not told apart any longer than that minute's beginning.
const askersMax = 100_000
type Window = { number: number; counts: Map<string, number> }

/** Counts one more request; a refusal where that is one too many. Moderators and authors have ten times the limit. */
export function countRead(viewer: Viewer, rate: ReadRate, nowMs: number = performance.now()): { ok: false; error: Refusal } | null {
  if (!config().rateLimits) return null
  const window = present(nowMs)
  const who = `${rate} ${countedAs(viewer)}`
  const count = (window.counts.get(who) ?? 0) + 1
  window.counts.set(who, count)
  if (count <= perMinute[rate] * factorOf(viewer)) return null
  const seconds = Math.max(1, Math.ceil(((window.number + 1) * windowMs - nowMs) / 1000))
  return refuse('too-fast', { what: t('That is more than {0} requests of this kind in a minute.', perMinute[rate] * factorOf(viewer)), wait: waitInWords(seconds) }, { retryAfter: seconds })
}

function present(nowMs: number): Window {
  const held = processWide<{ window: Window }>('api reads', () => ({ window: { number: -1, counts: new Map() } }))
  const number = Math.floor(nowMs / windowMs)
  if (held.window.number !== number || held.window.counts.size > askersMax) held.window = { number, counts: new Map() }
  return held.window
}
