/** Things of which one process has exactly one, though its code is bundled twice (the server's bundle and Next.js's). */
type Registry = Map<string, unknown>

declare global {
  var colloquyProcess: Registry | undefined
}

/** The thing called `name`, made on first use. Whoever asks for a name must ask with the same type each time. */
export function processWide<T>(name: string, make: () => T): T {
  const registry = (globalThis.colloquyProcess ??= new Map())
  if (!registry.has(name)) registry.set(name, make())
  return registry.get(name) as T // the only cast of this room: the name stands for the type
}

/** Forgets a thing, so that the next asker makes it anew. */
export function forgetProcessWide(name: string): void {
  globalThis.colloquyProcess?.delete(name)
}
