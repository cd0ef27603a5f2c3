import { expect, test } from 'vitest'
import fc from 'fast-check'
import { proofOf, refuseForm, refuseHost, refuseMethod, refuseType } from '@/server/gate'
import type { Asked } from '@/server/gate'
import { classOf } from '@/server/routes'
import { isOwnHost, isOwnOrigin, ownTarget } from '@/server/site'

const site = 'https://forum.example.org'

function asked(headers: Record<string, string> = {}, more: Partial<Asked> = {}): Asked {
  return { method: 'GET', url: '/', headers, rawHeaders: Object.entries(headers).flat(), ...more }
}

test.each([
  [{ 'sec-fetch-site': 'same-origin' }, 'own'],
  [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 'own'],
  [{ origin: site }, 'own'],
  [{ authorization: 'Bearer x', 'sec-fetch-site': 'cross-site' }, 'token'],
  [{}, 403],
  [{ 'sec-fetch-site': 'none' }, 403],
  [{ 'sec-fetch-site': 'same-site', origin: site }, 403],
  [{ 'sec-fetch-site': 'cross-site', origin: site }, 403],
  [{ origin: 'null' }, 403],
  [{ origin: 'https://forum.example.org.evil.org' }, 403],
  [{ origin: 'http://forum.example.org' }, 403],
  [{ origin: 'https://forum.example.org:8443' }, 403],
  [{ origin: 'https://forum.example.org/path' }, 403],
  [{ origin: 'https://a@forum.example.org' }, 403],
  [{ origin: 'nonsense' }, 403],
])('a change with the headers %o is judged %s', (headers, wanted) => {
  const proof = proofOf(asked(headers), site, 'form')

  expect(typeof proof === 'string' ? proof : proof.status).toBe(wanted)
})

test('only the address that ends mails takes a change that proves nothing, and never with its cookies', () => {
  expect(proofOf(asked({ cookie: 'a=b' }), site, 'one-click')).toBe('token')
  expect(proofOf(asked({ cookie: 'a=b', 'sec-fetch-site': 'cross-site', origin: 'https://evil.org' }), site, 'one-click')).toBe('token')
  expect(['/unsubscribe', '/unsubscribe/', '/unsubscribe/x', '/forms/unsubscribe', '/follow/confirm', '/Unsubscribe'].map(path => classOf(path) === 'one-click')).toEqual([true, false, false, false, false, false])
  expect(refuseType(asked({ 'content-type': 'multipart/form-data; boundary=x' }), 'one-click')).toBeNull()
  expect(refuseMethod(asked({}, { method: 'DELETE' }), 'one-click')?.status).toBe(405)
})

test('a site on a loopback address answers to each loopback name on its port and to no other', () => {
  const local = 'http://localhost:3000'

  expect(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'].every(host => isOwnHost(host, local))).toBe(true)
  expect(['localhost', 'localhost:3001', 'evil.org:3000', 'localhost:3000@evil.org', ''].some(host => isOwnHost(host, local))).toBe(false)
  expect(isOwnOrigin('http://127.0.0.1:3000', local)).toBe(true)
  expect(isOwnHost('127.0.0.1', site)).toBe(false)
})

test('another host is refused, but not where the state of the process is asked', () => {
  expect(refuseHost(asked({ host: 'evil.org' }), 'page', site)?.status).toBe(421)
  expect(refuseHost(asked({}), 'page', site)?.status).toBe(421)
  expect(refuseHost(asked({ host: '10.0.0.7:3000' }), 'own', site)).toBeNull()
  expect(refuseHost(asked({ host: 'forum.example.org:443' }), 'page', site)).toBeNull()
})

test('what is too long, too many or unreadable is refused by its own status', () => {
  const headers = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`x-${index}`, 'a']))

  expect(refuseForm(asked({}, { url: `/${'a'.repeat(8192)}` }))?.status).toBe(414)
  expect(refuseForm(asked({}, { url: `/search?q=${'a'.repeat(16_000)}` }))).toBeNull()
  expect(refuseForm(asked({}, { url: `/search?q=${'a'.repeat(16_384)}` }))?.status).toBe(414)
  expect(refuseForm(asked({ cookie: 'a'.repeat(17_000) }))?.status).toBe(431)
  expect(refuseForm(asked(headers))?.status).toBe(431)
  expect(refuseForm(asked({}, { method: 'TRACE' }))?.status).toBe(405)
  expect(refuseForm(asked({ 'content-encoding': 'gzip' }))?.status).toBe(415)
  expect(refuseForm(asked({ upgrade: 'websocket' }))?.status).toBe(400)
  expect(['/%00', '/%ff', '/%', '/a\\b', '/%5cevil.org', 'http://evil.org/', '*'].map(url => refuseForm(asked({}, { url }))?.status)).toEqual(Array(7).fill(400))
  expect(refuseForm(asked({}, { url: '/papers/%E6%A2%AF?q=%ff' }))).toBeNull()
})

test('a page is only read, a form is posted to, the API takes the rest', () => {
  expect(refuseMethod(asked({}, { method: 'POST' }), 'page')?.status).toBe(405)
  expect(refuseMethod(asked({}, { method: 'POST' }), 'form')).toBeNull()
  expect(refuseMethod(asked({}, { method: 'DELETE' }), 'form')?.status).toBe(405)
  expect(refuseMethod(asked({}, { method: 'DELETE' }), 'api')).toBeNull()
})

test('a form with a file in it is refused', () => {
  expect(refuseType(asked({ 'content-type': 'multipart/form-data; boundary=x' }), 'form')?.status).toBe(415)
  expect(refuseType(asked({ 'content-type': 'text/plain' }), 'form')?.status).toBe(415)
  expect(refuseType(asked({ 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }), 'form')).toBeNull()
})

test('a redirect stays on the site whatever its target looks like', () => {
  expect(ownTarget('/papers/a?b=1#c', site)).toBe('/papers/a?b=1#c')
  expect(ownTarget('https://forum.example.org/x', site)).toBe('/x')
  expect(ownTarget('http://forum.example.org/x', site)).toBe('/x')
  expect(ownTarget('https://evil.org/x', site)).toBeNull()
  expect(ownTarget('//evil.org/x', site)).toBeNull()
  expect(ownTarget('/\\evil.org', site)).toBeNull()
  expect(ownTarget('https://forum.example.org//evil.org', site)).toBe('/evil.org')
  expect(ownTarget('javascript:alert(1)', site)).toBeNull()
  fc.assert(fc.property(fc.string(), text => {
    const target = ownTarget(text, site)
    return target === null || new URL(target, site).origin === site
  }))
})
