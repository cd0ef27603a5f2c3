/** `node scripts/screenshots.mjs`: starts a demonstration of its own, and takes the pictures of README.md into docs/screenshots. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from 'playwright'
import { findChromium } from './chromium.mjs'
import { prepare } from './prepare.mjs'
import { root, stop } from './run.mjs'

const author = { email: 'author@demo.example', password: 'a picture of a reading room' }
const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }
/** `at` names the post that is brought into view; `as: 'author'` looks signed in. */
const pictures = [
  { name: 'home', path: '/', sizes: { wide, narrow } },
  { name: 'thread', path: '/papers/pencil/questions/1', sizes: { wide, narrow } },
  { name: 'answer', path: '/papers/pencil/questions/3', sizes: { wide }, at: 'article table' },
  { name: 'queue', path: '/moderation', sizes: { wide }, as: 'author' },
]

process.chdir(root)
await prepare({ tools: true })
const found = await findChromium()
if (!found.path) stop(found.sentence)
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'colloquy-pictures-'))
const folder = path.join(root, 'docs', 'screenshots')
mkdirSync(folder, { recursive: true })
const site = await startDemonstration()
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] })
try {
  for (const colorScheme of ['light', 'dark']) {
    for (const picture of pictures) {
      for (const viewport of Object.values(picture.sizes)) await take(picture, { viewport, colorScheme })
    }
  }
} finally {
  await browser.close()
  await site.end()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

async function take(picture, { viewport, colorScheme }) {
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', timezoneId: 'UTC' })
  const page = await context.newPage()
  if (picture.as === 'author') await signIn(page)
  await page.goto(site.address + picture.path, { waitUntil: 'networkidle' })
  await page.evaluate(() => document.fonts.ready)
  if (picture.at) await page.locator(picture.at).first().evaluate(element => window.scrollTo(0, element.closest('article').getBoundingClientRect().top + window.scrollY - 24))
  await page.screenshot({ path: path.join(folder, `${picture.name}-${viewport.width}-${colorScheme}.png`) })
  await context.close()
}

async function signIn(page) {
  await page.goto(`${site.address}/signin`)
  await page.getByLabel('E-mail').first().fill(author.email)
  await page.getByLabel('Password', { exact: true }).fill(author.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/signin'))
}

async function startDemonstration() {
  const port = String(await freePort())
  const address = `http://localhost:${port}`
  const env = { ...process.env, PORT: port, HOST: '127.0.0.1', SITE_URL: address, DATA_DIR: dataDir, AUTHOR_EMAIL: author.email, AUTHOR_PASSWORD: author.password }
  const server = spawn(process.execPath, ['scripts/start.mjs', '--demo'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise(resolve => server.once('exit', resolve))
  const end = async () => {
    server.kill('SIGTERM')
    await ended
  }
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) stop('The demonstration did not start; the reason stands above.')
    if (await isReady(address)) return { address, end }
    await pause(500)
  }
  await end()
  return stop('The demonstration was not ready in time.')
}

async function isReady(address) {
  try {
    return (await fetch(`${address}/readyz`)).ok
  } catch {
    // Nobody listens yet.
    return false
  }
}

function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
