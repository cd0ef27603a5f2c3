import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'

// The built product, started as `npm start` starts it. The first start builds what is stale.
const buildWaitMs = 180_000

type Server = { child: ChildProcess; said: () => string; ended: Promise<number | null>; port: number }

const running: ChildProcess[] = []
const folders: string[] = []
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('a second start builds nothing, and SIGTERM ends it with exit code 0', async () => {
  const folder = aFolder()
  const first = await start(folder)
  await ready(first, buildWaitMs)
  expect(first.said()).toContain(`Colloquy is at http://localhost:${first.port}`)
  expect(first.said()).toContain(`http://localhost:${first.port}/claim?token=`)
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const next = await start(folder)
  await ready(next, 20_000)
  expect(next.said()).not.toContain('Building')
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  next.child.kill('SIGTERM')
  const asked = performance.now()
  expect(await next.ended).toBe(0)
  expect(performance.now() - asked).toBeLessThan(10_000)
}, buildWaitMs + 60_000)

test('a data folder that another server serves is refused by one sentence, and is free after a kill', async () => {
  const folder = aFolder()
  const first = await start(folder)
  await ready(first, buildWaitMs)

  const second = await start(folder)
  expect(await second.ended).toBe(1)
  expect(second.said()).toContain(`another server (process ${first.child.pid ?? 0}) is serving ${folder}`)

  first.child.kill('SIGKILL')
  await first.ended
  const third = await start(folder)
  await ready(third, 20_000)
}, buildWaitMs + 60_000)

test('a wrong setting stops the start with one sentence that names it', async () => {
  const server = await start(aFolder(), { TRUST_PROXY: 'many' })

  expect(await server.ended).toBe(1)
  expect(server.said().trim().split('\n').at(-1)).toMatch(/^TRUST_PROXY is wrong/)
}, buildWaitMs)

function aFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-process-'))
  folders.push(folder)
  return folder
}

async function start(dataDir: string, env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort()
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env: { ...(PATH && { PATH }), ...(HOME && { HOME }), NODE_ENV: 'production', PORT: String(port), DATA_DIR: dataDir, ...env } })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => { said += part.toString('utf8') })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  return { child, said: () => said, ended, port }
}

async function ready(server: Server, waitMs: number): Promise<void> {
  const until = performance.now() + waitMs
  while (performance.now() < until) {
    if (server.child.exitCode !== null) throw new Error(`the server ended: ${server.said()}`)
    const answer = await fetch(`http://localhost:${server.port}/readyz`).catch(() => null)
    if (answer?.status === 200) return
    await pause(50)
  }
  throw new Error(`the server was not ready in ${waitMs} ms: ${server.said()}`)
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => { resolve(typeof address === 'object' && address !== null ? address.port : 0) })
    })
  })
}
