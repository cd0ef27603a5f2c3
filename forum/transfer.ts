/** The whole site as one JSON document, and back into an empty site: ids, texts, former texts, votes, decisions and events as they were. */
import { asc, count, eq, max, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { secretHash } from '@/config/secret'
import type { Reader, Tx } from '@/db'
import { engine } from '@/db/dialect'
import { breaksRules } from '@/db/faults'
import { continueAfter, lastIds } from '@/db/last-ids'
import { followers } from '@/db/schema'
import { action } from './action'
import { lostPlaces } from './doctor'
import { done, refuse } from './errors'
import type { Result } from './errors'
import { receiptSecret } from './guests'
import { keepKnown } from './metadata'
import { reindexAll } from './search-rows'
import { mayEver } from './policy'
import { countAnew } from './recount'
import { piecesOf, Unreadable } from './transfer/reading'
import { inKeyOrder, rowSchema } from './transfer/rows'
import { counted, transferred } from './transfer/tables'
import type { Transferred } from './transfer/tables'
import type { Viewer } from './viewer'
import { beginRoundAnew } from './neighbour-round'
import { allLearned, wordLearner } from './vocabulary'

const version = 1
const readAtOnce = 500
const writeAtOnce = 200

/** The document in pieces. `on` should be a snapshot, so that all of it is of one moment. Refuses whoever is no author. */
export function exportSite(viewer: Viewer, on: Reader): Result<AsyncGenerator<string>> {
  return mayEver(viewer, 'site.restore') ? done(documentOf(on)) : refuse('not-allowed', { why: 'Only an author takes the whole site along.' })
}

async function* documentOf(on: Reader): AsyncGenerator<string> {
  yield `{"format":"colloquy","version":${version},"tables":{`
  for (const [n, table] of transferred.entries()) {
    yield `${n === 0 ? '' : ','}\n"${table.name}":[`
    yield* rowsOf(on, table)
    yield ']'
  }
  yield `},\n"lastIds":${JSON.stringify(await lastIds(on, counted))}}\n`
}

async function* rowsOf(on: Reader, table: Transferred): AsyncGenerator<string> {
  const keys = table.key.map(name => orderOf(columnOf(table, name)))
  let last: Record<string, unknown> | undefined
  for (;;) {
    const after = last
    const where = after ? sql`(${sql.join(keys, sql`, `)}) > (${sql.join(table.key.map(name => sql`${after[name]}`), sql`, `)})` : undefined
    const some = await on.select(table.columns).from(table.table).where(where).orderBy(...keys.map(key => asc(key))).limit(readAtOnce)
    yield some.map((row, n) => `${after === undefined && n === 0 ? '' : ','}\n${JSON.stringify(inKeyOrderOf(row))}`).join('')
    last = some.at(-1)
    if (some.length < readAtOnce) return
  }
}

/** Text is put in order by its bytes on both engines. */
function orderOf(column: PgColumn): SQL {
  return engine === 'postgres' && column.dataType === 'string' ? sql`${column} collate "C"` : sql`${column}`
}

function columnOf(table: Transferred, name: string): PgColumn {
  const column = table.columns[name]
  if (!column) throw new Error(`${table.name} has no column ${name}.`)
  return column
}

/** Columns stay in the schema's order; only what is JSON inside is put in an order of its own. */
function inKeyOrderOf(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inKeyOrder(value)]))
}

type LastIds = Partial<Record<string, number>>
export type Brought = { rows: number; tables: Record<string, number> }

/** Reads an export into an empty site, in one transaction. What the document leaves out stays out: nobody is signed in, nobody has
 *  a password, guests' receipts follow from this site's secret. */
export async function importSite(viewer: Viewer, chunks: AsyncIterable<string>): Promise<Result<Brought>> {
  try {
    return await bringIn(viewer, chunks)
  } catch (error) {
    if (error instanceof Unreadable) return unreadable('The file is not a JSON export of Colloquy, or it is cut off.')
    if (breaksRules(error)) return unreadable(`The file does not fit together: ${causeOf(error)}.`)
    throw error
  }
}

const bringIn = action({
  name: 'site.restore',
  input: z.custom<AsyncIterable<string>>(value => typeof value === 'object' && value !== null && Symbol.asyncIterator in value),
  async run({ tx, input }) {
    const there = await isThere(tx)
    if (there) return refuse('not-allowed', { why: `This site is not empty: ${there}. An export goes into an empty one: name a new DATA_DIR, or an empty database in DATABASE_URL.` })
    const brought = await readInto(tx, input)
    if (!brought.ok) return brought
    const [lost] = await lostPlaces(tx)
    if (lost) return unreadable(`The file does not fit together: ${lost.what}`)
    // Counters come from the rows, not from what the file says of them.
    await countAnew(tx)
    await keepKnown(tx)
    await reindexAll(tx)
    await learnedBy(tx)
    return brought
  },
})

