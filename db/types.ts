/** What the rest of the house sees of a database: one reader, one way to write. */
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { Engine } from './dialect'

export type Reader = NodePgDatabase
declare const insideTransaction: unique symbol
/** A transaction that is open. Only `write` makes one. */
export type Tx = Reader & { readonly [insideTransaction]: true }

export type Db = {
  engine: Engine
  /** Reads the last committed state. */
  read: Reader
  /** Reads the same beside all else: what may take long (search, exports) keeps nobody waiting. Throws TooSlow past its time. */
  heavy: Reader
  /** Runs `change` in the only kind of transaction there is; a thrown error undoes it. Nothing slow happens inside. Those of one `line`
   *  hold the same row: on PostgreSQL only a few of them are begun at once. */
  write<T>(change: (tx: Tx) => Promise<T>, line?: string): Promise<T>
  /** Writers waiting now. */
  waiting(): number
  /** Takes what was deleted out of the files on disk too, as far as the engine leaves it there. Never refused, and not urgent: closing does it again. */
  forgetFreed(): Promise<void>
  close(): Promise<void>
}

/** More writers wait than the queue holds: the answer is 503. */
export class TooBusy extends Error {
  constructor() { super('Too many writes are waiting.') }
}

/** A heavy reading took longer than it may: the answer is 503. */
export class TooSlow extends Error {
  constructor() { super('The reading took too long.') }
  // The class is there once in each bundle of the process; its name is the same in both.
  override readonly name = 'TooSlow'
}
