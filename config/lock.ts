/** One server for one data folder: `DATA_DIR/lock` says which process serves it. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const holder = z.object({ pid: z.number().int().positive(), began: z.string() })
export type Holder = z.output<typeof holder>

/** The process that serves this data folder now, or null. What a killed one left behind counts as none. */
export function lockHolder(dataDir: string): Holder | null {
  const found = readHolder(lockFile(dataDir))
  return found && isRunning(found) ? found : null
}

/** Takes the folder for this process. Returns what gives it back, or the one who has it. */
export function takeLock(dataDir: string): { ok: true; giveBack: () => void } | { ok: false; holder: Holder } {
  const file = lockFile(dataDir)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify({ pid: process.pid, began: beganAt(process.pid) ?? '' })}\n`, { mode: 0o600 })
  try {
    for (;;) {
      if (linked(draft, file)) return { ok: true, giveBack: () => { rmSync(file, { force: true }) } }
      const found = readHolder(file)
      if (found && isRunning(found)) return { ok: false, holder: found }
      clear(file, found)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

// A link either appears whole or not at all, and never over another.
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

// Moved aside first: where another start was quicker and the lock is a new one, it is put back.
function clear(file: string, stale: Holder | null): void {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = readHolder(aside)
  if (moved && (moved.pid !== stale?.pid || moved.began !== stale.began)) linked(aside, file)
  rmSync(aside, { force: true })
}

function readHolder(file: string): Holder | null {
  try {
    const parsed = holder.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    // No lock, or half of one from a machine that lost power.
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

// A number may have been given to another program since: when it began tells them apart.
function isRunning(found: Holder): boolean {
  try {
    process.kill(found.pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  const began = beganAt(found.pid)
  if (began === ended) return false
  return began === null || found.began === '' || began === found.began
}

const ended = 'ended'

/** The moment at which a process began, as this system counts it, with the system's own start; null where it does not tell. */
function beganAt(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name stands in brackets and may hold spaces; the state is the first field after it, the start the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A killed process keeps its number until its parent asks after it, which in a container may be never.
    if (fields[0] === 'Z' || fields[0] === 'X') return ended
    const ticks = fields[19]
    return ticks === undefined ? null : `${boot} ${ticks}`
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EACCES') return null
    throw error
  }
}

function lockFile(dataDir: string): string {
  return path.join(dataDir, 'lock')
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined
}
