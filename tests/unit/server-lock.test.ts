import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { lockHolder, takeLock } from '@/config/lock'

const folders: string[] = []
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }) })

function aFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-lock-'))
  folders.push(folder)
  return folder
}

test('a data folder is served by one process, and is free again afterwards', () => {
  const folder = aFolder()

  const first = takeLock(folder)
  const second = takeLock(folder)
  if (!first.ok) throw new Error('the folder was free')

  expect(second).toMatchObject({ ok: false, holder: { pid: process.pid } })
  first.giveBack()
  expect(lockHolder(folder)).toBeNull()
  expect(takeLock(folder).ok).toBe(true)
})

test('what a killed server leaves behind keeps nobody out', async () => {
  const folder = aFolder()
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  const { pid } = child
  writeFileSync(path.join(folder, 'lock'), JSON.stringify({ pid, began: '' }))
  expect(takeLock(folder).ok).toBe(false)

  child.kill('SIGKILL')
  await new Promise(resolve => child.once('exit', resolve))

  expect(takeLock(folder).ok).toBe(true)
  expect(readdirSync(folder)).toEqual(['lock'])
})

test('a number that was given to another program since keeps nobody out', () => {
  const folder = aFolder()
  writeFileSync(path.join(folder, 'lock'), JSON.stringify({ pid: process.pid, began: 'another boot 12345' }))

  expect(takeLock(folder).ok).toBe(process.platform === 'linux')
})

test('a torn lock file keeps nobody out', () => {
  const folder = aFolder()
  writeFileSync(path.join(folder, 'lock'), '{"pid": 1')

  expect(takeLock(folder).ok).toBe(true)
})
