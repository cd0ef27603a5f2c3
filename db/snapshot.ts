/** Reading everything at one moment, for exports. */
import { config } from '@/config'
import { postgresSnapshot, sqliteSnapshot } from './engines/snapshots'
import type { Reader } from './types'

/** Gives `read` the database as it is now; what is written meanwhile is not seen. */
export async function snapshot<T>(read: (on: Reader) => Promise<T>): Promise<T> {
  const { database } = config()
  return database.engine === 'sqlite'
    ? sqliteSnapshot(database.file, ({ on }) => read(on))
    : postgresSnapshot(database.url, ({ on }) => read(on))
}
