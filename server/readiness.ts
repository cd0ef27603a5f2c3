/** Whether this process can serve reading: what /readyz says. */
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { db, rows } from '@/db'
import type { Readiness } from './own'

const answerWaitMs = 2_000
const rememberedMs = 500

/** A function that asks the database, at most twice a second, whoever may ask us. */
export function readinessOf(state: { draining: boolean }): () => Promise<Readiness> {
  let last: { at: number; answer: Promise<Readiness> } | null = null
  return async () => {
    if (state.draining) return { ready: false, writes: 'refused', reason: 'stopping' }
    if (last === null || performance.now() - last.at > rememberedMs) last = { at: performance.now(), answer: ask() }
    return last.answer
  }
}

async function ask(): Promise<Readiness> {
  const answered = rows(db().read, sql`SELECT 1 AS one`, z.object({ one: z.coerce.number() })).then(() => true, () => false)
  const ready = await Promise.race([answered, pause(answerWaitMs, false, { ref: false })])
  return ready ? { ready: true, writes: 'taken' } : { ready: false, writes: 'refused', reason: 'the database does not answer' }
}
