/** Finds a Chromium for the browser tests, and installs one where it may; beside it its shell without a window, which starts in half the time. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { run } from './run.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const shells = ['chromium-headless-shell', 'chrome-headless-shell']
const inPath = programs => (process.env.PATH ?? '').split(path.delimiter).filter(Boolean).flatMap(folder => programs.map(name => path.join(folder, name)))
const places = [
  ...inPath(names),
  ...names.map(name => `/usr/bin/${name}`), '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The path of a Chromium: CHROMIUM_PATH, then the usual places, then (as root, on Debian and its kin) the system's package.
 * Where there is none, `sentence` says what to install. `shell`: the path of what most tests run in, the same program where there is no shell.
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given) return isProgram(given) ? { path: given, shell: given } : { sentence: `CHROMIUM_PATH is wrong: ${given} is no program.` }
  const found = present()
  if (found) return { path: found, shell: presentShell() ?? found }
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Chromium by the system’s package manager.\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const install = (...packages) => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, quiet: true })
    if ((await install('chromium', 'fonts-dejavu-core')) !== 0) {
      await run('apt-get', ['update'], { env, quiet: true })
      await install('chromium', 'fonts-dejavu-core')
    }
    const installed = present()
    // Not every system has it.
    if (installed && !presentShell()) await install('chromium-headless-shell')
    if (installed) return { path: installed, shell: presentShell() ?? installed }
  }
  return { sentence: 'No Chromium was found for the browser tests: install the package chromium, or name its program in CHROMIUM_PATH.' }
}

function present() {
  return [...places, ...playwrightPlaces('chromium-', ['chrome-linux/chrome', 'chrome-linux64/chrome'])].find(isProgram) ?? null
}

function presentShell() {
  return [...inPath(shells), ...playwrightPlaces('chromium_headless_shell-', ['chrome-linux/headless_shell', 'chrome-headless-shell-linux64/chrome-headless-shell'])].find(isProgram) ?? null
}

// Where `npx playwright install chromium` puts it.
function playwrightPlaces(kind, programs) {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(os.homedir(), '.cache', 'ms-playwright')
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter(name => name.startsWith(kind)).sort().reverse()
    .flatMap(name => programs.map(program => path.join(folder, name, program)))
}

function isProgram(place) {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}
