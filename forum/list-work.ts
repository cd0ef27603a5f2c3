/** What the parts of an import share while it is applied. */
import type { Tx } from '@/db'
import type { ListOperation, Ref } from './list-operations'
import type { Order } from './list-order'
import type { ListRendering } from './list-rendering'

export type Applying = {
  tx: Tx
  now: Date
  /** The list's author, whose assessments, notes and questions these are. */
  author: number
  /** Who applies it; null for the operator. */
  actor: number | null
  rendering: ListRendering
  remarks: Map<ListOperation, string | null>
  /** Ids of what earlier operations added, by the names they gave. */
  ids: Map<string, number>
  order: Order
  /** Papers whose notes changed: their search rows are written anew at the end, and the log names them. */
  dirty: Set<number>
  /** Topics whose notes changed. */
  dirtyTopics: Set<number>
  /** Papers that an event of this import has named already. */
  told: Set<number>
}

/** The id of a thing of the site, or of one that an earlier operation added. */
export function idOf(work: Applying, ref: Ref): number {
  const id = 'id' in ref ? ref.id : work.ids.get(ref.added)
  if (id === undefined) throw new Error('an operation refers to a thing that no earlier one added')
  return id
}
