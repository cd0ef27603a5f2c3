/** What an export holds: everything but what lets somebody in and what is only this server's own. */
import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import * as schema from '@/db/schema'

export type Transferred = {
  name: string
  table: PgTable
  /** By which rows are told apart and put in order. */
  key: string[]
  /** The columns that are exported, by their names in the schema. */
  columns: Record<string, PgColumn>
}

// Not here: sessions, links, tokens, rates, idempotency, the outbox (mails may carry links), which browsers are told by a push service, who looks at what, and search rows, which are made anew.
/** In an order in which each row comes after those it points at. */
export const transferred: readonly Transferred[] = [
  one(schema.people, ['id'], ['password', 'feedHash']),
  one(schema.formerHandles, ['handleFolded']),
  one(schema.signIns, ['id']),
  one(schema.topics, ['id']),
  one(schema.papers, ['id']),
  one(schema.addresses, ['id']),
  one(schema.assessments, ['id']),
  one(schema.notes, ['id']),
  one(schema.paperMetadata, ['paper']),
  one(schema.guests, ['id'], ['cookieHash', 'receiptHash', 'addressHash', 'networkHash']),
  one(schema.posts, ['id']),
  one(schema.revisions, ['id']),
  one(schema.mentions, ['id']),
  one(schema.votes, ['post', 'person']),
  one(schema.endorsements, ['post', 'author']),
  one(schema.flags, ['id'], ['addressHash']),
  one(schema.decisions, ['id']),
  one(schema.appeals, ['id']),
  one(schema.proposedEdits, ['post']),
  one(schema.summaries, ['id']),
  one(schema.personNotes, ['id']),
  one(schema.spamWords, ['word']),
  one(schema.fingerprints, ['post', 'band']),
  // The number of a transaction means nothing in another database.
  one(schema.events, ['id'], ['tx']),
  one(schema.follows, ['person', 'kind', 'target']),
  one(schema.mailFollows, ['id']),
  one(schema.notifications, ['id'], ['mailing', 'mailKey']),
  one(schema.readings, ['person', 'question']),
  one(schema.drafts, ['person', 'place']),
  one(schema.followers, ['name']),
  one(schema.setAside, ['id']),
  one(schema.settings, ['key']),
  // Numbers alone, by day; ids of things stay what they are, so pages keep theirs.
  one(schema.visits, ['day', 'page']),
  one(schema.visitSources, ['day', 'host']),
]

/** Those whose ids the engine counts up. */
export const counted = transferred.filter(({ key }) => key.length === 1 && key[0] === 'id').map(({ name }) => name)

function one(table: PgTable, key: string[], leftOut: string[] = []): Transferred {
  const columns = Object.fromEntries(Object.entries(getTableColumns(table)).filter(([name]) => !leftOut.includes(name)))
  return { name: getTableName(table), table, key, columns }
}
