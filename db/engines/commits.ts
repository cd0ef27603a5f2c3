/** What a transaction leaves for its end: statements that only have to end before it does, and what is told after its COMMIT has
 *  returned, never where it was undone. */
import type { Tx } from '../types'

const last = new WeakMap<object, Promise<unknown>[]>()

/** Sends `statement`, whose result nobody waits for, and leaves it to end with `tx`: PostgreSQL is sent the COMMIT right behind
 *  it. Where it fails, the transaction fails with its error. It must send nothing more once it has been handed over. */
export function beforeCommit(tx: Tx, statement: PromiseLike<unknown>): void {
  // drizzle sends a statement each time it is asked for its result, so that is asked for here, now and once.
  const sent = new Promise((resolve, reject) => { statement.then(resolve, reject) })
  // Whoever ends the transaction looks at it; until then nobody does.
  sent.catch(() => undefined)
  const statements = last.get(tx)
  if (statements) statements.push(sent)
  else last.set(tx, [sent])
}

/** The statements that were left to end with `tx`, in the order in which they were sent. */
export function lastStatements(tx: Tx): Promise<unknown>[] {
  return last.get(tx) ?? []
}

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
