/** Once a day all neighbours are worked out anew, in the order of their ids: for votes, which leave no event here, for words that have become common,
 *  and after an upgrade with another formula, or from a version that knew none. How far a round has come is a setting. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Reader, Tx } from '@/db'
import { settings } from '@/db/schema'

/** Goes up with each change of the formula: all is then worked out anew, without waiting for the next day. */
const formula = 1
const key = 'neighbours'
const dayMs = 24 * 3_600_000

const kept = z.object({ formula: z.number(), began: z.number(), paper: z.number(), question: z.number(), done: z.boolean() })
/** `paper`, `question`: the last ones that were worked out. */
export type Round = z.output<typeof kept>

/** The round that is under way, or the one to begin now; null where the last one is done and was not long ago. */
export async function currentRound(on: Reader, now: Date): Promise<Round | null> {
  const round = await readRound(on)
  const isOver = round === null || round.formula !== formula || (round.done && round.began + dayMs <= now.getTime())
  if (isOver) return { formula, began: now.getTime(), paper: 0, question: 0, done: false }
  return round.done ? null : round
}

async function readRound(on: Reader): Promise<Round | null> {
  const [row] = await on.select({ value: settings.value }).from(settings).where(eq(settings.key, key))
  const read = kept.safeParse(row?.value)
  return read.success ? read.data : null
}

/** Moves a round on. False where another process has moved it since, or begun anew. */
export async function moveRound(tx: Tx, from: Round, to: Round): Promise<boolean> {
  const now = await readRound(tx)
  const isAsRead = now === null || now.formula !== formula || now.done
    ? from.paper === 0 && from.question === 0
    : now.began === from.began && now.paper === from.paper && now.question === from.question
  if (isAsRead) await tx.insert(settings).values({ key, value: to }).onConflictDoUpdate({ target: settings.key, set: { value: to } })
  return isAsRead
}

/** The next look begins a round. */
export async function beginRoundAnew(tx: Tx): Promise<void> {
  await tx.delete(settings).where(eq(settings.key, key))
}
