/** Hashes that tell whether an installation or a build is still that of the present files. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './run.mjs'

const rooms = ['api', 'app', 'auth', 'browser', 'cli', 'components', 'config', 'db', 'followers', 'forum', 'public', 'reading-list', 'server', 'text', 'words']
const settings = ['next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package.json', 'package-lock.json', 'instrumentation.ts', 'scripts/build.mjs', 'scripts/bundles.mjs']

/** Of what npm would install here. */
export function installStamp() {
  return stampOf(['package.json', 'package-lock.json'])
}

/** Of everything that a build reads; of nothing that a site holds (DATA_DIR, the environment). */
export function buildStamp() {
  return stampOf([...settings, ...rooms.flatMap(filesUnder)])
}

/** The stamp last written to `file`, or null. */
export function readStamp(file) {
  const place = path.join(root, file)
  return existsSync(place) ? readFileSync(place, 'utf8').trim() : null
}

export function writeStamp(file, stamp) {
  const place = path.join(root, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, `${stamp}\n`)
}

function stampOf(files) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`)
  for (const file of files) {
    const place = path.join(root, file)
    if (existsSync(place)) hash.update(`\0${file}\0`).update(readFileSync(place))
  }
  return hash.digest('hex')
}

function filesUnder(room) {
  const place = path.join(root, room)
  if (!existsSync(place)) return []
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort()
}
