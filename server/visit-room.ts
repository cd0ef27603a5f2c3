/** Counts visits of this process and writes the numbers down each minute and at the end. */
import { config } from '@/config'
import { processWide } from '@/config/process'
import { addVisits } from '@/forum/visits'
import { log } from './log'
import { VisitCounter } from './visit-counter'

const everyMs = 60_000
let turn: NodeJS.Timeout | undefined

/** The counter of this process; null where VISITS is off. */
export function visitCounter(): VisitCounter | null {
  return config().visits ? processWide('visits', () => new VisitCounter({ siteUrl: config().siteUrl, save: addVisits })) : null
}

export function startCounting(): void {
  if (visitCounter() !== null) turn = setInterval(() => { void writeDown() }, everyMs).unref()
}

export async function stopCounting(): Promise<void> {
  clearInterval(turn)
  await writeDown()
}

async function writeDown(): Promise<void> {
  await visitCounter()?.flush().catch((error: unknown) => { log.warn({ at: 'visits.failed', error }) })
}