/** An export that knows nothing of words and neighbours: the words were counted just now, neighbours are worked out from the beginning. */
async function learnedBy(tx: Tx): Promise<void> {
  const [there] = await tx.select({ name: followers.name }).from(followers).where(eq(followers.name, wordLearner.name))
  if (!there) await allLearned(tx, new Date())
  await beginRoundAnew(tx)
}

async function readInto(tx: Tx, chunks: AsyncIterable<string>): Promise<Result<Brought>> {
  const tables: Record<string, number> = {}
  const schemas = new Map(transferred.map(table => [table.name, { table, schema: rowSchema(table) }]))
  let waiting: { table: Transferred; rows: Record<string, unknown>[] } | null = null
  let format = ''
  let ids: LastIds = {}
  for await (const piece of piecesOf(chunks)) {
    if (piece.kind === 'field') {
      const told = readField(piece.name, piece.value)
      if (!told.ok) return told
      if (piece.name === 'format') format = 'known'
      ids = { ...ids, ...told.value }
      continue
    }
    const known = schemas.get(piece.table)
    if (format === '' || !known) return unreadable(format === '' ? 'The file is not a JSON export of Colloquy, or it is cut off.' : `The table ${piece.table} is not known here: a newer Colloquy made this file.`)
    tables[piece.table] = (tables[piece.table] ?? 0) + 1
    const parsed = known.schema.safeParse(piece.row)
    if (!parsed.success) return unreadable(`Row ${tables[piece.table] ?? 0} of ${piece.table} is not right: ${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? 'unreadable'}.`)
    if (waiting && (waiting.table !== known.table || waiting.rows.length >= writeAtOnce)) {
      await write(tx, waiting)
      waiting = null
    }
    waiting ??= { table: known.table, rows: [] }
    waiting.rows.push(complete(known.table, parsed.data))
  }
  if (waiting) await write(tx, waiting)
  if (format === '') return unreadable('The file is not a JSON export of Colloquy, or it is cut off.')
  await countOn(tx, ids)
  return done({ rows: Object.values(tables).reduce((sum, n) => sum + n, 0), tables })
}

/** New ids begin after all that were ever given, and after all that are there. */
async function countOn(tx: Tx, ids: LastIds): Promise<void> {
  for (const table of transferred) {
    if (!counted.includes(table.name)) continue
    const [row] = await tx.select({ id: max(columnOf(table, 'id')) }).from(table.table)
    await continueAfter(tx, table.name, Math.max(ids[table.name] ?? 0, Number(row?.id ?? 0)))
  }
}

/** What a field beside the tables says: the last ids, or whether this is a document that we read. */
function readField(name: string, value: unknown): Result<LastIds> {
  if (name === 'format' && value !== 'colloquy') return unreadable('The file is not a JSON export of Colloquy.')
  if (name === 'version' && value !== version) return unreadable('The file was made by a newer Colloquy. Import it with that version.')
  if (name !== 'lastIds') return done({})
  const ids = z.partialRecord(z.enum(counted), z.number().int().min(0).max(2_147_483_647)).safeParse(value)
  return ids.success ? done(ids.data) : unreadable('The last ids of the file are not right.')
}

async function write(tx: Tx, { table, rows }: { table: Transferred; rows: Record<string, unknown>[] }): Promise<void> {
  await tx.insert(table.table).values(rows)
}

/** What a guest's row needs beside what was exported; the same secret of the site gives the same receipts again. */
function complete({ name }: Transferred, row: Record<string, unknown>): Record<string, unknown> {
  if (name !== 'guests' || typeof row['id'] !== 'number' || typeof row['nonce'] !== 'string') return row
  return { ...row, receiptHash: secretHash(receiptSecret(row['nonce'])), cookieHash: `receipt ${row['id']}` }
}

/** What there is on the site already, in words; null where it is empty. */
async function isThere(tx: Tx): Promise<string | null> {
  const found: string[] = []
  for (const { name, table } of transferred) {
    if (!['people', 'topics', 'papers', 'posts', 'events'].includes(name)) continue
    const [row] = await tx.select({ n: count() }).from(table)
    if (row && row.n > 0) found.push(`${row.n} ${name}`)
  }
  return found.length === 0 ? null : `it has ${found.join(', ')}`
}

function unreadable(why: string): { ok: false; error: ReturnType<typeof refuse>['error'] } {
  return refuse('list-unreadable', { why })
}

function causeOf(error: unknown): string {
  return error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
}
