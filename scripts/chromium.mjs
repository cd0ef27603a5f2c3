/** Finds a Chromium for the browser tests, and installs one where it may. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  ...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean).flatMap(folder => names.map(name => path.join(folder, name))),
  ...names.map(name => `/usr/bin/${name}`), '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The path of a Chromium: CHROMIUM_PATH, then the usual places, then (as root, on Debian and its kin) the system's package.
 * Where there is none, `sentence` says what to install.
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) return isProgram(given) ? { path: given } : { sentence: `CHROMIUM_PATH is wrong: ${given} is no program.` }
  const found = present()
  if (found) return { path: found }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Chromium by the system’s package manager.\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']
    if ((await run('apt-get', install, { env, quiet: true })) !== 0) {
      await run('apt-get', ['update'], { env, quiet: true })
      await run('apt-get', install, { env, quiet: true })
    }
    const installed = present()
    if (installed) return { path: installed }
  }
  return { sentence: 'No Chromium was found for the browser tests: install the package chromium, or name its program in CHROMIUM_PATH.' }
}

function present() {
  return [...places, ...playwrightPlaces()].find(isProgram) ?? null
}

// Where `npx playwright install chromium` puts it.
function playwrightPlaces() {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(os.homedir(), '.cache', 'ms-playwright')
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter(name => name.startsWith('chromium-')).sort().reverse()
    .flatMap(name => ['chrome-linux/chrome', 'chrome-linux64/chrome'].map(program => path.join(folder, name, program)))
}

function isProgram(place) {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}
