/** Faults of the machine that a person is told of as a refusal: too many writers, a full disk, a database that is away. */
import { TooBusy } from '@/db'
import { isAway, isReadOnlyNow } from '@/db/faults'
import { refuse } from './errors'
import type { Refusal } from './errors'

const busySeconds = 5
const readOnlySeconds = 60

/** The refusal that an error stands for; null for a bug, which is for the log. */
export function refusalOf(error: unknown): { ok: false; error: Refusal } | null {
  if (error instanceof TooBusy || isAway(error)) return refuse('busy', {}, { retryAfter: busySeconds })
  return isReadOnlyNow(error) ? refuse('read-only', {}, { retryAfter: readOnlySeconds }) : null
}
