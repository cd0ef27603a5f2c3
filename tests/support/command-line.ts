/** Sites of their own, worked on by the operator's command line as the operator would: another process, text in, text out. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll } from 'vitest'
import { bundleCommands } from '../../scripts/bundles.mjs'
import { aPostgresDatabase, engine } from './database'

export type Ran = { code: number; out: string; err: string }
export type Site = {
  dataDir: string
  env: Record<string, string>
  /** A file's path in a folder that goes with the site. */
  file: (name: string) => string
  forum: (args: string[], input?: string | Buffer) => Promise<Ran>
  /** The JSON document that a command prints; throws where it was refused. */
  json: (...args: string[]) => Promise<unknown>
}

const bundle = path.resolve(`node_modules/.cache/colloquy-forum-${process.pid}.mjs`)

/** Call once at the top of a test file. Gives what makes sites; all of them go when the file's tests are over. */
export function commandLine(): (kind?: 'sqlite' | 'postgres') => Promise<Site> {
  const endings: (() => Promise<void>)[] = []
  beforeAll(() => bundleCommands(bundle))
  afterAll(async () => {
    for (const end of endings) await end()
    for (const file of [bundle, `${bundle}.map`]) rmSync(file, { force: true })
  })
  return async (kind = engine) => {
    const home = mkdtempSync(path.join(os.tmpdir(), 'colloquy-site-'))
    endings.push(async () => { await rm(home, { recursive: true, force: true, maxRetries: 5 }) })
    const env: Record<string, string> = { PATH: process.env['PATH'] ?? '', DATA_DIR: path.join(home, 'data'), INIT_CWD: home }
    if (kind === 'postgres') {
      const made = await aPostgresDatabase()
      endings.push(made.drop)
      env['DATABASE_URL'] = made.url
    }
    const forum = (args: string[], input: string | Buffer = '') => run(args, input, env)
    const json = async (...args: string[]): Promise<unknown> => {
      const ran = await forum([...args, '--json'])
      if (ran.code !== 0) throw new Error(`${args.join(' ')}: ${ran.code} ${ran.err}`)
      return JSON.parse(ran.out)
    }
    return { dataDir: path.join(home, 'data'), env, file: name => path.join(home, name), forum, json }
  }
}

async function run(args: string[], input: string | Buffer, env: Record<string, string>): Promise<Ran> {
  const child = spawn(process.execPath, [bundle, ...args], { env: { NODE_ENV: 'production', ...env } })
  // A command that reads no input may be gone before it is written.
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number>(resolve => { child.once('exit', status => { resolve(status ?? -1) }) })])
  return { code, out, err }
}
