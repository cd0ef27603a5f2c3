/** What a script that is loaded later is handed by the page's own, whose reader and forms it shares. */
import type { Viewer } from './viewer'

export type Hands = {
  viewer: Viewer | null
  /** Asks again who is reading, and lays it over. */
  lay: () => Promise<Viewer | null>
  /** A copy of what another document holds, enhanced once it stands on this page. */
  fresh: <T extends Element>(element: T) => T
  /** Shows the post with this id: unfolded, focused, marked for a moment. */
  mark: (id: number) => void
}
