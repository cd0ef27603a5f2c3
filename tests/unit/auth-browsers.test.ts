import { expect, test } from 'vitest'
import { browserLabel } from '@/auth/browser-label'
import { readCookie, secretCookie } from '@/auth/cookies'
import { guestCookie, guestHashOf } from '@/auth/guests'
import { keep, take } from '@/auth/kept'
import { networkOf, prefixesOf } from '@/auth/network'
import { isCommonPassword } from '@/auth/common-passwords'
import { judgePassword } from '@/auth/passwords'
import { refuse } from '@/forum/errors'

process.env['AUTH_SECRET'] = 'a secret for these tests of 32 bytes'
process.env['SITE_URL'] = 'https://forum.example'

test('an IPv4 address counts alone and with its /24, an IPv6 one with its /64 and /48', () => {
  expect(prefixesOf('192.0.2.77')).toEqual({ address: '192.0.2.77', subnet: '192.0.2/24' })
  expect(prefixesOf('2001:db8:1:2:3:4:5:6')).toEqual({ address: '2001:db8:1:2/64', subnet: '2001:db8:1/48' })
  expect(prefixesOf('2001:0db8:0001:0002::9')).toEqual(prefixesOf('2001:db8:1:2:ffff::1'))
  expect(prefixesOf('::1')).toEqual({ address: '0:0:0:0/64', subnet: '0:0:0/48' })
  expect(prefixesOf('unknown')).toBeNull()
})

test('an address is kept as a keyed hash only', () => {
  expect(JSON.stringify(networkOf('192.0.2.77'))).not.toContain('192.0.2')
  expect(networkOf('192.0.2.77')?.subnet).toBe(networkOf('192.0.2.9')?.subnet)
})

test('on https a cookie is Secure, bears __Host-, and scripts cannot read it', () => {
  expect(secretCookie('guest', 'x', 60)).toBe('__Host-guest=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure')
  expect(readCookie('a=1; __Host-guest=x.y ; b=2', '__Host-guest')).toBe('x.y')
  expect(readCookie(null, 'a')).toBeNull()
})

test('a guest is known by a cookie that we signed and by no other', () => {
  const { cookie, hash } = guestCookie()
  const pair = cookie.split(';')[0] ?? ''
  expect(guestHashOf(pair)).toBe(hash)
  expect(guestHashOf(`${pair.slice(0, -1)}${pair.endsWith('A') ? 'B' : 'A'}`)).toBeNull()
  expect(guestHashOf('__Host-guest=forged')).toBeNull()
})

test('a session is called after its browser and system', () => {
  expect(browserLabel('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux')
  expect(browserLabel('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1')).toBe('Safari on iPhone')
  expect(browserLabel(null)).toBe('A browser')
})

test('a refused form is kept once and without its password', () => {
  const refusal = refuse('wrong-password').error
  const key = keep({ form: 'signin', fields: { email: 'a@example.org', password: 'secret words' }, refusal, preview: null, current: null })
  expect(take(key)?.fields).toEqual({ email: 'a@example.org' })
  expect(take(key)).toBeNull()
})

test('of many kept forms the oldest go', () => {
  const keys = Array.from({ length: 300 }, (_, at) => keep({ form: String(at), fields: {}, refusal: null, preview: null, current: null }))
  expect(take(keys[0] ?? '')).toBeNull()
  expect(take(keys[299] ?? '')?.form).toBe('299')
})

test('passwords that are tried first are refused, sentences are not', () => {
  for (const common of ['Password1', 'p4ssw0rd', 'qwertyuiop', 'iloveyou', '12345678', '87654321', 'abcabcabc', '31121999', 'Dragon2024!', 'monkeymonkey', 'letmein123']) expect(isCommonPassword(common)).toBe(true)
  for (const fine of ['a quiet harbour', 'correct-battery', 'forum-test-2024', 'Tr0ub4dor&3', '学習率が低すぎる', '82910473']) expect(isCommonPassword(fine)).toBe(false)
})

test('a password is judged by characters at least and bytes at most, as it was typed', () => {
  const own = { handle: 'ada-lovelace', email: 'ada@example.org' }
  expect(judgePassword('学習率が低すぎる', own).ok).toBe(true)
  expect(judgePassword('x'.repeat(7), own).ok).toBe(false)
  expect(judgePassword('a b '.repeat(257), own).ok).toBe(false)
  expect(judgePassword('harbour '.repeat(129), own).ok).toBe(false)
  expect(judgePassword(`${'harbour of words '.repeat(60)}x`, own).ok).toBe(true)
  expect(judgePassword('Ada-Lovelace', own).ok).toBe(false)
  expect(judgePassword('ADA@example.org', own).ok).toBe(false)
})
