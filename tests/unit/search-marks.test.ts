import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marked, markingOf } from '@/forum/search-marks'
import { readQuery } from '@/forum/search-query'
import { snippetOf } from '@/forum/search-snippet'
import { formulaQuery } from '@/text/formula-features'
import { render } from '@/text/render'
import { setInLine } from '@/text/formula'
import { formulasToSet, lineHtml } from '@/text/set-lines'
import { escapeHtml } from '@/text/xml'
import '../support/property-seed'

const most = { formulas: 8, chars: 240 }
const markingFor = (q: string) => {
  const { terms, formulas } = readQuery(q)
  return markingOf(terms, formulas.flatMap(formulaQuery))
}
const set = (line: string) => lineHtml(line, new Map(formulasToSet(line, most).flatMap(tex => { const html = setInLine(tex); return html === null ? [] : [[tex, html] as const] })), most)
const found = (text: string, q: string) => marked(escapeHtml(snippetOf(text, markingFor(q))), markingFor(q))
const title = (text: string, q: string) => shortened(marked(render(text, { mode: 'title' }).html, markingFor(q)))
const excerpt = (text: string, q: string) => shortened(marked(set(snippetOf(text, markingFor(q))), markingFor(q)))
/** Formulas as their TeX between ⟦ and ⟧. */
const shortened = (html: string) => html.replace(/<math[\s>][^]*?<annotation[^>]*>([^<]*)<\/annotation>[^]*?<\/math>/g, '⟦$1⟧')

const filler = 'filler '.repeat(80)

test('a snippet stands around most of the words, marked, with everything else escaped', () => {
  const snippet = found(`${filler}<b>the noise</b> rate & more ${filler}`, 'noise rates')
  expect(snippet).toContain('&lt;b&gt;the <mark>noise</mark>&lt;/b&gt; <mark>rate</mark> &amp; more')
  expect(snippet).toMatch(/^…/)
  expect(snippet.replace(/<\/?mark>/g, '').length).toBeLessThan(330)
  expect(found('Nothing here.', 'noise rates')).toBe('Nothing here.')
})

test('a snippet is never anything but text and marks', () => {
  fc.assert(fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 40 }), (text, q) => {
    expect(found(text, q).replace(/<mark>|<\/mark>/g, '')).not.toMatch(/[<>]/)
  }))
})

test('marking adds marks and nothing else, and each ends in the element it began in', () => {
  const part = fc.constantFrom('noise ', 'the rate ', '$y^d$ ', '`noise` ', '$\\frac{a}{b', ' noise rate', '&amp; <b>', '"noise', '标签噪声', '\\$5 ')
  fc.assert(fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom('noise', '"noise rate"', '$y^d$', 'y^d b', '噪声', 'amp lt quot'), (parts, q) => {
    const html = render(parts.join(''), { mode: 'title' }).html
    const after = marked(html, markingFor(q))
    expect(after.replace(/<\/?mark>/g, '')).toBe(html)
    expect(after).not.toMatch(/<mark>(?:(?!<\/mark>)[^])*<(?:\/?(?:code|span))\b/)
  }))
})

test('a phrase is marked as one stretch, its words elsewhere are not', () => {
  const text = 'The noise rate is a rate of noise: noise-rate, Noise  rates.'
  expect(found(text, '"noise rate"')).toBe('The <mark>noise rate</mark> is a rate of noise: <mark>noise-rate</mark>, Noise rates.')
  expect(found('The noise rate', '"noise rate" noise')).toBe('The <mark>noise rate</mark>')
  expect(found('A rate of noise', '"noise rate" noise')).toBe('A rate of <mark>noise</mark>')
  expect(found('The author’s loss is the author’s.', '"author’s loss"')).toBe('The <mark>author’s loss</mark> is the author’s.')
  expect(title('Why is the noise rate a rate?', '"noise rate"')).toBe('Why is the <mark>noise rate</mark> a rate?')
  expect(found('标签噪声会影响噪声', '"标签噪声"')).toBe('<mark>标签噪声</mark>会影响噪声')
})

