import { expect, test } from 'vitest'
import { clientAddress, plainAddress } from '@/server/address'
import { encodingFor } from '@/server/compress'
import { contentPolicy, standingHeaders } from '@/server/headers'
import type { Shown } from '@/server/headers'
import { asksForComposed, classOf, patternOf } from '@/server/routes'
import { speculationHeader } from '@/server/speculation'

const site = { siteUrl: 'https://forum.example.org', embedOrigins: ['https://blog.example.org'], providers: { github: { id: 'a', secret: 'b' }, google: null, orcid: { id: 'a', secret: 'b' } } }

function shown(path: string, more: Partial<Shown> = {}): Shown {
  return { path, kind: classOf(path), html: true, dev: false, shared: false, ...more }
}

test('no document allows a script that is not a file of this site', () => {
  for (const path of ['/', '/moderation', '/signin', '/embed/papers/a', '/nowhere']) {
    const policy = contentPolicy(site, shown(path))
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'")
    expect(policy).not.toMatch(/unsafe-eval|data:|\*|script-src[^;]*unsafe-inline/)
  }
})

test('a sign-in provider is named where its sign-in begins, if it is switched on, and nowhere else', () => {
  expect(contentPolicy(site, shown('/signin'))).toContain("form-action 'self' https://github.com https://orcid.org;")
  expect(contentPolicy(site, shown('/settings/sign-ins'))).toContain('https://github.com')
  expect(contentPolicy(site, shown('/signin-help'))).toContain("form-action 'self';")
  expect(contentPolicy(site, shown('/papers'))).toContain("form-action 'self';")
})

test('only an embedded page may stand in a frame, and only on the sites that the operator named', () => {
  const embedded = standingHeaders(site, shown('/embed/papers/a'))

  expect(embedded['content-security-policy']).toContain('frame-ancestors https://blog.example.org')
  expect([embedded['x-frame-options'], embedded['cross-origin-resource-policy']]).toEqual([undefined, 'cross-origin'])
  expect(standingHeaders(site, shown('/papers/a'))).toMatchObject({ 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' })
  expect(standingHeaders({ ...site, embedOrigins: [] }, shown('/embed/papers/a'))['x-frame-options']).toBe('DENY')
})

test('all headers of an answer stay within four kilobytes', () => {
  const headers = standingHeaders(site, shown('/settings'))

  expect(Object.entries(headers).join('\r\n').length).toBeLessThan(4_096 - 512)
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
  expect(standingHeaders({ ...site, siteUrl: 'http://localhost:3000' }, shown('/'))['strict-transport-security']).toBeUndefined()
})

test('as many forwarding proxies are believed as stand in front, and no more', () => {
  const socket = '::ffff:10.0.0.1'

  expect(clientAddress(socket, '1.1.1.1, 2.2.2.2, 3.3.3.3', 0)).toBe('10.0.0.1')
  expect(clientAddress(socket, '1.1.1.1, 2.2.2.2, 3.3.3.3', 1)).toBe('3.3.3.3')
  expect(clientAddress(socket, '1.1.1.1, 2.2.2.2, 3.3.3.3', 2)).toBe('2.2.2.2')
  expect(clientAddress(socket, '1.1.1.1', 2)).toBe('10.0.0.1')
  expect(clientAddress(socket, 'unknown', 1)).toBe('10.0.0.1')
  expect(clientAddress(socket, undefined, 1)).toBe('10.0.0.1')
  expect(clientAddress(socket, '[2001:DB8::1]:443', 1)).toBe('2001:db8::1')
  expect(plainAddress('1.2.3.4:80')).toBe('1.2.3.4')
  expect(plainAddress('fe80::1%eth0')).toBe('fe80::1')
  expect(plainAddress('1.2.3')).toBeNull()
})

test('only a reader without script who is known gets a page of its own', () => {
  expect(asksForComposed('plain=1; authjs.session-token=x')).toBe(true)
  expect(asksForComposed('__Host-authjs.session-token=x; plain=1')).toBe(true)
  expect(asksForComposed('guest=x;plain=1')).toBe(true)
  expect([undefined, '', 'plain=1', 'plain=0; guest=x', 'xplain=1; guest=x', 'plain=1; authjs.csrf-token=x', 'guest=x'].some(asksForComposed)).toBe(false)
})

test('the log names the kind of an address, never what a person put into it', () => {
  expect(patternOf('/papers/metric-learning/questions/3')).toBe('/papers/:x/questions/:x')
  expect(patternOf('/receipts/5f4dcc3b5aa765d61d8327deb882cf99')).toBe('/receipts/:x')
  expect(patternOf('/')).toBe('/')
  expect(patternOf(`/${'a/'.repeat(100)}`).split('/').length).toBeLessThan(10)
})

test('what is small or packed already is not packed', () => {
  expect(encodingFor('gzip, br', 'text/html; charset=utf-8', 5_000)).toBe('br')
  expect(encodingFor('gzip, br;q=0', 'text/html', 5_000)).toBe('gzip')
  expect(encodingFor('gzip', 'font/woff2', 5_000)).toBeNull()
  expect(encodingFor('br', 'text/html', 500)).toBeNull()
  expect(encodingFor(undefined, 'text/html', 5_000)).toBeNull()
})

test('a public page names the rules by which a browser may fetch the next one, and a desk does not', () => {
  expect(standingHeaders(site, shown('/papers/a'))['speculation-rules']).toBe(speculationHeader)
  for (const path of ['/settings', '/moderation', '/signin', '/receipts/abc', '/posts/1/edit', '/p/1', '/papers/a/ask', '/api/v1/papers', '/embed/papers/a', '/feed.atom']) {
    expect(standingHeaders(site, shown(path)), path).not.toHaveProperty('speculation-rules')
  }
  expect(standingHeaders(site, shown('/papers/a', { html: false }))).not.toHaveProperty('speculation-rules')
})

test('whoever has changed something is served no page that was fetched before', () => {
  expect(standingHeaders(site, shown('/forms/answer'))['clear-site-data']).toBe('"prefetchCache", "prerenderCache"')
  expect(standingHeaders(site, shown('/papers/a'))).not.toHaveProperty('clear-site-data')
})
