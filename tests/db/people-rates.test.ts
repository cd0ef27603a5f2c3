import { expect, test } from 'vitest'
import { joinForum } from '@/auth/joining'
import { networkOf } from '@/auth/network'
import { personByPassword } from '@/auth/password-sign-in'
import { db } from '@/db'
import { rates } from '@/db/schema'
import { nobody } from '@/forum/viewer'
import { aDatabase } from '../support/database'

aDatabase()

const now = new Date('2026-03-11T14:00:05.000Z')
// Read late: hashing an address reads the site's secret, and the folder for it is made before the first test.
const attacker = () => networkOf('203.0.113.5')
const owner = () => networkOf('198.51.100.9')

async function tried(email: string, password: string, network = attacker(), at = now) {
  const found = await personByPassword({ email, password, network }, at)
  return found.ok ? 'in' : found.error.code
}

test('five failed tries slow an address down for one account and never keep its owner out', async () => {
  const joined = await joinForum({ ...nobody, network: owner() }, { name: 'Lena Frost', handle: 'lena-frost', email: 'lena@example.org', password: 'a quiet harbour' }, now)
  expect(joined.ok).toBe(true)
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await tried('lena@example.org', 'wrong words')).toBe('wrong-password')
  expect(await tried('lena@example.org', 'a quiet harbour')).toBe('too-fast')
  expect(await tried('lena@example.org', 'a quiet harbour', owner())).toBe('in')
  expect(await tried('lena@example.org', 'a quiet harbour', attacker(), new Date(now.getTime() + 16 * 60_000))).toBe('in')
})

test('unknown accounts are slowed down just as known ones', async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await tried('nobody@example.org', 'wrong words')).toBe('wrong-password')
  expect(await tried('nobody@example.org', 'wrong words')).toBe('too-fast')
})

test('signing in rightly counts for nothing', async () => {
  for (let attempt = 0; attempt < 8; attempt += 1) expect(await tried('lena@example.org', 'a quiet harbour', owner())).toBe('in')
})

test('an address makes five accounts an hour', async () => {
  const viewer = { ...nobody, network: networkOf('192.0.2.44') }
  const join = async (at: number) => {
    const joined = await joinForum(viewer, { name: 'Many', handle: `many-${at}`, email: `many${at}@example.org`, password: 'a quiet harbour' }, now)
    return joined.ok ? 'in' : joined.error.code
  }
  for (let at = 0; at < 5; at += 1) expect(await join(at)).toBe('in')
  expect(await join(5)).toBe('too-fast')
})

test('what is counted names neither mailbox nor address', async () => {
  const counted = JSON.stringify(await db().read.select().from(rates))
  for (const clear of ['lena', 'example.org', '203.0.113', '198.51.100']) expect(counted).not.toContain(clear)
})
