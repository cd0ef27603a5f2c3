import { createECDH, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairOf } from '@/config/push-keys'
import { messageMaxBytes, sealed, senderOf } from '@/server/push-sealing'
import { opened } from '../support/push-browser'

// The example of RFC 8291, section 5 and appendix A.
const example = {
  message: 'When I grow up, I want to be a watermelon',
  server: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  browser: { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' },
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

test('the standard’s own example comes out byte for byte', () => {
  const body = sealed(example.message, example.browser, { privateKey: Buffer.from(example.server, 'base64url'), salt: Buffer.from(example.salt, 'base64url') })

  expect(body.toString('base64url')).toBe(example.body)
})

test('a browser reads what was sealed for it, of any length, and nobody else does', () => {
  const [curve, other] = [createECDH('prime256v1'), createECDH('prime256v1')]
  curve.generateKeys()
  other.generateKeys()
  const auth = randomBytes(16)
  const browser = { p256dh: curve.getPublicKey('base64url'), auth: auth.toString('base64url') }
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), message => {
    expect(opened(sealed(message, browser), curve, auth)).toBe(message)
  }), { numRuns: 50 })
  expect(opened(sealed('x'.repeat(messageMaxBytes), browser), curve, auth)).toHaveLength(messageMaxBytes)
  expect(() => sealed('x'.repeat(messageMaxBytes + 1), browser)).toThrow(RangeError)
  expect(() => opened(sealed('secret', browser), other, auth)).toThrow()
})

test('a key that is no point of the curve is refused', () => {
  expect(() => sealed('x', { p256dh: Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url'), auth: example.browser.auth })).toThrow()
})

test('a secret always gives the same pair of keys, another one another', () => {
  const material = Buffer.alloc(32, 7)

  expect(pairOf(material).publicKey).toBe(pairOf(material).publicKey)
  expect(pairOf(Buffer.alloc(32, 8)).publicKey).not.toBe(pairOf(material).publicKey)
  expect(Buffer.from(pairOf(material).publicKey, 'base64url')).toHaveLength(65)
})

test('the sender is signed by ES256 for the push service alone, for half a day', () => {
  const keys = pairOf(Buffer.alloc(32, 7))
  const header = senderOf('https://push.example', 'mailto:keeper@example.org', keys, new Date(1_000_000_000_000))
  const [, head = '', body = '', signature = '', k = ''] = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/.exec(header) ?? []
  const point = Buffer.from(k, 'base64url')
  const key = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') } })

  expect(k).toBe(keys.publicKey)
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ typ: 'JWT', alg: 'ES256' })
  expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual({ aud: 'https://push.example', exp: 1_000_043_200, sub: 'mailto:keeper@example.org' })
  expect(verify('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true)
  const { publicKey: stranger } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  expect(verify('sha256', Buffer.from(`${head}.${body}`), { key: stranger, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(false)
})
