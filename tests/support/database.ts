/** A migrated, empty database for one test file, on the engine that TEST_ENGINE names. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDb } from '@/db'
import { migrate } from '@/db/migrate'

export const engine = process.env['TEST_ENGINE'] === 'postgres' ? 'postgres' : 'sqlite'

/** Call once at the top of a test file: sets up before its tests, takes down after. `migrated: false` leaves it without tables. */
export function aDatabase({ migrated = true } = {}): void {
  let folder = ''
  let drop: (() => Promise<void>) | undefined
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-test-'))
    process.env['DATA_DIR'] = folder
    if (engine === 'postgres') {
      const made = await aPostgresDatabase()
      process.env['DATABASE_URL'] = made.url
      drop = made.drop
    }
    if (!migrated) return
    const done = await migrate()
    if (!done.ok) throw new Error(done.sentence)
  })
  afterAll(async () => {
    const { stopRendering } = await import('@/forum/rendering')
    await stopRendering()
    await closeDb()
    await drop?.()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
}

/** An empty database on the run's PostgreSQL, and what drops it. */
export async function aPostgresDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const socket = inject('postgresSocket')
  const name = `test_${process.pid}_${Date.now()}`
  await onServer(socket, `CREATE DATABASE ${name}`)
  return {
    url: `postgres://colloquy@/${name}?host=${encodeURIComponent(socket)}`,
    drop: () => onServer(socket, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

async function onServer(socket: string, statement: string): Promise<void> {
  const client = new pg.Client({ host: socket, user: 'colloquy', database: 'postgres' })
  await client.connect()
  await client.query(statement)
  await client.end()
}
