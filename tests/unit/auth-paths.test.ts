import fc from 'fast-check'
import { expect, test } from 'vitest'
import { safePath } from '@/auth/paths'

process.env['SITE_URL'] = 'http://localhost:3000'

test('after signing in one goes to a path of this site', () => {
  expect(safePath('/papers/pencil/questions/1?order=newest#post-12')).toBe('/papers/pencil/questions/1?order=newest#post-12')
  expect(safePath('http://localhost:3000/questions')).toBe('/questions')
})

test('whatever leads elsewhere leads to the front page', () => {
  const elsewhere = [
    null, '', 'https://evil.example/', '//evil.example', '/\\evil.example', '\\/evil.example', '///evil.example', 'javascript:alert(1)', 'http://localhost:3000.evil.example/',
    'http://localhost:3001/', 'http://localhost:3000@evil.example/', '/a\nb', '\t/a', 'papers', 'data:text/html,x', '/..//evil.example', `/${'a'.repeat(3000)}`,
  ]
  for (const next of elsewhere) expect(safePath(next)).toBe('/')
})

test('no text whatever leads off the site', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('/', '\\', ':', '@', '.', '?', '#', '%2f', 'http', 'evil', '\t', 'localhost:3000') }), text => {
    const target = new URL(safePath(text), 'http://localhost:3000')
    expect(target.origin).toBe('http://localhost:3000')
  }))
})
