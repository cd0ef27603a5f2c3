/** Whether the folder with everything that must survive is private, has room, and lies where a database may lie. */
import { chmodSync, existsSync, lstatSync, readdirSync, statfsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '@/config'
import type { Fault } from '@/forum/doctor'

const roomMinBytes = 64 * 1024 * 1024
/** Magic numbers of file systems on which locks are not reliable (statfs(2)). */
const overNetwork = new Map([[0x6969, 'NFS'], [0xff534d42, 'CIFS'], [0xfe534d42, 'SMB'], [0x517b, 'SMB'], [0x01021997, '9P']])

/** The faults of DATA_DIR and of the folder of a SQLite file. */
export function checkFiles({ dataDir, database }: Config): Fault[] {
  if (!existsSync(dataDir)) return [{ what: `There is no folder ${dataDir}.`, mend: 'Start the server once, or name the right folder in DATA_DIR.' }]
  const folders = [...new Set([dataDir, ...(database.engine === 'sqlite' ? [path.dirname(database.file)] : [])])].filter(folder => existsSync(folder))
  return [...openToOthers(dataDir), ...folders.flatMap(roomIn), ...(database.engine === 'sqlite' ? folders.flatMap(lockingIn) : [])]
}

/** Takes the rights of others away. */
export function closeToOthers(dataDir: string): void {
  for (const { file, mode } of readableByOthers(dataDir)) chmodSync(file, mode & 0o700)
}

function openToOthers(dataDir: string): Fault[] {
  return readableByOthers(dataDir).map(({ file, mode }) => ({ what: `Others on this machine may read ${file} (mode ${(mode & 0o777).toString(8)}).`, mend: `Run chmod ${(mode & 0o700).toString(8)} ${file}, or "npm run forum -- doctor --mend".` }))
}

function readableByOthers(dataDir: string): { file: string; mode: number }[] {
  return [dataDir, ...readdirSync(dataDir).map(name => path.join(dataDir, name))]
    .map(file => ({ file, stat: lstatSync(file, { throwIfNoEntry: false }) }))
    // A link's own rights mean nothing; a file may go while we look.
    .flatMap(({ file, stat }) => stat && !stat.isSymbolicLink() && (stat.mode & 0o077) !== 0 ? [{ file, mode: stat.mode }] : [])
}

function roomIn(folder: string): Fault[] {
  const { bavail, bsize } = statfsSync(folder)
  const left = bavail * bsize
  return left >= roomMinBytes ? [] : [{ what: `Only ${Math.floor(left / 1024 / 1024)} MiB are left for ${folder}.`, mend: 'Make room: below 64 MiB the site takes no more posts.' }]
}

function lockingIn(folder: string): Fault[] {
  const kind = overNetwork.get(statfsSync(folder).type)
  return kind === undefined ? [] : [{ what: `${folder} is on a network file system (${kind}), on which SQLite’s locks cannot be relied on.`, mend: 'Move DATA_DIR to a local disk, or use PostgreSQL.' }]
}
