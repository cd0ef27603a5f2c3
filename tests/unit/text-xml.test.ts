import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeHtml, escapeXml, jsonForScript } from '@/text/xml'

test('text in HTML cannot end an element or an attribute', () => {
  expect(escapeHtml(`<a href="x" title='y'>&`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;')
})

test('what XML forbids is left out of feeds', () => {
  expect(escapeXml('a\u0000\u0008\u000B\uFFFE\ud800b\t\n👩<')).toBe('ab\t\n👩&lt;')
})

test('JSON in a script element is the same value and holds no sign that a parser of HTML looks for', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json({ stringUnit: 'binary' }).map((text): unknown => JSON.parse(text)), fc.constant('</script><!--\u2028\u2029')), value => {
      const json = jsonForScript(value)
      expect(json).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.parse(json)).toEqual(value)
    }),
  )
  expect(jsonForScript(undefined)).toBe('null')
})
