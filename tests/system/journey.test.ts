/** The main journey in a real browser, with and without script, on PostgreSQL: the same tests that the browser step runs on SQLite. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'
import { aPostgresDatabase } from '../support/database'
import { freePort } from '../support/product'

test('a guest answers, the author approves, a member votes and comments, on PostgreSQL', async () => {
  // A second try of a test finds no trace of the first.
  const database = await aPostgresDatabase()
  const chromium = await findChromium()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-journey-'))
  const env = {
    ...process.env, NODE_ENV: 'production' as const, DATABASE_URL: database.url, CHROMIUM_PATH: chromium.path, CHROMIUM_SHELL_PATH: chromium.shell,
    BROWSER_TEST_PORT: String(await freePort()), BROWSER_TEST_DATA_DIR: path.join(folder, 'site'),
  }
  const journeys = 'a guest answers, finds|a member upvotes once|a member comments|whoever edits what changed'
  const running = spawn('node_modules/.bin/playwright', ['test', 'tests/browser/writing.test.ts', 'tests/browser/writing.plain.test.ts', '-g', journeys, '--reporter=line', '--output', path.join(folder, 'results')], { env })
  let said = ''
  running.stdout.on('data', part => { said += String(part) })
  running.stderr.on('data', part => { said += String(part) })
  const code = await new Promise<number | null>(end => { running.once('exit', end) })
  await database.drop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  expect(code, said.slice(-3_000)).toBe(0)
  const ran = [...said.matchAll(/(\d+) (?:passed|flaky)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
  expect(ran, said.slice(-3_000)).toBe(8)
}, 240_000)
