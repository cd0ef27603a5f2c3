import { expect, test } from 'vitest'
import { countRead } from '@/forum/reads'
import { nobody } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'

const at = (address: string): Viewer => ({ ...nobody, network: { address, subnet: address } })
const person = (id: number, role: 'member' | 'moderator'): Viewer => ({ kind: 'person', id, handle: 'h', name: 'N', role, scope: 'moderate', suspendedUntil: null, trust: 0, createdAt: new Date(0), provedAt: null, network: null })
const times = (count: number, viewer: Viewer, rate: 'read' | 'search' | 'render', now: number) => Array.from({ length: count }, () => countRead(viewer, rate, now)).filter(one => one !== null).length

test('six hundred reads a minute are let through, the next is told how long to wait', () => {
  expect(times(600, at('a'), 'read', 60_000)).toBe(0)
  expect(countRead(at('a'), 'read', 90_000)?.error).toMatchObject({ code: 'too-fast', status: 429, retryAfter: 30 })
  expect(countRead(at('b'), 'read', 90_000)).toBeNull()
  expect(countRead(at('a'), 'read', 120_000)).toBeNull()
})

test('searching and rendering are counted by themselves, and moderators have ten times as much', () => {
  expect(times(301, at('c'), 'search', 180_000)).toBe(1)
  expect(times(121, at('c'), 'render', 180_000)).toBe(1)
  expect(times(600, at('c'), 'read', 180_000)).toBe(0)
  expect(times(1_201, person(1, 'moderator'), 'render', 180_000)).toBe(1)
  expect(times(121, person(2, 'member'), 'render', 180_000)).toBe(1)
})

test('who has no address is counted with all others who have none', () => {
  expect(times(300, nobody, 'search', 240_000)).toBe(0)
  expect(countRead({ ...nobody, cookieHash: 'another' }, 'search', 240_000)).not.toBeNull()
})
