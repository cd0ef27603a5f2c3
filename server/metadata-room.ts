/** Asks Crossref and arXiv about papers of which nothing is known but an id, where METADATA_FETCH allows it: in the background, never for a page. */
import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '@/config'
import { fetchMetadata } from '@/reading-list/metadata/fetching'
import type { Door } from '@/reading-list/metadata/services'
import { log } from './log'
import { Rounds } from './rounds'

const roundEveryMs = 60_000
/** Fewer than fit between two rounds. */
const requestsAtOnce = 15

let running: { rounds: Rounds; ending: AbortController } | null = null

/** Begins a minute from now. Off unless the configuration says on. */
export function startMetadataRoom(door: Door = fetch): void {
  const { metadataFetch, siteUrl } = config()
  if (!metadataFetch) return
  const ending = new AbortController()
  const pause = (ms: number) => sleep(ms, undefined, { signal: ending.signal, ref: false }).catch(() => undefined)
  const rounds = new Rounds('metadata', roundEveryMs, () => fetchMetadata({
    door, siteUrl, ending: ending.signal, pause, most: requestsAtOnce,
    told: ({ paper, service, found, why }) => { log.info({ at: found ? 'metadata.found' : 'metadata.none', paper, service, why }) },
  }))
  running = { rounds, ending }
  rounds.start()
}

export async function stopMetadataRoom(): Promise<void> {
  running?.ending.abort()
  await running?.rounds.stop()
  running = null
}
