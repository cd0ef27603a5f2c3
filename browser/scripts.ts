/** Scripts that only some pages and readers need, loaded when they are. Each begins by its `start`. */
import type { Hands } from './hands'

/** Loads one and starts it. False where it cannot be had: all works as before. */
export async function startScript(address: string, hands: Hands | null): Promise<boolean> {
  if (address === '') return false
  try {
    const script: unknown = await import(address)
    if (!isScript(script)) return false
    script.start(hands)
    return true
  } catch {
    return false
  }
}

function isScript(module: unknown): module is { start: (hands: Hands | null) => void } {
  return typeof module === 'object' && module !== null && 'start' in module && typeof module.start === 'function'
}
