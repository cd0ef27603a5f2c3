import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { furnitureOf, isEmptyShell, stripRuntime } from '@/server/strip'

// Written by Next.js 16.4.6 for a page of ours in production.
const page = readFileSync('tests/fixtures/next/page.html', 'utf8')
const shell = readFileSync('tests/fixtures/next/not-found-shell.html', 'utf8')

test('a page leaves without the framework’s scripts, their preloads and React’s markers', () => {
  const stripped = stripRuntime(page)

  expect(stripped).not.toMatch(/<script[^>]*_next/)
  expect(stripped).not.toContain('__next_f=')
  expect(stripped).not.toContain('TURBOPACK')
  expect(stripped).not.toContain('as="script"')
  expect(stripped).not.toContain('<!--')
  expect(stripped.length).toBeLessThan(page.length / 3)
})

test('what is ours stays: title, text, style sheet, fonts, our scripts and data blocks', () => {
  const stripped = stripRuntime(page)

  expect(stripped).toContain('<title>Home &lt;b&gt; &quot;x&quot;</title>')
  expect(stripped).toContain('<h1>Hello 2</h1>')
  expect(stripped).toContain('<script src="/assets/theme.AAAA.js"></script>')
  expect(stripped).toContain('<script type="module" src="/assets/main.BBBB.js"></script>')
  expect(stripped).toContain('<script type="application/ld+json">{"a":"\\u003c/script>"}</script>')
  expect(stripped).toContain('href="/fonts/serif-1.woff2"')
  expect(furnitureOf(stripped)).toEqual({ styleSheets: [expect.stringMatching(/^\/_next\/static\/chunks\/.+\.css$/)], theme: '/assets/theme.AAAA.js' })
})

test('a text that quotes the framework’s script keeps it, in code and in a textarea', () => {
  const stripped = stripRuntime(page)

  expect(stripped).toContain('<code>&lt;script&gt;self.__next_f.push([1,&quot;x&quot;])&lt;/script&gt;</code>')
  expect(stripped).toContain('&lt;script src=&quot;/_next/static/x.js&quot;&gt;&lt;/script&gt;\nis how it looks</textarea>')
})

test('a script that nobody knows is left for the content policy to stop', () => {
  const planted = '<p>a</p><script>alert(1)</script><p>b</p><script src="/evil.js"></script>'

  expect(stripRuntime(planted)).toBe(planted)
})

test('the script that moves late parts of a page is taken out', () => {
  const late = '<p>a</p><script>requestAnimationFrame(function(){$RT=performance.now()});</script><script>$RC("B:0","S:0")</script>'

  expect(stripRuntime(late)).toBe('<p>a</p>')
})

test('stripping twice is stripping once, and a page cut anywhere ends', () => {
  const once = stripRuntime(page)
  expect(stripRuntime(once)).toBe(once)
  fc.assert(fc.property(fc.integer({ min: 0, max: page.length }), length => {
    const cut = stripRuntime(page.slice(0, length))
    return cut.length <= length
  }))
})

test('a page of one megabyte is stripped in a moment, however many links and scripts it has', () => {
  const many = '<link rel="icon" href="/a"><script>$RC("B:0","S:0")</script><p>text</p>'.repeat(15_000)
  const began = performance.now()
  stripRuntime(many)

  expect(performance.now() - began).toBeLessThan(500)
})

test('the empty shell of a page that was not found is recognised, and no other page', () => {
  expect(isEmptyShell(shell)).toBe(true)
  expect(isEmptyShell(page)).toBe(false)
})
