/** One at a time: two starts in one checkout must not install or build over one another. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from './run.mjs'

const place = path.join(root, 'dist', '.turn')
const askAgainMs = 200

/** Runs `work` while no other process does. The turn of a process that has died is taken over. */
export async function takingTurns(work) {
  for (;;) {
    if (took()) break
    if (!isAlive(holder())) clear()
    else await pause(askAgainMs)
  }
  const giveBack = () => rmSync(place, { recursive: true, force: true })
  process.once('exit', giveBack)
  try {
    return await work()
  } finally {
    process.off('exit', giveBack)
    giveBack()
  }
}

// Moved aside before it is removed: of two processes that find the same dead one, only one moves it.
function clear() {
  const aside = `${place}.${process.pid}`
  try {
    renameSync(place, aside)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  rmSync(aside, { recursive: true, force: true })
}

function took() {
  mkdirSync(path.dirname(place), { recursive: true })
  try {
    mkdirSync(place)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeFileSync(path.join(place, 'pid'), String(process.pid))
  return true
}

function holder() {
  try {
    return Number(readFileSync(path.join(place, 'pid'), 'utf8'))
  } catch {
    // The other process has made the folder a moment ago and writes its number next, or has just left.
    return null
  }
}

function isAlive(pid) {
  if (pid === null || pid === 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
