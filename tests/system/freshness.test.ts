/** The page store against the truth: after every random change, every page as it is sent equals a page made at that moment. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig } from '@/config'
import { closeDb } from '@/db'
import { migrate } from '@/db/migrate'
import { beginFollowing } from '@/forum/log-followers'
import { beginLateReferences, lateReferences } from '@/forum/late-references'
import { neighbourMarker } from '@/forum/neighbour-marks'
import { workOutNeighbours } from '@/forum/neighbour-work'
import { renderMarked } from '@/forum/render-anew'
import { stopRendering } from '@/forum/rendering'
import { operator } from '@/forum/viewer'
import { importList } from '@/reading-list/apply'
import { Assets } from '@/server/assets'
import { Follower } from '@/server/follower'
import { createFront } from '@/server/front'
import type { Front } from '@/server/front'
import { Metrics } from '@/server/metrics'
import { openPages } from '@/server/pages'
import type { Pages } from '@/server/pages'
import { RequestLines } from '@/server/request-lines'
import { RandomWriter } from '../support/random-writer'
import { followToEnd } from '../support/log'
import { must } from '../support/world'

const pencil = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'
const papers = [pencil.slice('/papers/'.length), 'deep-metric-learning-to-rank', 'ranked-list-loss-for-deep-metric-learning']
const steps = Number(process.env['FRESHNESS_STEPS'] ?? 60)
const seed = Number(process.env['FRESHNESS_SEED'] ?? 20_261)

let folder = ''
let pages: Pages
let kept: { front: Front; port: number }
let bare: { front: Front; port: number }
const follower = new Follower()

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-fresh-'))
  const port = await freePort()
  Object.assign(process.env, { NODE_ENV: 'production', DATA_DIR: folder, RATE_LIMITS: 'off', PORT: String(port), SITE_URL: `http://localhost:${port}`, AUTH_URL: `http://localhost:${port}`, NEXT_TELEMETRY_DISABLED: '1' })
  const migrated = await migrate()
  if (!migrated.ok) throw new Error(migrated.sentence)
  await beginFollowing(neighbourMarker, new Date())
  await beginLateReferences(new Date())
  must(await importList(readFileSync('content/reading-list.md'), operator, { dryRun: false }))
  await follower.start()
  pages = await openPages({ root: process.cwd(), dev: false, siteUrl: `http://localhost:${port}` })
  kept = await aFront(port, '64')
  bare = await aFront(await freePort(), '0')
}, 120_000)

afterAll(async () => {
  await Promise.all([kept.front.drain(100), bare.front.drain(100)])
  await follower.stop()
  await pages.close()
  await stopRendering()
  await closeDb()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

test(`after each of ${steps} random changes every kept page is what would be made now (seed ${seed})`, async () => {
  const writer = new RandomWriter(seed)
  await writer.start()
  await settle()
  const done: string[] = []
  let compared = 0
  let remembered = 0
  let withNeighbours = 0
  let withMentions = 0
  let addresses = await everyAddress()
  for (let n = 0; n < steps; n++) {
    done.push(await writer.step(papers))
    // Neighbours and links to what came later come later than the change, by a change of their own: most pages are looked at in between, some after it.
    if (n % 3 === 2) await settle()
    if (n % 10 === 9) addresses = await everyAddress()
    for (const address of addresses) {
      const before = kept.front.store.size
      const [sent, made] = [await ask(kept.port, address), await ask(bare.port, address)]
      compared++
      if (sent.text.includes('<section class="near')) withNeighbours++
      if (sent.text.includes('class="mentioned')) withMentions++
      if (kept.front.store.size === before && sent.status === 200) remembered++
      expect(sent.status, `${address} after ${done.slice(-3).join(' | ')}`).toBe(made.status)
      expect(sent.text === made.text ? '' : difference(sent.text, made.text), `${address} after ${done.slice(-3).join(' | ')}`).toBe('')
    }
  }
  expect(withNeighbours).toBeGreaterThan(0)
  expect(withMentions).toBeGreaterThan(0)
  // A store that forgets everything would be right too.
  expect(remembered).toBeGreaterThan(compared / 2)
}, 600_000)

async function settle(): Promise<void> {
  do {
    await followToEnd(lateReferences, new Date())
  } while (await renderMarked() > 0)
  await followToEnd(neighbourMarker, new Date())
  while (await workOutNeighbours(new Date()) > 0);
}

/** What a crawler finds from the front page, with feeds and other orders. */
async function everyAddress(): Promise<string[]> {
  const found = new Set(['/', '/papers', '/papers?open=1', '/papers?sort=activity', '/papers?sort=open&view=dense', '/papers?view=timeline', '/papers?view=map', '/questions', '/questions?expert=measure-theory', '/questions?order=waiting&status=open', '/feed.atom', '/questions/feed.atom', '/sitemap.xml', '/about', pencil, `${pencil}?order=activity`, `${pencil}/feed.atom`, `${pencil}/questions/1`, `${pencil}/questions/1?order=newest`])
  for (const from of [...found]) {
    const { text } = await ask(bare.port, from)
    for (const [, href = ''] of text.matchAll(/href="(\/(?:people|topics|papers)\/[^"#?]*)"/g)) if (!href.endsWith('/ask') && found.size < 18) found.add(href)
    for (const [, person = ''] of text.matchAll(/href="(\/people\/[^"#?/]*)"/g)) if (found.size < 26) found.add(person).add(`${person}?kind=questions`).add(`${person}/feed.atom`)
  }
  return [...found]
}

function difference(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return `kept …${one.slice(Math.max(0, at - 200), at + 200)}…\nmade …${other.slice(Math.max(0, at - 200), at + 200)}…`
}

async function aFront(port: number, megabytes: string): Promise<{ front: Front; port: number }> {
  const loaded = loadConfig({ ...process.env, PORT: String(port), PAGE_STORE_MB: megabytes })
  if (!loaded.ok) throw new Error(loaded.sentence)
  const front = createFront({
    config: loaded.config, pages, follower, dev: false, log: pino({ level: 'silent' }), lines: new RequestLines(() => undefined), siteName: () => 'Site', furniture: () => ({ styleSheets: [], theme: null }),
    own: { assets: new Assets(process.cwd(), false), metrics: new Metrics(), metricsToken: null, readiness: () => Promise.resolve({ ready: true, writes: 'taken' }), dev: false },
  })
  await new Promise<void>(resolve => { front.server.listen(port, '127.0.0.1', resolve) })
  return { front, port }
}

function ask(port: number, address: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', path: address, headers: { host: new URL(process.env['SITE_URL'] ?? '').host } }, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }) })
    }).on('error', reject)
  })
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => { resolve(typeof address === 'object' && address !== null ? address.port : 0) })
    })
  })
}
