/** What a transaction leaves to be done once it is certain: told after its COMMIT has returned, never where it was undone. */
import type { Tx } from '../types'

const left = new WeakMap<object, (() => void)[]>()

/** Leaves `tell` to be called after the commit of `tx`, before whoever awaits the write goes on. An attempt that is undone or
 *  tried again tells nothing. `tell` must be quick; what it throws is thrown outside, for the write itself has come about. */
export function afterCommit(tx: Tx, tell: () => void): void {
  const telling = left.get(tx)
  if (telling) telling.push(tell)
  else left.set(tx, [tell])
}

/** Called by the engines when the commit of `tx` has returned. */
export function committed(tx: Tx): void {
  const telling = left.get(tx) ?? []
  left.delete(tx)
  for (const tell of telling) {
    try {
      tell()
    } catch (error) {
      queueMicrotask(() => { throw error })
    }
  }
}
