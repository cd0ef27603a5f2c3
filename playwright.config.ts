import os from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'

const port = process.env['BROWSER_TEST_PORT'] ?? '4310'
const dataDir = process.env['BROWSER_TEST_DATA_DIR'] ?? path.join(os.tmpdir(), `colloquy-browser-tests-${port}`)
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

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
  use: {
    baseURL: `http://localhost:${port}`,
    locale: 'en-GB',
    timezoneId: 'UTC',
    launchOptions: { executablePath, args: ['--no-sandbox'] },
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'with-script', testIgnore: '**/*.plain.test.ts' },
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
