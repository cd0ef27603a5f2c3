import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { takeLock } from '@/config/lock'
import { proveBackup } from '@/db/backup'
import { writeBackup } from '@/db/backup-file'
import { restoreBackup } from '@/db/restore'
import { addPerson, listPeople } from '@/forum/people'
import { operator } from '@/forum/viewer'
import { commandLine } from '../support/command-line'
import type { Site } from '../support/command-line'
import { aDatabase, engine } from '../support/database'
import { must } from '../support/world'

// This process's own database is for refusals; lived-in sites are made by the command line.
aDatabase()
const aSite = commandLine()
const other = engine === 'sqlite' ? 'postgres' : 'sqlite'
let livedIn: Site
let document = ''
let backup = ''

beforeAll(async () => {
  livedIn = await aSite()
  await livedIn.json('seed', '--papers', '3', '--questions', '8', '--answers', '30', '--users', '12')
  await livedIn.forum(['user', 'add', 'alma', '--email', 'alma@example.org', '--role', 'moderator', '--password-stdin'], 'a long and rare password\n')
  await livedIn.json('token', 'create', 'alma', '--scope', 'write')
  await livedIn.json('user', 'link', 'alma')
  document = await exported(livedIn)
  backup = livedIn.file('site.backup')
  await livedIn.json('backup', 'site.backup')
}, 120_000)

async function exported(site: Site): Promise<string> {
  await site.json('export', site.file('out'))
  return readFileSync(`${site.file('out')}/forum.json`, 'utf8')
}

test('a backup restored elsewhere is the same site, with its secret, its passwords and its tokens, and nobody is signed in', { timeout: 90_000 }, async () => {
  const second = await aSite()

  expect(await second.json('restore', backup)).toMatchObject({ kept: [] })

  expect(await exported(second)).toBe(document)
  expect((await second.forum(['doctor'])).out).toBe('Nothing is wrong.\n')
  expect(readFileSync(`${second.dataDir}/auth-secret`, 'utf8')).toBe(readFileSync(`${livedIn.dataDir}/auth-secret`, 'utf8'))
  expect(statSync(`${second.dataDir}/auth-secret`).mode & 0o777).toBe(0o600)
  const rows = await counts(second)
  expect(rows).toMatchObject({ passwords: 1, tokens: 1, sessions: 0, links: 0 })
})

