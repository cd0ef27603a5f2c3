import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headerLine, letterHtml, letterText } from '@/text/letter'

test('a letter says the same as text and as HTML', () => {
  const parts = [{ kind: 'heading', text: 'What' }, { kind: 'text', text: 'So & so.' }, { kind: 'quote', text: 'a\r\n\n<b>$x$</b>' }, { kind: 'links', links: [{ label: 'Go', url: 'https://example.org/?a=1&b=2' }] }] as const
  const letter = parts.map(part => part.kind === 'links' ? { ...part, links: [...part.links] } : part)
  expect(letterText(letter)).toBe('What\n----\n\nSo & so.\n\n> a\n>\n> <b>$x$</b>\n\nGo: https://example.org/?a=1&b=2\n')
  const html = letterHtml(letter)
  for (const said of ['<h2', '>What</h2>', '<p>So &amp; so.</p>', '&lt;b&gt;$x$&lt;/b&gt;', 'href="https://example.org/?a=1&amp;b=2"', 'color-scheme']) expect(html).toContain(said)
})

test('whatever is quoted stays quoted: each line of it begins with a mark, and no element begins in it', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
    const said = letterText([{ kind: 'quote', text }])
    expect(said.trimEnd().split('\n').every(line => line.startsWith('>'))).toBe(true)
    expect(said).not.toMatch(/[\r\u0000\u202E]/)
    const html = letterHtml([{ kind: 'quote', text }])
    expect(html.match(/</g)?.length).toBe(letterHtml([{ kind: 'quote', text: '' }]).match(/</g)?.length)
  }))
})

test('a line of a mail’s head is one line, without what turns its signs round, and not too long', () => {
  expect(headerLine('Why\r\nBcc: a@example.org\u202E\u2028so?')).toBe('Why Bcc: a@example.org so?')
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => {
    const line = headerLine(text)
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    expect(line.length).toBeLessThanOrEqual(150)
  }))
})
