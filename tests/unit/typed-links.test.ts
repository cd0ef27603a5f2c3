import fc from 'fast-check'
import { expect, test } from 'vitest'
import { typedLinks } from '@/server/strip'

const page = (links: string, body = '') => `<!DOCTYPE html><html><head>${links}</head><body>${body}</body></html>`

test('the typed links of a head become one header, with their types', () => {
  expect(typedLinks(page('<link rel="stylesheet" href="/a.css"/><link rel="about" href="https://doi.org/10.1000/a&amp;b"/><link rel="describedby" type="application/x-bibtex" href="https://site.example/cite.bib"/>')))
    .toBe('<https://doi.org/10.1000/a&b>; rel="about", <https://site.example/cite.bib>; rel="describedby"; type="application/x-bibtex"')
  expect(typedLinks(page('<link rel="canonical" href="https://site.example/"/>'))).toBeNull()
})

test('what stands in the body is no link of the page, nor is what leads nowhere by the web', () => {
  expect(typedLinks(page('', '<link rel="about" href="https://evil.example/"/>'))).toBeNull()
  expect(typedLinks(page('<link rel="about" href="javascript:alert(1)"/><link rel="license" href="/here"/>'))).toBeNull()
})

test('no address ends a header or a link in it', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '/', '\r', '\n', '\0', '&gt;', '&lt;', '&quot;', '&#x27;', ';', ',', ' ', 'é', '&amp;', '%0d%0a') }), text => {
    const header = typedLinks(page(`<link rel="about" href="https://site.example/${text}"/>`))
    if (header !== null) expect(header).toMatch(/^<https:\/\/site\.example\/[^\s<>"\u0000-\u001f\u007f-\uffff]*>; rel="about"$/)
  }))
})
