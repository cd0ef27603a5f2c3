/** What happens between the configuration and the first answer, in order. A step may refuse the start by a sentence. */
import { closeDb, db } from '@/db'
import { migrate } from '@/db/migrate'
import { gauges } from './metrics'

export type Done = { ok: true; say?: string[] } | { ok: false; sentence: string }

export type Step = { name: string; run: () => Promise<Done> }

export type Closing = { name: string; run: () => Promise<void> }

/** Steps of the start. Each sees what the former did. */
export const steps: Step[] = [
  { name: 'migrate the database', run: async () => migrate() },
  { name: 'measure the queues', run: measureQueues },
]

/** What is closed at the end, in order: first what still writes, last what is written to. */
export const closings: Closing[] = [
  { name: 'close the database', run: closeDb },
]

async function measureQueues(): Promise<Done> {
  gauges().set('writes_waiting', () => db().waiting())
  return Promise.resolve({ ok: true })
}
