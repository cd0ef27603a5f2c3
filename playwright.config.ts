import os from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'

const port = process.env['BROWSER_TEST_PORT'] ?? '4310'
const dataDir = process.env['BROWSER_TEST_DATA_DIR'] ?? path.join(os.tmpdir(), `colloquy-browser-tests-${port}`)
const whole = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
// A Chromium without a window opens a page in half the time; not everything works in it.
const shell = process.env['CHROMIUM_SHELL_PATH'] ?? whole
const needWhole = '**/offline.test.ts'
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Browser tests run against the built product, once with scripts and (files named *.plain.test.ts) once without. */
export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  timeout: 30_000,
  expect: { timeout: 5_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: true,
  // The report tells which test passed at its second try only.
  retries: process.env['CI'] ? 1 : 0,
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: { executablePath: shell, args },
    // To trace every test takes time: `--trace retain-on-failure` does it.
    trace: 'off',
  },
  projects: [
    { name: 'with-script', testIgnore: ['**/*.plain.test.ts', needWhole] },
    { name: 'whole-browser', testMatch: needWhole, use: { launchOptions: { executablePath: whole, args } } },
    { name: 'without-script', testMatch: '**/*.plain.test.ts', use: { javaScriptEnabled: false } },
  ],
  webServer: {
    command: 'node scripts/start.mjs',
    url: `http://localhost:${port}/readyz`,
    timeout: 120_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 11_000 },
    stdout: 'ignore',
    env: {
      PORT: port, HOST: '127.0.0.1', SITE_URL: `http://localhost:${port}`, DATA_DIR: dataDir, RATE_LIMITS: 'off',
      AUTHOR_EMAIL: 'author@example.org', AUTHOR_PASSWORD: 'a quiet reading room',
    },
  },
})