test('a word in quotation marks is marked in this form only', () => {
  expect(found('Noise, noises and noisy', '"noise"')).toBe('<mark>Noise</mark>, noises and noisy')
})

test('the window stands where the phrase is, not where its words are', () => {
  expect(found(`A rate of noise. ${filler}then the noise rate.`, '"noise rate"')).toContain('<mark>noise rate</mark>')
})

test('a formula that was sought is marked whole, words are marked outside', () => {
  const text = 'They set $\\mathcal{L}_c = KL(f(x) \\| y^d)$ for the noise.'
  expect(excerpt(text, '$\\mathcal{L}_c = KL$ noise')).toBe('They set <mark>⟦\\mathcal{L}_c = KL(f(x) \\| y^d)⟧</mark> for the <mark>noise</mark>.')
  expect(title('What is $y^d$ here?', '$y^d$ here')).toBe('What is <mark>⟦y^d⟧</mark> <mark>here</mark>?')
  expect(title('What is $x$ in $K = 10$?', '$\\mathcal{L}_c = KL(f(x) \\| y^d)$')).toBe('What is ⟦x⟧ in ⟦K = 10⟧?')
  expect(title('What is $y^d$ here?', 'y^d')).toBe('What is <mark>⟦y^d⟧</mark> here?')
  expect(excerpt('Where $\\kappa$ is', 'kappa')).toBe('Where <mark>⟦\\kappa⟧</mark> is')
  expect(excerpt('Where $x \\in \\mathcal{X}$ is in', 'in mathcal')).toBe('Where ⟦x \\in \\mathcal{X}⟧ is <mark>in</mark>')
  expect(excerpt('The $L_1$ loss', '"the L_1 loss"')).toBe('<mark>The ⟦L_1⟧ loss</mark>')
})

test('titles with code or comparisons are marked too', () => {
  expect(title('Why `noise < 1` for noise?', 'noise')).toBe('Why <code><mark>noise</mark> &lt; 1</code> for <mark>noise</mark>?')
  expect(title('R&D amp', 'amp')).toBe('R&amp;D <mark>amp</mark>')
})

test('no formula is cut by the window', () => {
  const long = `$${Array.from({ length: 12 }, (_, n) => `a_{${n}}`).join(' + ')}$`
  for (let lead = 180; lead < 300; lead += 3) {
    const html = excerpt(`noise ${'x '.repeat(lead / 2)}${long} and so on ${filler}`, 'noise')
    expect(html, `${lead}`).not.toContain('$')
  }
  for (let lead = 0; lead < 120; lead += 3) {
    const html = excerpt(`${filler}${long} ${'x '.repeat(lead / 2)}noise ${filler}`, 'noise')
    expect(html, `${lead}`).not.toContain('$')
    expect(html).toContain('<mark>noise</mark>')
  }
})

test('what is too long or broken stands as it was typed', () => {
  expect(excerpt('A noise $\\frac{a}{b$ & <more>', 'noise')).toBe('A <mark>noise</mark> $\\frac{a}{b$ &amp; &lt;more&gt;')
  const long = `$${'x + '.repeat(80)}x$`
  expect(excerpt(`The noise ${long}`, 'noise')).toContain('The <mark>noise</mark> $x + x')
  expect(excerpt(Array.from({ length: 10 }, (_, n) => `$x_${n}$`).join(' '), 'noise').match(/⟦/g)).toHaveLength(8)
})

test('an excerpt is of what is read of a long text, wherever the formula stands', () => {
  expect(snippetOf(`${'words '.repeat(4_000)}$\\mathcal{L}_c = x^2$`, markingFor('$\\mathcal{L}_c = x^2$'))).toMatch(/^words words/)
})
