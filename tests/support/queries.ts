/** Counts what is asked of the database, below drizzle: each statement as the engine's driver was given it. */
import BetterSqlite from 'better-sqlite3'
import pg from 'pg'
import { vi } from 'vitest'

/** The statements that `work` sends, in order, on either engine. One prepared once and run twice counts twice. */
export async function queriesOf(work: () => Promise<unknown>): Promise<string[]> {
  const statement = statementPrototype()
  const onSqlite = (['all', 'get', 'run', 'iterate'] as const).map(method => vi.spyOn(statement, method))
  const onPostgres = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    const seen = [
      ...onSqlite.flatMap(({ mock }) => mock.contexts.map((context, n) => ({ turn: mock.invocationCallOrder[n] ?? 0, text: textOf(context) }))),
      ...onPostgres.mock.calls.map((given, n) => ({ turn: onPostgres.mock.invocationCallOrder[n] ?? 0, text: textOf(given[0]) })),
    ]
    return seen.toSorted((a, b) => a.turn - b.turn).map(one => one.text)
  } finally {
    for (const spy of [...onSqlite, onPostgres]) spy.mockRestore()
  }
}

// The driver names the class nowhere; every statement leads to it.
function statementPrototype(): BetterSqlite.Statement {
  const memory = new BetterSqlite(':memory:')
  const prototype = Reflect.getPrototypeOf(memory.prepare('SELECT 1'))
  memory.close()
  if (!isStatement(prototype)) throw new Error('better-sqlite3 has no class of statements any more')
  return prototype
}

function isStatement(value: object | null): value is BetterSqlite.Statement {
  return value !== null && 'all' in value && 'iterate' in value
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query
  if (typeof query !== 'object' || query === null) return 'a query without text'
  if ('source' in query) return String(query.source)
  return 'text' in query ? String(query.text) : 'a query without text'
}
