import type { OutboxRow } from '@/forum/outbox'
import type { Part } from '@/text/letter'

/** A mail before it is printed. */
export type Letter = { to: string; subject: string; parts: Part[] }

/** Makes the mail of an outbox row from what is true now; null where it has nothing to say any more. */
export type Composer = (row: OutboxRow, now: Date) => Promise<Letter | null>
