import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { bounceAddress, readMailAddress, readUnsubscribeToken, replyAddress, signed, signedText, unsubscribeAddress } from '@/forum/mail-addresses'
import type { UnsubscribeScope } from '@/forum/mail-addresses'

beforeAll(() => {
  process.env['AUTH_SECRET'] = 'a secret of forty characters for the tests'
  process.env['MAIL_INBOUND'] = 'a-long-name-of-25-letters@forum.example.org'
  process.env['SITE_URL'] = 'https://forum.example.org'
})

const id = fc.integer({ min: 1, max: 2_147_483_647 })
const known = (address: string | null) => readMailAddress(address ?? '')

test('an address to answer or bounce to says whose it is and for what, in any letters, and is short enough for every mail server', () => {
  fc.assert(fc.property(id, id, (person, post) => {
    for (const [address, meant] of [
      [replyAddress({ person, post }), { for: 'reply', person, post }], [bounceAddress({ person }), { for: 'bounce', person }], [bounceAddress({ mailFollow: post }), { for: 'bounce', mailFollow: post }],
    ] as const) {
      expect(address).toMatch(/^[a-z0-9.+-]{1,64}@forum\.example\.org$/)
      expect(known(address)).toEqual(meant)
      expect(known(` ${address?.toUpperCase() ?? ''}\n`)).toEqual(meant)
    }
  }))
})

test('an address with one sign changed is nobody’s', () => {
  const address = replyAddress({ person: 40, post: 1_295 }) ?? ''
  for (let at = 0; at < address.length; at++) {
    for (const other of ['0', '1', 'a', 'z', '-', '+', '@', '\n', '', 'é']) {
      const changed = address.slice(0, at) + other + address.slice(at + 1)
      if (changed !== address) expect(readMailAddress(changed), changed).toBeNull()
    }
  }
  fc.assert(fc.property(fc.string(), text => readMailAddress(text) === null))
})

test('a signature for one purpose is none for another', () => {
  // In base 36 this person is "b" and this post is "p5": written together they would be a bounce's.
  const reply = replyAddress({ person: 11, post: 905 }) ?? ''
  const bounce = bounceAddress({ person: 5 }) ?? ''
  expect(known(reply)).toEqual({ for: 'reply', person: 11, post: 905 })
  expect(known(reply.replace('+b-p5-', '+bp5-'))).toBeNull()
  expect(known(bounce.replace('+bp5-', '+bf5-'))).toBeNull()
  expect(signedText('unsubscribe', signed('follow', 'f-7'))).toBeNull()
  expect(signedText('follow', signed('follow', 'f-7'))).toBe('f-7')
})

const scopes = fc.oneof<fc.Arbitrary<UnsubscribeScope>[]>(
  fc.record({ person: id, kind: fc.constant('thread' as const), question: id }),
  fc.record({ person: id, kind: fc.constant('mailing' as const), of: fc.constantFrom('daily', 'weekly') }),
  fc.record({ person: id, kind: fc.constant('notices' as const), of: fc.constantFrom('answer', 'mention', 'votes', 'replies', 'decisions') }),
  fc.record({ mailFollow: id }),
)

test('the address at which something ends names that one thing, in one line without anything to be encoded', () => {
  fc.assert(fc.property(scopes, scope => {
    const address = unsubscribeAddress(scope)
    expect(address).toMatch(/^https:\/\/forum\.example\.org\/unsubscribe\?token=[\w.-]{1,110}$/)
    expect(readUnsubscribeToken(new URL(address).searchParams.get('token') ?? '')).toEqual(scope)
  }))
})

test('a token that was cut, changed or made up ends nothing', () => {
  const token = new URL(unsubscribeAddress({ person: 12, kind: 'mailing', of: 'daily' })).searchParams.get('token') ?? ''
  expect(readUnsubscribeToken(token.replace('12', '13'))).toBeNull()
  expect(readUnsubscribeToken(token.replace('daily', 'weekly'))).toBeNull()
  for (let at = 0; at < token.length; at++) expect(readUnsubscribeToken(token.slice(0, at))).toBeNull()
  for (const wrong of ['', '.', `${token}x`, ` ${token}`, `${token}\n`, token.toUpperCase()]) expect(readUnsubscribeToken(wrong)).toBeNull()
  fc.assert(fc.property(fc.string(), text => readUnsubscribeToken(text) === null))
})
