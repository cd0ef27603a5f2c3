/** What must hold before a command touches the site: a right configuration, and a database of this version's shape. */
import { config, loadConfig } from '@/config'
import { dataDirSentence, makeFolder } from '@/config/folder'
import { lockHolder } from '@/config/lock'
import { db } from '@/db'
import { shapeOf } from '@/db/check'
import { migrate } from '@/db/migrate'

/** The sentence that says what is wrong with the environment; null where nothing is. */
export function configFault(): string | null {
  const loaded = loadConfig(process.env)
  return loaded.ok ? null : loaded.sentence
}

/** Makes the database ready as a start would, so that commands work before the first start too. Null, or why not.
 *  Under a server of an older version nothing is changed: it would go on with a database it does not know. */
export async function makeReady(): Promise<string | null> {
  const wrong = configFault()
  if (wrong) return wrong
  const { dataDir } = config()
  try {
    makeFolder(dataDir)
  } catch (error) {
    return dataDirSentence(dataDir, error)
  }
  const holder = lockHolder(dataDir)
  if (holder) {
    const shape = await shapeOf()
    if (shape.done.length > 0 && shape.pending.length > 0) return `The server (process ${holder.pid}) is of an older version than this command. Restart it first; it brings the database to the new shape.`
  }
  const migrated = await migrate()
  // What migrating opened is closed with the database: an idle connection to PostgreSQL would keep the command waiting for seconds.
  if (migrated.ok || config().database.engine === 'postgres') db()
  return migrated.ok ? null : migrated.sentence
}
