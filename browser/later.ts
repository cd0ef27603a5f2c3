/** Scripts that only some pages and readers need, loaded when the page stands. Without them all works as before. */
import { textOf } from './asking'
import { one } from './dom'
import type { Hands } from './hands'
import { lay } from './overlay'
import { mark } from './permalinks'
import { fresh } from './thread'
import type { Viewer } from './viewer'

/** Loads what follows the thread, and what keeps the texts of whoever is signed in. */
export async function startLater(viewer: Viewer | null): Promise<void> {
  const hands: Hands = { viewer, lay, fresh, mark }
  await start(textOf(viewer?.left?.['script']), hands)
  await start(one('[data-live]', HTMLElement)?.dataset['live'] ?? '', hands)
}

async function start(address: string, hands: Hands): Promise<void> {
  if (address === '') return
  try {
    const script: unknown = await import(address)
    if (isScript(script)) script.start(hands)
  } catch {
    // Not to be had: the page is what it was.
  }
}

function isScript(module: unknown): module is { start: (hands: Hands) => void } {
  return typeof module === 'object' && module !== null && 'start' in module && typeof module.start === 'function'
}
