import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { count, countDistinct, eq, isNull } from 'drizzle-orm'
import * as esbuild from 'esbuild'
import { expect, test } from 'vitest'
import { db } from '@/db'
import { followers, notifications, outbox, people, setAside } from '@/db/schema'
import { record } from '@/forum/events'
import { setFollow } from '@/forum/follows'
import { notifier } from '@/forum/notifying'
import { aDatabase, engine } from '../support/database'
import { aMailServer } from '../support/mail-server'
import { aReader, makeNotices } from '../support/notices'
import { anAnswer, aQuestion, must } from '../support/world'

aMailServer()
aDatabase()

const eventCount = 1_000
/** As `tests/support/notifying-process.ts` takes them. */
const eventsInAStep = 10
const kills = engine === 'sqlite' ? 50 : 20

test(`killed ${kills} times while ${eventCount} events are handled, each event makes one notification a person`, async () => {
  const readers = [await aReader(), await aReader(), await aReader()]
  const question = await aQuestion()
  await makeNotices()
  for (const reader of readers) must(await setFollow(reader, { kind: 'question', id: String(question.id), following: true }))
  const answer = await anAnswer({ question: question.id })
  await makeNotices()
  await db().write(async tx => {
    await tx.update(people).set({ notices: { answers: 'now' } })
    for (let n = 0; n < eventCount; n++) await record(tx, 'answer.posted', { post: answer.id, question: question.id, paper: question.paper.id, actor: answer.by.id }, new Date())
  })
  const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-killed-'))
  try {
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'))
    const file = path.join(folder, 'notifying.mjs')
    await esbuild.build({ entryPoints: ['tests/support/notifying-process.ts'], outfile: file, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', alias: { '@': path.resolve('.') }, logLevel: 'error', banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" } })
    let atWork = 0
    for (let n = 0; n < kills; n++) if (await killedAtWork(file)) atWork++
    expect(atWork).toBeGreaterThan(kills / 4)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  await makeNotices()
  for (const reader of readers) {
    const [told] = await db().read.select({ rows: count(), events: countDistinct(notifications.event) }).from(notifications).where(eq(notifications.person, reader.id))
    expect(told).toEqual({ rows: 1 + eventCount, events: 1 + eventCount })
  }
  // Of those that go at once each is in a mail that is there.
  const lost = await db().read.select({ id: notifications.id }).from(notifications).leftJoin(outbox, eq(outbox.key, notifications.mailKey)).where(eq(notifications.mailing, 'now'))
  expect(lost.length).toBeGreaterThan(0)
  expect(await db().read.select({ id: notifications.id }).from(notifications).leftJoin(outbox, eq(outbox.key, notifications.mailKey)).where(isNull(outbox.id)).limit(1)).not.toMatchObject([{ mailing: 'now' }])
  expect(await db().read.select().from(setAside)).toEqual([])
}, 240_000)

/** Resolves once it has said that it begins, and then so many steps. */
async function stepsOf(said: Readable, steps: number): Promise<void> {
  let lines = ''
  for await (const chunk of said.iterator({ destroyOnReturn: false })) {
    lines += String(chunk)
    if (lines.split('\n').length > steps + 1) return
  }
}

/** Starts a process, kills it at some moment after it has begun, and says whether there was still work for it. */
async function killedAtWork(file: string): Promise<boolean> {
  const child = spawn(process.execPath, [file], { cwd: process.cwd(), env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>(resume => { child.once('exit', () => { resume() }) })
  // In steps of its work, not in time: a fast machine must not be done before it was killed often.
  const steps = Math.floor(Math.random() * (1 + eventCount / eventsInAStep / kills))
  await Promise.race([stepsOf(child.stdout, steps), ended])
  await pause(Math.random() * 3)
  child.kill('SIGKILL')
  await ended
  const [at] = await db().read.select({ position: followers.position }).from(followers).where(eq(followers.name, notifier.name))
  const [last] = await db().read.select({ id: count() }).from(notifications)
  return at !== undefined && (last?.id ?? 0) < 3 * eventCount
}
