/** A draft as the server tells it. */
import { record, textOf } from './asking'

export type Kept = { place: string; fields: Record<string, string>; revision: number; at: Date }

/** Reads one; null where it is none. */
export function keptOf(told: unknown): Kept | null {
  const draft = record(told)
  const fields = record(draft?.['fields'])
  if (!draft || !fields) return null
  return { place: textOf(draft['place']), fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, textOf(text)])), revision: Number(draft['revision']), at: new Date(textOf(draft['updatedAt'])) }
}
