/** What is loaded when the page stands, for those who need it. */
import { textOf } from './asking'
import { all } from './dom'
import type { Hands } from './hands'
import { lay } from './overlay'
import { mark } from './permalinks'
import { startScript } from './scripts'
import { fresh } from './thread'
import type { Viewer } from './viewer'

/** Loads what follows the thread, and what keeps the texts of whoever is signed in. */
export async function startLater(viewer: Viewer | null): Promise<void> {
  const hands: Hands = { viewer, lay, fresh, mark }
  await startScript(textOf(viewer?.left?.['script']), hands)
  for (const { dataset } of all('[data-later]', HTMLElement)) await startScript(dataset['later'] ?? '', hands)
}
