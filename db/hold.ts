/** Rows held until a transaction ends, so that others who hold them too come one after the other. */
import { asc, eq } from 'drizzle-orm'
import { among } from './among'
import { engine } from './dialect'
import { given, preparedOnce } from './prepared'
import { papers, posts } from './schema'
import type { Tx } from './types'

/** Holds a post's row. On SQLite a transaction is the only one that writes, so there is nothing to hold. */
export async function holdPostRow(tx: Tx, id: number): Promise<void> {
  if (engine === 'postgres') await held(tx).execute({ id })
}

// Others may still refer to the row; nothing is written, so nothing has to be cleared away.
const held = preparedOnce(on => on.select({ id: posts.id }).from(posts).where(eq(posts.id, given('id', posts.id))).for('no key update').prepare('hold_post'))

/** Holds papers' rows, in one order for everybody. */
export async function holdPaperRows(tx: Tx, ids: readonly number[]): Promise<void> {
  if (engine !== 'postgres' || ids.length === 0) return
  await tx.select({ id: papers.id }).from(papers).where(among(papers.id, ids)).orderBy(asc(papers.id)).for('no key update')
}
