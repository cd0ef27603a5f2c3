/** The process: reads its configuration, takes its folder, makes everything ready, serves, and stops cleanly. */
import { chmodSync } from 'node:fs'
import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { loadConfig } from '@/config'
import type { Config } from '@/config'
import { dataDirSentence, makeFolder } from '@/config/folder'
import { takeLock } from '@/config/lock'
import { readSite } from '@/forum/site'
import { Assets } from './assets'
import { follower } from './follower'
import { createFront } from './front'
import type { Front } from './front'
import { limits } from './limits'
import { log } from './log'
import { gauges, Metrics } from './metrics'
import { openPages } from './pages'
import { requestLinesOut } from './request-lines'
import type { Pages } from './pages'
import type { Furniture } from './plain-page'
import { readinessOf } from './readiness'
import { closings, steps } from './startup'
import { furnitureOf } from './strip'
import { visitCounter } from './visit-room'

const warmUpMs = 3_000

type Running = { front: Front; pages: Pages; metrics: Metrics; giveBack: () => void; state: { draining: boolean }; drainMs: number }

/** Serves until a signal ends the process. Called once, by the script that has installed and built everything. */
export async function serve({ dev }: { dev: boolean }): Promise<void> {
  await choosePort()
  const loaded = loadConfig(process.env)
  if (!loaded.ok) {
    refuseStart(loaded.sentence)
    return
  }
  const { config } = loaded
  // next-auth believes the request's host where this is unset.
  process.env['AUTH_URL'] = config.siteUrl
  process.env['NEXT_TELEMETRY_DISABLED'] = '1'
  const giveBack = takeDataDir(config)
  if (typeof giveBack === 'string') {
    refuseStart(giveBack)
    return
  }
  try {
    const [pages, said] = await Promise.all([openPages({ root: process.cwd(), dev, siteUrl: config.siteUrl }), runSteps()])
    const running = said.ok ? await open(config, pages, { dev, giveBack }) : said.sentence
    if (typeof running === 'string') {
      refuseStart(running, giveBack)
      return
    }
    stopOnSignals(running)
    announce(config, said.ok ? said.lines : [])
  } catch (error) {
    log.fatal({ at: 'start.failed', error })
    refuseStart(`The start failed: ${error instanceof Error ? error.message : String(error)}. The log line above has the rest.`, giveBack)
  }
}

async function runSteps(): Promise<{ ok: true; lines: string[] } | { ok: false; sentence: string }> {
  const lines: string[] = []
  for (const step of steps) {
    const done = await step.run().catch((error: unknown) => { throw new Error(step.name, { cause: error }) })
    if (!done.ok) return done
    lines.push(...(done.say ?? []))
  }
  return { ok: true, lines }
}

async function open(config: Config, pages: Pages, with_: { dev: boolean; giveBack: () => void }): Promise<Running | string> {
  const state = { draining: false }
  const metrics = new Metrics()
  const { name } = await readSite()
  const furniture = await furnitureOfSite(config, pages)
  const front = createFront({
    config, pages, log, lines: requestLinesOut(), follower: follower(), visits: visitCounter(), dev: with_.dev, siteName: () => name, furniture: () => furniture,
    own: { assets: new Assets(process.cwd(), with_.dev), metrics, metricsToken: config.metricsToken, readiness: readinessOf(state), dev: with_.dev },
  })
  gauges().set('page_store_bytes', () => front.store.bytes).set('page_store_pages', () => front.store.size).set('renders_waiting', () => front.store.renders.waiting).set('live_streams', front.listeners)
  const fault = await listening(front, config)
  if (fault !== null) return fault
  // In development a browser's hot reload never ends by itself.
  return { front, pages, metrics, giveBack: with_.giveBack, state, drainMs: with_.dev ? 500 : limits.drainMs }
}

