/** The main journey in a real browser, with and without script, on PostgreSQL: the same tests that the browser step runs on SQLite. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'
import { aPostgresDatabase } from '../support/database'
import { freePort } from '../support/product'

test('a guest answers, the author approves, a member votes and comments, on PostgreSQL', async () => {
  const database = await aPostgresDatabase()
  const chromium = await findChromium()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-journey-'))
  const env = {
    ...process.env, NODE_ENV: 'production' as const, DATABASE_URL: database.url, CHROMIUM_PATH: chromium.path, CHROMIUM_SHELL_PATH: chromium.shell,
    BROWSER_TEST_PORT: String(await freePort()), BROWSER_TEST_DATA_DIR: path.join(folder, 'site'),
  }
  const journeys = 'a guest answers, finds|a member upvotes once|a member comments|whoever edits what changed'
  const running = spawn('node_modules/.bin/playwright', ['test', 'tests/browser/writing.test.ts', 'tests/browser/writing.plain.test.ts', '-g', journeys, '--reporter=line', '--output', path.join(folder, 'results')], { env, detached: true })
  const ended = new Promise<number | null>(end => { running.once('exit', end) })
  // Whatever becomes of it, a second try of a test finds no trace of the first.
  onTestFinished(async () => {
    if (running.pid !== undefined && running.exitCode === null) process.kill(-running.pid, 'SIGTERM')
    await ended
    await database.drop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }, 30_000)
  let said = ''
  running.stdout.on('data', part => { said += String(part) })
  running.stderr.on('data', part => { said += String(part) })
  const code = await ended
  expect(code, said.slice(-3_000)).toBe(0)
  const ran = [...said.matchAll(/(\d+) (?:passed|flaky)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
  expect(ran, said.slice(-3_000)).toBe(8)
}, 240_000)
