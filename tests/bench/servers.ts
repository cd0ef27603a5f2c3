/** The servers that are measured, each a process of its own on this machine. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const readyMs = 120_000
const faultsTold = 3

export type Served = {
  port: number
  pid: number
  /** From the start of the process until it was ready. */
  readyMs: number
  /** The last lines of its log that tell of errors. */
  faults: () => string[]
  /** Ends it as an operator would and waits until it has gone. */
  stop: () => Promise<void>
}

/** Starts the product as `npm start` does. What it logs goes to a file of `env.DATA_DIR`, as a service's log would.
 *  `profile` is a folder to which each process writes where its time went, when it ends. */
export function startProduct(env: NodeJS.ProcessEnv, port: number, profile: string | null): Promise<Served> {
  const profiled = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  return started([...profiled, path.resolve('scripts/start.mjs')], env, port, '/readyz')
}

/** Next.js's own server over the same build and the same database, without anything of ours before it. */
export function startNext(env: NodeJS.ProcessEnv, port: number): Promise<Served> {
  return started([path.resolve('node_modules/next/dist/bin/next'), 'start', '-p', String(port), '-H', '127.0.0.1'], env, port, '/robots.txt')
}

async function started(words: string[], env: NodeJS.ProcessEnv, port: number, sign: string): Promise<Served> {
  const began = performance.now()
  const logPath = path.join(env['DATA_DIR'] ?? '.', `bench-${port}.log`)
  const log = openSync(logPath, 'w')
  const child = spawn(process.execPath, words, { env: { ...env, PORT: String(port) }, stdio: ['ignore', log, log] })
  closeSync(log)
  const ended = new Promise<void>(resolve => { child.once('exit', () => { resolve() }) })
  running.add(child)
  while (!await isReady(port, sign)) {
    const late = performance.now() - began > readyMs
    if (late) child.kill('SIGKILL')
    if (late || child.exitCode !== null) throw new Error(`${words.join(' ')} ${late ? 'was not ready in time' : `ended with ${child.exitCode}`}: ${readFileSync(logPath, 'utf8').slice(-1_500)}`)
    await pause(20)
  }
  return {
    port, pid: child.pid ?? 0, readyMs: performance.now() - began,
    faults: () => readFileSync(logPath, 'utf8').split('\n').filter(line => /"level":"(error|fatal)"|^ *⨯|Error:/.test(line)).slice(-faultsTold).map(line => line.slice(0, 600)),
    async stop() {
      child.kill('SIGTERM')
      await ended
      running.delete(child)
    },
  }
}

const running = new Set<ChildProcess>()
process.on('exit', () => { for (const child of running) child.kill('SIGKILL') })

async function isReady(port: number, sign: string): Promise<boolean> {
  try {
    return (await fetchOnce(port, sign)).status === 200
  } catch {
    // Nobody listens yet.
    return false
  }
}

export type Fetched = { status: number; headers: string[]; header: (name: string) => string | undefined; body: Buffer }

/** One request on a connection of its own. `headers` of the answer are as they came, names and values in turn. */
export function fetchOnce(port: number, target: string, headers: Record<string, string> = {}): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path: target, agent: false, timeout: 30_000, headers: { host: `localhost:${port}`, ...headers } }, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        const header = (name: string) => { const value = response.headers[name]; return Array.isArray(value) ? value.join(', ') : value }
        resolve({ status: response.statusCode ?? 0, headers: response.rawHeaders, header, body: Buffer.concat(parts) })
      })
    })
    request.on('timeout', () => request.destroy(new Error(`no answer from ${target} in time`)))
    request.on('error', reject)
  })
}

/** Memory of the product in bytes: what the system keeps resident for its process, as it tells it itself. */
export async function memoryOf(port: number): Promise<number> {
  const { body } = await fetchOnce(port, '/metrics')
  return Number(/^colloquy_resident_memory_bytes (\d+)$/m.exec(body.toString('utf8'))?.[1])
}

/** A number that the product tells about itself under /metrics, or null. */
export async function gaugeOf(port: number, name: string): Promise<number | null> {
  const { body } = await fetchOnce(port, '/metrics')
  const found = new RegExp(`^colloquy_${name} ([0-9.]+)$`, 'm').exec(body.toString('utf8'))?.[1]
  return found === undefined ? null : Number(found)
}