// The first rendering loads most of the pages' code, so it is done before anybody waits for one.
async function furnitureOfSite(config: Config, pages: Pages): Promise<Furniture> {
  const nothing: Furniture = { styleSheets: [], theme: null }
  const asked = pages.ask({ method: 'GET', path: '/about', headers: { host: new URL(config.siteUrl).host, 'user-agent': 'colloquy' }, body: null })
    .then(answer => furnitureOf(answer.body.toString('utf8')))
    .catch((error: unknown) => {
      log.warn({ at: 'warm-up.failed', error })
      return nothing
    })
  return Promise.race([asked, pause(warmUpMs, nothing, { ref: false })])
}

function listening(front: Front, config: Config): Promise<string | null> {
  return new Promise(resolve => {
    front.server.once('error', error => {
      const taken = 'code' in error && error.code === 'EADDRINUSE'
      resolve(taken ? `PORT is wrong: ${config.port} on ${config.host} is in use by another program.` : `PORT or HOST is wrong: ${error.message}.`)
    })
    front.server.listen(config.port, config.host, () => { resolve(null) })
  })
}

function announce(config: Config, lines: string[]): void {
  log.info({ at: 'started', engine: config.database.engine, ms: Math.round(process.uptime() * 1000) })
  process.stdout.write(`Colloquy is at ${config.siteUrl}\n${lines.map(line => `${line}\n`).join('')}`)
}

function stopOnSignals(running: Running): void {
  let stopping = false
  const stopWith = (code: number, why: string) => {
    if (stopping) return
    stopping = true
    log.info({ at: 'stopping', why })
    void stop(running).then(() => process.exit(code), (error: unknown) => {
      log.error({ at: 'stop.failed', error })
      process.exit(1)
    })
  }
  process.once('SIGTERM', () => { stopWith(0, 'SIGTERM') })
  process.once('SIGINT', () => { stopWith(0, 'SIGINT') })
  process.on('uncaughtException', error => {
    log.fatal({ at: 'uncaught', error })
    stopWith(1, 'uncaught exception')
  })
  process.on('unhandledRejection', error => {
    // Next.js rejects a rendering nobody waits for any more; nothing is lost by that.
    if (error instanceof Error && /^(AbortError|ResponseAborted)$/.test(error.name)) return
    log.fatal({ at: 'unhandled', error })
    stopWith(1, 'unhandled rejection')
  })
}

async function stop(running: Running): Promise<void> {
  running.state.draining = true
  await running.front.drain(running.drainMs)
  await Promise.race([closeAll(running.pages), pause(limits.closingsMs, undefined, { ref: false })])
  running.metrics.stop()
  running.giveBack()
  log.info({ at: 'stopped' })
}

async function closeAll(pages: Pages): Promise<void> {
  for (const closing of closings) {
    await closing.run().catch((error: unknown) => { log.error({ at: 'closing.failed', what: closing.name, error }) })
  }
  await pages.close()
}

function takeDataDir(config: Config): (() => void) | string {
  try {
    makeFolder(config.dataDir)
    chmodSync(config.dataDir, 0o700)
    const lock = takeLock(config.dataDir)
    return lock.ok ? lock.giveBack : `DATA_DIR is wrong: another server (process ${lock.holder.pid}) is serving ${config.dataDir}. Stop it, or name another folder.`
  } catch (error) {
    return dataDirSentence(config.dataDir, error)
  }
}

function refuseStart(sentence: string, giveBack?: () => void): void {
  giveBack?.()
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

// PORT=0 asks for any free port; links must name it, so it is chosen before the configuration is read.
async function choosePort(): Promise<void> {
  if (process.env['PORT'] !== '0') return
  const probe = net.createServer()
  await new Promise<void>(resolve => { probe.listen(0, process.env['HOST'] || '127.0.0.1', resolve) })
  const address = probe.address()
  await new Promise<void>(resolve => { probe.close(() => { resolve() }) })
  if (address !== null && typeof address === 'object') process.env['PORT'] = String(address.port)
}
