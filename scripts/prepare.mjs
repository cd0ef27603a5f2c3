/** Installs what is missing and builds what is stale. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root, run, stop } from './run.mjs'
import { buildStamp, installStamp, readStamp, writeStamp } from './stamps.mjs'
import { takingTurns } from './turn.mjs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19) || major >= 25) {
  stop(`Colloquy needs Node 20.19 or newer, below 25; this is ${process.version}.`)
}

/**
 * Makes the checkout ready. `tools`: with what the tests need too. `build`: 'all', 'commands' (the command line only)
 * or 'bundles' (everything but the pages, which the development server builds itself). `quiet`: says nothing on standard output.
 */
export async function prepare({ tools = false, build = 'all', quiet = false } = {}) {
  if (!mustInstall(tools) && !mustBuild(build)) return
  await takingTurns(async () => {
    if (mustInstall(tools)) await install(tools, quiet)
    if (mustBuild(build)) await buildStale(build, quiet)
  })
}

function mustInstall(tools) {
  const [stamp, extent] = (readStamp('node_modules/.stamp') ?? '').split(' ')
  return stamp !== installStamp() || (tools && extent !== 'tools')
}

async function install(tools, quiet) {
  const before = (readStamp('node_modules/.stamp') ?? '').endsWith(' tools')
  const extent = tools || before ? 'tools' : 'site'
  process.stderr.write('Installing packages. The database driver may be compiled, which takes a minute or two.\n')
  const flags = ['--no-audit', '--no-fund', '--loglevel=error', extent === 'tools' ? '--include=dev' : '--omit=dev']
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  // `npm ci` first, as it changes no file; it refuses lock files from which npm left out other systems' packages, then `npm install` takes them.
  const clean = existsSync(path.join(root, 'node_modules', '.package-lock.json')) ? 1 : await run('npm', ['ci', ...flags, '--silent'], { env, quiet })
  const code = clean === 0 ? 0 : await run('npm', ['install', ...flags], { env, quiet })
  if (code !== 0) {
    stop('The packages could not be installed; npm’s reason stands above. Where it names node-gyp, install python3, make and g++ and start again.')
  }
  writeStamp('node_modules/.stamp', `${installStamp()} ${extent}`)
}

const stampFiles = { all: '.next/.stamp', bundles: 'dist/.stamp' }

function mustBuild(build) {
  return readStamp(stampFiles[build]) !== buildStamp()
}

async function buildStale(build, quiet) {
  process.stderr.write('Building.\n')
  const code = await run(process.execPath, ['scripts/build.mjs', build], { quiet })
  if (code !== 0) stop('The build failed; the reason stands above.')
}