test('what was there before a restoration is kept, and new ids go on where they were', { timeout: 90_000 }, async () => {
  const second = await aSite()
  await second.json('user', 'add', 'bela', '--email', 'bela@example.org', '--role', 'member')

  const restored = await second.json('restore', backup)

  expect(JSON.stringify(restored)).toMatch(engine === 'sqlite' ? /forum\.db\.before-restore-\d{14}"/ : /schema before_restore_\d{14}/)
  expect(await exported(second)).toBe(document)
  const people = Number(/"lastIds":\{"people":(\d+)/.exec(document)?.[1])
  expect(await second.json('user', 'add', 'cyra', '--email', 'cyra@example.org', '--role', 'member')).toMatchObject({ id: people + 1 })
  expect(await keptHandles(second)).toEqual(['bela'])
})

test('a backup is never written over another file, and only its owner may read it', { timeout: 60_000 }, async () => {
  const before = readFileSync(backup)

  const again = await livedIn.forum(['backup', 'site.backup'])

  expect(again).toMatchObject({ code: 1, out: '' })
  expect(again.err).toContain('exists already')
  expect(readFileSync(backup).equals(before)).toBe(true)
  expect(statSync(backup).mode & 0o777).toBe(0o600)
  expect(readdirSync(path.dirname(backup)).filter(name => name.includes('.part') || name.includes('.check'))).toEqual([])
})

test('a backup that is cut, lengthened or changed by one byte anywhere is refused', { timeout: 120_000 }, async () => {
  const whole = readFileSync(backup)
  const file = livedIn.file('harmed.backup')
  const refusedFor = async (bytes: Buffer) => {
    writeFileSync(file, bytes)
    return !(await proveBackup(file)).ok
  }
  expect(await refusedFor(whole)).toBe(false)

  const places = [...Array.from({ length: 60 }, (_, n) => Math.floor(n * whole.length / 60)), ...Array.from({ length: 70 }, (_, n) => whole.length - 1 - n), 1, 2, 20, 100]
  for (const place of places) {
    for (const bit of [0x01, 0x20, 0x80]) {
      const harmed = Buffer.from(whole)
      harmed.writeUInt8(harmed.readUInt8(place) ^ bit, place)
      expect([place, bit, await refusedFor(harmed)]).toEqual([place, bit, true])
    }
  }
  for (const length of [0, 1, 64, 65, 66, 200, Math.floor(whole.length / 2), whole.length - 66, whole.length - 65, whole.length - 1]) expect([length, await refusedFor(whole.subarray(0, length))]).toEqual([length, true])
  expect(await refusedFor(Buffer.concat([whole, Buffer.from('\n')]))).toBe(true)
  expect(await refusedFor(Buffer.concat([whole.subarray(0, 5_000), whole.subarray(5_001)]))).toBe(true)
})

test('a restoration is refused, and changes nothing, under a running server, from a harmed file, from the other engine, from a newer version and from nothing', async () => {
  must(await addPerson(operator, { handle: 'bela', email: 'bela@example.org', role: 'member', passwordHash: null }))
  const harmed = livedIn.file('cut.backup')
  writeFileSync(harmed, readFileSync(backup).subarray(0, -100))
  const foreign = livedIn.file('foreign.backup')
  await writeBackup(foreign, { engine: other, migrations: ['0000_first_shape'] }, noParts(), new Date())
  const newer = livedIn.file('newer.backup')
  await writeBackup(newer, { engine, migrations: ['0000_first_shape', '9999_from_the_future'] }, noParts(), new Date())

  const refusals: [string, RegExp][] = [[harmed, /damaged/], [foreign, /import-json/], [newer, /newer Colloquy/], [livedIn.file('nowhere'), /no file/], [livedIn.dataDir, /no backup/], [path.resolve('package.json'), /no backup/]]
  for (const [file, why] of refusals) expect(await refusalOf(file)).toMatch(why)
  const dataDir = process.env['DATA_DIR'] ?? ''
  const lock = takeLock(dataDir)
  expect(await refusalOf(backup)).toMatch(/Stop it first/)
  if (lock.ok) lock.giveBack()
  if (engine === 'postgres') {
    const server = new pg.Client({ connectionString: process.env['DATABASE_URL'], application_name: 'colloquy' })
    await server.connect()
    expect(await refusalOf(backup)).toMatch(/Stop it first/)
    await server.end()
  }

  expect((await listPeople()).map(person => person.handle)).toEqual(['bela'])
  expect(readdirSync(dataDir).filter(name => name.includes('restor'))).toEqual([])
})

test.runIf(engine === 'sqlite')('(on SQLite, whose database is a file) a damaged database gives way to a backup and is kept with its log', { timeout: 60_000 }, async () => {
  const second = await aSite()
  await second.json('user', 'add', 'bela', '--email', 'bela@example.org', '--role', 'member')
  const database = `${second.dataDir}/forum.db`
  writeFileSync(database, Buffer.alloc(20_000, 7))
  writeFileSync(`${database}-wal`, Buffer.alloc(5_000, 9))
  chmodSync(database, 0o600)

  expect((await second.forum(['restore', backup])).code).toBe(0)

  expect(await exported(second)).toBe(document)
  expect(existsSync(`${database}-wal`) && statSync(`${database}-wal`).size > 0).toBe(false)
  expect(readdirSync(second.dataDir).filter(name => name.includes('before-restore')).length).toBe(2)
})

test('backups taken while the site is written to are whole: each one restored has nothing wrong with it', { timeout: 180_000 }, async () => {
  const busy = await aSite()
  await busy.json('user', 'add', 'bela', '--email', 'bela@example.org', '--role', 'member')
  const writing = busy.forum(['seed', '--papers', '20', '--questions', '200', '--answers', '2500', '--users', '60'])
  const names: string[] = []
  let over = false
  void writing.then(() => { over = true })
  while (!over && names.length < 2) {
    await pause(700)
    names.push(`busy-${names.length}.backup`)
    expect(await busy.forum(['backup', names.at(-1) ?? ''])).toMatchObject({ code: 0 })
  }
  expect((await writing).code).toBe(0)

  const second = await aSite()
  for (const name of names) {
    expect((await second.forum(['restore', busy.file(name)])).err).toBe('')
    expect((await second.forum(['doctor'])).out).toBe('Nothing is wrong.\n')
    // The name of what is kept tells seconds.
    await pause(1_000)
  }
})

async function refusalOf(file: string): Promise<string> {
  const restored = await restoreBackup(file)
  return restored.ok ? 'it was restored' : restored.sentence
}

async function* noParts() {
  await Promise.resolve()
  yield* []
}

/** What no export tells, asked of the database by another process. */
async function counts(site: Site): Promise<unknown> {
  const columns = ['(select count(*) from people where password is not null) as passwords', ...['tokens', 'sessions', 'links'].map(table => `(select count(*) from ${table}) as ${table}`)]
  const [row] = await ask(site, `select ${columns.join(', ')}`)
  return row
}

async function keptHandles(site: Site): Promise<unknown[]> {
  if (engine === 'postgres') {
    const [schema] = await ask(site, "select nspname as name from pg_namespace where nspname like 'before_restore_%'")
    return (await ask(site, `select handle from ${schema?.['name'] ?? ''}.people`)).map(row => row['handle'])
  }
  const [kept] = readdirSync(site.dataDir).filter(name => name.startsWith('forum.db.before-restore'))
  return (await ask(site, 'select handle from people', `${site.dataDir}/${kept ?? ''}`)).map(row => row['handle'])
}

async function ask(site: Site, query: string, file = `${site.dataDir}/forum.db`): Promise<Record<string, string | number>[]> {
  const url = site.env['DATABASE_URL']
  const script = url === undefined
    ? `const D = (await import('better-sqlite3')).default; const d = new D(${JSON.stringify(file)}); console.log(JSON.stringify(d.prepare(${JSON.stringify(query)}).all()))`
    : `const pg = (await import('pg')).default; pg.types.setTypeParser(20, Number); const c = new pg.Client(${JSON.stringify(url)}); await c.connect(); console.log(JSON.stringify((await c.query(${JSON.stringify(query)})).rows)); await c.end()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  await new Promise(resolve => { child.once('close', resolve) })
  return z.array(z.record(z.string(), z.union([z.string(), z.number()]))).parse(JSON.parse(Buffer.concat(parts).toString('utf8')))
}
