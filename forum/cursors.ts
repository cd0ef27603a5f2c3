/** Places in a list, given out as opaque text. A cursor that we did not make is refused, never guessed at. */
import { z } from 'zod'

const cursorMax = 400

/** Text of a cursor: base64url of the keys of the last item. */
export function cursorOf(keys: readonly (string | number | boolean | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

/** The keys of a cursor by their schema, or null where it is none of ours. */
export function readCursor<T>(text: string | null | undefined, keys: z.ZodType<T>): T | null {
  if (!text || text.length > cursorMax || !/^[A-Za-z0-9_-]+$/.test(text)) return null
  try {
    return keys.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null
  } catch {
    // Not JSON: not ours.
    return null
  }
}

// Bounded as the columns are: PostgreSQL fails at a number that its column could never hold.
const id = z.number().int().min(-2_147_483_648).max(2_147_483_647)
export const idCursor = z.tuple([id])
export const keyedCursor = z.tuple([id, id])
/** A moment in ms since 1970, and an id. */
export const momentCursor = z.tuple([z.number().int().min(0).max(8_640_000_000_000_000), id])
/** The same where a row may have no such number. */
export const nullableCursor = z.tuple([id.nullable(), id])
export const openCursor = z.tuple([id, id, id])
export const rankedCursor = z.tuple([z.boolean(), z.number().min(0).max(1), id])

/** Cuts a list that was read with `limit + 1` rows, and says where the next page begins. */
export function cut<T>(rows: T[], limit: number, keys: (row: T) => readonly (string | number | boolean | null)[]): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(keys(last)) : null }
}
