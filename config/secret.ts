/** The site's secret, and keys split from it by HKDF, one for each use (RFC 5869). */
import { createHmac, hkdfSync, randomBytes, createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeFolder } from './folder'
import { config } from './index'

let secret: string | undefined

/** AUTH_SECRET, or the one made on the first run and kept in DATA_DIR with mode 0600. */
export function siteSecret(): string {
  secret ??= config().authSecret ?? keptSecret(config().dataDir)
  return secret
}

export type KeyUse = 'receipt' | 'appeal' | 'guest-cookie' | 'address' | 'cursor' | 'timing' | 'idempotency' | 'mail' | 'push'

const keys = new Map<KeyUse, Buffer>()

/** A 32-byte key for one use; the same site secret always gives the same key. Not to be written into. */
export function keyFor(use: KeyUse): Buffer {
  const known = keys.get(use)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', siteSecret(), 'colloquy', use, 32))
  keys.set(use, key)
  return key
}

/** A keyed hash, base64url, 43 characters: what is stored in place of an address or a receipt. */
export function keyedHash(use: KeyUse, text: string): string {
  return createHmac('sha256', keyFor(use)).update(text).digest('base64url')
}

/** The hash under which a random secret of 256 bits is stored, base64url. */
export function secretHash(secretText: string): string {
  return createHash('sha256').update(secretText).digest('base64url')
}

/** 256 random bits, base64url, 43 characters. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'auth-secret')
  if (!existsSync(file)) {
    makeFolder(dataDir)
    try {
      writeFileSync(file, `${randomSecret()}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process (a command beside a starting server) was quicker: its secret counts.
      if (!existsSync(file)) throw new Error(`making the secret in ${file}`, { cause: error })
    }
  }
  const text = readFileSync(file, 'utf8').trim()
  if (text.length < 32) throw new Error(`The secret in ${file} is damaged: it is shorter than 32 characters. Put the former file back, or delete it to sign everybody out.`)
  return text
}
