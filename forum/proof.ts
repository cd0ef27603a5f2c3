/** What is dear asks for a sign-in of the last 15 minutes (SECURITY R10). */
import { refuse } from './errors'
import type { Result } from './errors'
import type { Viewer } from './viewer'

const recentMs = 15 * 60_000

/** Whether a viewer has proved lately who they are. A token never has; the operator sits at the machine. */
export function isProved(viewer: Viewer, now: Date): boolean {
  if (viewer.kind === 'operator') return true
  return viewer.kind === 'person' && viewer.provedAt !== null && now.getTime() - viewer.provedAt.getTime() <= recentMs
}

/** The same as a refusal, for actions. */
export function requireProof(viewer: Viewer, now: Date): Result<null> {
  return isProved(viewer, now) ? { ok: true, value: null } : refuse('prove-again')
}
