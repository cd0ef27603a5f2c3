/** Making the folders that hold what must survive. */
import { mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** Makes a folder that only its owner may enter, with those above it. Throws the system's error where that cannot be.
 *  Node's own `recursive` never returns where a folder exists and none can be made in it, as in /proc. */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  const above = path.dirname(folder)
  if (above !== folder) makeFolder(above)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process was quicker.
    if (!isFolder(folder)) throw error
  }
}

/** The sentence for a DATA_DIR that cannot be used, from the system's error. */
export function dataDirSentence(dataDir: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
  return `DATA_DIR is wrong: ${dataDir} cannot be made or written${code}. Name another folder, or let this user write there.`
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
}
