/**
 * `npm test`: installs, builds, then runs every test: types, lint, arrows, unit, db (both engines), browser, system (the started product).
 * Arguments name the steps to run. The last line is `N passed, N failed`; a step without tests of its own counts as one.
 */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { findChromium } from './chromium.mjs'
import { prepare } from './prepare.mjs'
import { bin, root, run, runBeside, stop } from './run.mjs'

const rooms = ['api', 'app', 'auth', 'browser', 'cli', 'components', 'config', 'db', 'forum', 'reading-list', 'server', 'text', 'words']
// Types, lint and arrows take one core: they run beside the tests, whose browsers and databases leave it half idle.
const beside = ['types', 'lint', 'arrows']
const steps = {
  types: () => plainly('tsc', ['--noEmit']),
  lint: () => plainly('eslint', ['.', '--cache', '--cache-location', 'node_modules/.cache/eslint', '--max-warnings', '0']),
  arrows: () => plainly('depcruise', ['--config', '.dependency-cruiser.cjs', ...rooms.filter(room => existsSync(path.join(root, room)))]),
  unit: () => vitest(['--project', 'unit']),
  db: () => vitest(['--project', 'db-sqlite', '--project', 'db-postgres']),
  browser: playwright,
  system: () => vitest(['--project', 'system']),
}

process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
const asked = process.argv.slice(2).filter(word => !word.startsWith('-'))
const unknown = asked.find(word => !(word in steps))
if (unknown !== undefined) stop(`There is no test step "${unknown}"; there are ${Object.keys(steps).join(', ')}.`)
const chosen = asked.length > 0 ? asked : Object.keys(steps)

await prepare({ tools: true })
const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-tests-'))
const total = { passed: 0, failed: 0 }
const isBeside = name => beside.includes(name) && chosen.some(one => !beside.includes(one))
const still = (async () => {
  const ended = []
  for (const name of chosen.filter(isBeside)) ended.push({ name, ...await steps[name]() })
  return ended
})()
for (const name of chosen.filter(one => !isBeside(one))) {
  process.stdout.write(`\n== ${name} ==\n`)
  const { said = '', ...counts } = await steps[name]()
  process.stdout.write(said)
  count(name, counts)
}
for (const { name, said, ...counts } of await still) {
  process.stdout.write(`\n== ${name} ==\n${said}`)
  count(name, counts)
}
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed === 0 ? 0 : 1

function count(name, { passed, failed }) {
  process.stdout.write(`${name}: ${passed} passed, ${failed} failed\n`)
  total.passed += passed
  total.failed += failed
}

async function plainly(program, args) {
  const { code, said } = await runBeside(bin(program), args)
  return { said, ...code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 } }
}

async function vitest(projects) {
  const report = path.join(folder, `vitest-${Math.random().toString(36).slice(2)}.json`)
  const code = await run(bin('vitest'), ['run', ...projects, '--passWithNoTests', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`])
  const told = readReport(report)
  if (told === null) return { passed: 0, failed: code === 0 ? 0 : 1 }
  tellUnsteady(told.testResults.flatMap(file => file.assertionResults).filter(one => one.status === 'passed' && one.failureMessages.length > 0)
    .map(one => `${one.fullName}: ${one.failureMessages[0]}`))
  return counted(told.numPassedTests, told.numFailedTests, code)
}

async function playwright() {
  const tests = path.join(root, 'tests', 'browser')
  if (!existsSync(tests) || !readdirSync(tests, { recursive: true }).some(name => /\.test\.ts$/.test(String(name)))) return { passed: 0, failed: 0 }
  const chromium = await findChromium()
  if (!chromium.path) {
    process.stdout.write(`${chromium.sentence}\n`)
    return { passed: 0, failed: 1 }
  }
  const report = path.join(folder, 'playwright.json')
  const env = {
    ...process.env, CHROMIUM_PATH: chromium.path, CHROMIUM_SHELL_PATH: chromium.shell, BROWSER_TEST_PORT: String(await freePort()), BROWSER_TEST_DATA_DIR: path.join(folder, 'site'),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  }
  const code = await run(bin('playwright'), ['test', '--reporter=line,json'], { env })
  const told = readReport(report)
  if (told === null) return { passed: 0, failed: 1 }
  return counted(told.stats.expected + told.stats.flaky, told.stats.unexpected, code)
}

/** On a machine of a CI a test may have a second try, but not in silence: whoever reads the log has something to mend. */
function tellUnsteady(names) {
  for (const name of names) process.stdout.write(`Only the second try passed: ${name}\n`)
}

// A file that could not even be loaded fails no test of its own, yet the run has failed.
function counted(passed, failed, code) {
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed }
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
