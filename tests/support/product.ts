/** The built product, started as `npm start` starts it, on a free port with a data folder of its own; killed, stopped, asked. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

const readyMs = 180_000
export const authorSignIn = { email: 'author@example.org', password: 'a quiet reading room' }

export type Product = {
  base: string
  dataDir: string
  env: NodeJS.ProcessEnv
  /** Everything it printed so far. */
  said: () => string
  start: () => Promise<void>
  /** Ends it by a signal; answers its exit code (null where the signal ended it). */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  remove: () => Promise<void>
}

/** A product that is not started yet. `given` adds to its environment. */
export async function aProduct(given: Record<string, string> = {}): Promise<Product> {
  const port = await freePort()
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'colloquy-system-'))
  const base = `http://localhost:${port}`
  const env: NodeJS.ProcessEnv = {
    ...process.env, NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', SITE_URL: base, DATA_DIR: dataDir, DATABASE_URL: '', RATE_LIMITS: 'off',
    AUTHOR_EMAIL: authorSignIn.email, AUTHOR_PASSWORD: authorSignIn.password, NEXT_TELEMETRY_DISABLED: '1', ...given,
  }
  let child: ChildProcess | undefined
  let ended: Promise<number | null> = Promise.resolve(null)
  let output = ''
  return {
    base, dataDir, env, said: () => output,
    async start() {
      const running = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      running.stdout.on('data', part => { output += String(part) })
      running.stderr.on('data', part => { output += String(part) })
      ended = new Promise(end => { running.once('exit', code => { end(code) }) })
      child = running
      const giveUp = performance.now() + readyMs
      while (!await isReady(base)) {
        if (running.exitCode !== null) throw new Error(`it ended with ${running.exitCode}: ${output.slice(-2_000)}`)
        if (performance.now() > giveUp) throw new Error(`it was not ready in time: ${output.slice(-2_000)}`)
        await pause(50)
      }
    },
    async end(signal) {
      child?.kill(signal)
      return ended
    },
    async remove() {
      child?.kill('SIGKILL')
      await ended
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Runs an operator's command beside the product; answers its parsed JSON. */
export async function operate<T>(product: Product, args: string[], shape: z.ZodType<T>, input = ''): Promise<T> {
  const running = spawn(process.execPath, ['scripts/forum.mjs', ...args, '--json'], { env: product.env, stdio: ['pipe', 'pipe', 'pipe'] })
  let out = ''
  let fault = ''
  running.stdout.on('data', part => { out += String(part) })
  running.stderr.on('data', part => { fault += String(part) })
  running.stdin.end(input)
  const code = await new Promise<number | null>(end => { running.once('exit', end) })
  if (code !== 0) throw new Error(`forum ${args.join(' ')} ended with ${code}: ${fault}`)
  return shape.parse(JSON.parse(out))
}

/** A person with a token, made by the operator. */
export async function tokenOf(product: Product, handle: string, role: 'member' | 'moderator' | 'author'): Promise<string> {
  await operate(product, ['user', 'add', handle, '--email', `${handle}@example.org`, '--role', role, '--password-stdin'], z.unknown(), 'a long enough password\n')
  const { token } = await operate(product, ['token', 'create', handle, '--scope', role === 'member' ? 'write' : 'moderate'], z.object({ token: z.string() }))
  return token
}

async function isReady(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    // Nobody listens yet.
    return false
  }
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (typeof address === 'object' && address) resolve(address.port)
        else reject(new Error('no port'))
      })
    })
  })
}
