/** Passwords: which are taken, how they are stored (argon2id, RFC 9106), and how they are checked without telling who exists. */
import { hash, verify } from '@node-rs/argon2'
import { TooBusy } from '@/db'
import { processWide } from '@/config/process'
import { refuseField } from '@/forum/errors'
import type { Result } from '@/forum/errors'
import { isCommonPassword } from './common-passwords'
import { t } from '@/words'

const settings = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const charactersMin = 8
const bytesMax = 1_024

/** Whether a password may be chosen: as typed, 8 characters to 1,024 bytes, not common, not the person's own handle or address. */
export function judgePassword(password: string, own: { handle: string | null; email: string | null }, field = 'password'): Result<null> {
  const why = faultOf(password, own)
  return why === null ? { ok: true, value: null } : refuseField(field, 'weak-password', { why })
}

function faultOf(password: string, own: { handle: string | null; email: string | null }): string | null {
  if (Array.from(password).length < charactersMin) return t('A password has at least 8 characters.')
  if (Buffer.byteLength(password) > bytesMax) return t('This password is longer than 1,024 bytes.')
  if (isCommonPassword(password)) return t('This password is one of the first that are tried. Choose one that is harder to guess.')
  const lower = password.toLowerCase()
  const owned = [own.handle, own.email, own.email?.split('@')[0] ?? null]
  if (owned.some(text => text !== null && text !== '' && lower === text.toLowerCase())) return t('This password is your own handle or address. Choose one that is harder to guess.')
  return null
}

/** The stored form of a password. Throws TooBusy when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  return queued(() => hash(password, settings))
}

/** Whether a password belongs to a stored hash. Where there is none it costs the same and is false. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  if (Buffer.byteLength(password) > bytesMax) return false
  const judged = stored ?? await hashOfNobody()
  const matches = await queued(() => verify(judged, password))
  return stored !== null && matches
}

/** Whether a stored hash was made with lesser settings than today's. */
export function isOutdated(stored: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(stored) ?? []
  return Number(memory ?? 0) < settings.memoryCost || Number(time ?? 0) < settings.timeCost
}

let nobodys: Promise<string> | undefined

// Unknown addresses are checked against this, so that they take as long as known ones.
async function hashOfNobody(): Promise<string> {
  nobodys ??= queued(() => hash('nobody has this password', settings))
  return nobodys
}

const atOnceMax = 2
const waitingMax = 32
const queue = () => processWide('password hashes', () => ({ running: 0, waiting: new Array<() => void>() }))

/** Runs at most two hashes at once, 32 more waiting: hashing must never take the machine from readers. */
async function queued<T>(work: () => Promise<T>): Promise<T> {
  const line = queue()
  if (line.running >= atOnceMax) {
    if (line.waiting.length >= waitingMax) throw new TooBusy()
    await new Promise<void>(resume => { line.waiting.push(resume) })
  } else {
    line.running += 1
  }
  try {
    return await work()
  } finally {
    // The place goes straight to the next in line, so nobody can slip in between.
    const next = line.waiting.shift()
    if (next) next()
    else line.running -= 1
  }
}
