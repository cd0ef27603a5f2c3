import { existsSync } from 'node:fs'
import { config, loadConfig } from '@/config'
import { lockHolder } from '@/config/lock'
import { checkDatabase, rebuildSearchIndex, shapeOf } from '@/db/check'
import { snapshot } from '@/db/snapshot'
import { examine, mendSite } from '@/forum/doctor'
import type { Fault } from '@/forum/doctor'
import { operator } from '@/forum/viewer'
import { answer, counted, exit, readArguments, refused } from '../command'
import type { Command } from '../command'
import { checkFiles, closeToOthers } from '../site-files'

export const doctorCommand: Command = {
  usage: ['doctor [--mend] [--json]'],
  says: 'checks configuration, files, database and counters; names each fault and its mend',
  async run(args, io) {
    const { values } = readArguments({ args, options: { mend: { type: 'boolean' }, json: { type: 'boolean' } } })
    if (values.mend) {
      const mended = await mend()
      if (mended !== null) return refused(io, mended)
    }
    const faults = await findFaults()
    answer(io, values.json, { ok: faults.length === 0, faults }, faults.length === 0 ? ['Nothing is wrong.'] : faults.flatMap(fault => [`- ${fault.what}`, `  ${fault.mend}`]))
    return faults.length === 0 ? exit.done : refused(io, `${counted(faults.length, 'fault')} found.`)
  },
}

/** Every fault, the outermost first: where the configuration is wrong nothing further can be said. */
async function findFaults(): Promise<Fault[]> {
  const loaded = loadConfig(process.env)
  if (!loaded.ok) return [{ what: loaded.sentence, mend: 'Set the variable right, or leave it out.' }]
  const faults = [...checkSettings(), ...checkFiles(loaded.config)]
  const shape = await shapeNow()
  if (!Array.isArray(shape)) return [...faults, shape]
  faults.push(...shape)
  if (shape.length > 0) return faults
  const damaged = await checkDatabase()
  faults.push(...damaged)
  if (damaged.some(fault => fault.what.includes('damaged'))) return faults
  // From one moment: what is written meanwhile would look like a counter gone wrong.
  return [...faults, ...await snapshot(on => examine({ now: new Date(), serverRuns: lockHolder(loaded.config.dataDir) !== null }, on))]
}

function checkSettings(): Fault[] {
  const { readingList, siteUrl, database } = config()
  const plain = new URL(siteUrl)
  return [
    ...(existsSync(readingList) ? [] : [{ what: `There is no reading list at ${readingList}.`, mend: 'Put it there, or name another file in READING_LIST.' }]),
    ...(plain.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(plain.hostname)
      ? [{ what: `SITE_URL is ${siteUrl}, without encryption: passwords and sessions can be read on their way.`, mend: 'Put a reverse proxy with https before the site, and name its address in SITE_URL.' }] : []),
    ...(database.engine === 'postgres' && process.env['AUTH_SECRET'] === undefined && database.replicas.length > 0
      ? [{ what: 'AUTH_SECRET is not set, so each process makes a secret of its own.', mend: 'Give all processes of one database the same AUTH_SECRET.' }] : []),
  ]
}

/** Whether the database is there, can be reached and has this version's shape. A single fault means that nothing more can be asked. */
async function shapeNow(): Promise<Fault[] | Fault> {
  try {
    const shape = await shapeOf()
    if (!shape.there) return { what: 'There is no database yet.', mend: 'Start the server once: it makes it.' }
    if (shape.unknown.length > 0) return { what: `The database was made by a newer Colloquy (it has ${shape.unknown.join(', ')}).`, mend: 'Start that version, or restore a backup made by this one.' }
    return shape.pending.length === 0 ? [] : [{ what: `The database is of an older version (it lacks ${shape.pending.join(', ')}).`, mend: 'Start the server: it brings it to this version.' }]
  } catch (error) {
    const why = error instanceof Error ? error.message || String(error) : String(error)
    return { what: `The database cannot be opened: ${why}.`, mend: 'Check DATABASE_URL; where the file is damaged, put a backup back with "npm run forum -- restore FILE".' }
  }
}

async function mend(): Promise<string | null> {
  const loaded = loadConfig(process.env)
  if (!loaded.ok) return loaded.sentence
  if (existsSync(loaded.config.dataDir)) closeToOthers(loaded.config.dataDir)
  const shape = await shapeNow()
  if (!Array.isArray(shape) || shape.length > 0) return Array.isArray(shape) ? shape.map(fault => fault.what).join(' ') : shape.what
  rebuildSearchIndex()
  const mended = await mendSite(operator, {})
  return mended.ok ? null : mended.error.text
}
