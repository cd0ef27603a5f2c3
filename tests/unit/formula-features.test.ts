import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formulaQuery, formulasIn, formulaWords } from '@/text/formula-features'
import '../support/property-seed'

const wordsOf = (tex: string) => formulaWords(`$$${tex}$$`)

/** The share of what a query formula asks for, by weight, that another formula has. */
function likeness(query: string, other: string): number {
  const has = new Set(wordsOf(other).split(' '))
  const asked = formulaQuery(query)
  const sum = (all: typeof asked) => all.reduce((total, { weight }) => total + weight, 0)
  return sum(asked.filter(({ word }) => has.has(word))) / sum(asked)
}

describe('formulas that say the same have the same words', () => {
  test.each([
    ['\\mathcal{L}_c', '\\mathcal L_c'], ['{\\cal L}_c', 'ℒ_{c}'], ['𝓛', '\\mathcal L'], ['\\mathbb{R}^n', 'ℝ^n'], ['\\R^n', '\\mathbb R^n'], ['\\mathbf{x}', '\\bm x'],
    ['\\frac{a}{b}', '\\dfrac ab'], ['{a \\over b}', '\\tfrac{a}{b}'], ['\\sqrt2', '\\sqrt{2}'], ['\\hat x', '\\widehat{x}'], ['10', '1 0'],
    ['x \\le y', 'x≤y'], ['x \\leqslant y', 'x\\leq y'], ['a \\not= b', 'a \\neq b'], ['a ∉ B', 'a \\notin B'], ['a := b', 'a \\coloneqq b'], ['p(x|z)', 'p(x \\mid z)'],
    ['x^2_1', 'x_1^2'], ['x²', 'x^{2}'], ['T⁻¹', 'T^{-1}'], ['x₁', 'x_{1}'], ['A^\\top', 'A^T'], ['f\'', 'f^\\prime'], ['f\'^2', 'f^{\\prime 2}'], ['f\'\'', 'f^{\\prime\\prime}'],
    ['\\left( a \\right)', '(a)'], ['\\bigl[ a \\bigr]', '[a]'], ['\\left\\{ a \\right.', '\\{a'], ['a\\,b\\quad c', 'a b c'], ['\\displaystyle a', 'a'], ['a \\label{one}', 'a'],
    ['D_{\\text{KL}}', 'D_{\\mathrm{KL}}'], ['D_{\\rm KL}', 'D_{\\operatorname{KL}}'], ['\\log x', '\\mathrm{log} x'], ['\\mathrm{d}x', 'dx'], ['\\operatorname*{argmax}_a', '\\text{argmax}_a'],
    ['∑_{i=1}^n α_i', '\\sum\\limits_{i=1}^{n}\\alpha_i'], ['\\|x\\|', '\\lVert x\\rVert'], ['||x||', '\\Vert x \\Vert'], ['\\varepsilon', 'ϵ'], ['\\begin{aligned}a&=b\\end{aligned}', 'a=b'],
  ])('%s and %s', (one, other) => {
    expect(wordsOf(one)).toBe(wordsOf(other))
    expect(wordsOf(one)).not.toBe('')
  })
})

describe('what differs is told apart', () => {
  test.each([
    ['x^2', 'x_2'], ['\\frac{a}{b}', '\\frac{b}{a}'], ['a+b', 'a-b'], ['\\mathcal{L}', '\\mathbb{L}'], ['\\sqrt[3]{x}', '\\sqrt{x}'], ['\\hat x', '\\bar x'], ['x', 'X'], ['x_{12}', 'x_{13}'],
    ['\\begin{matrix}a&b\\end{matrix}', 'a b'], ['f(g(x))', 'f(g x)'],
  ])('%s and %s', (one, other) => {
    expect(wordsOf(one)).not.toBe(wordsOf(other))
    expect(likeness(one, other)).toBeLessThan(1)
  })
})

describe('what is nearer is found first', () => {
  test.each([
    // A name in letters is weaker than the name, and stronger than another one.
    ['D_{\\mathrm{KL}}(p\\|q)', 'D_{\\text{KL}}(p||q)', 'D_{KL}(p\\|q)', 'D_{JS}(p\\|q)'],
    // Without its font weaker, of another letter weaker still.
    ['\\mathcal{L}_c', '{\\cal L}_{c}', 'L_c', '\\mathcal{M}_d'],
    // Whole, within something larger, with other variables, something else.
    ['\\sum_{i=1}^n x_i^2', '\\sum_{i=1}^n x_i^2', '\\frac{1}{n}\\sum_{i=1}^n x_i^2 + c', '\\sum_{k=1}^m y_k^2', '\\int e^{-t} dt'],
    ['\\frac{a+b}{c}', '\\dfrac{a + b}{c}', '(a+b)/c', 'x/z'],
  ])('%s', (query, ...others) => {
    const found = others.map(other => likeness(query, other))
    expect(found[0]).toBe(1)
    for (const [at, share] of found.entries()) if (at > 0) expect(share, others[at]).toBeLessThan(found[at - 1] ?? 0)
  })

  test('variables of other names leave the shape', () => {
    expect(likeness('f(x) + g(x) = 0', 'a(t) + b(t) = 7')).toBeGreaterThan(0.1)
    expect(likeness('f(x) + f(x) = 0', 'a(t) + b(t) = 7')).toBeLessThan(likeness('f(x) + g(x) = 0', 'a(t) + b(t) = 7'))
  })
})

describe('a query', () => {
  test('has few words, the weightiest first, each once', () => {
    const long = Array.from({ length: 30 }, (_, n) => `\\frac{a_{${n}}^2}{\\beta_${n % 10} + ${n}}`).join(' + ')
    const asked = formulaQuery(long)
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.length).toBeLessThanOrEqual(40)
    expect(asked.map(({ weight }) => weight)).toEqual(asked.map(({ weight }) => weight).toSorted((a, b) => b - a))
    expect(new Set(asked.map(({ word }) => word)).size).toBe(asked.length)
    expect(new Set(asked.map(({ word }) => word[0]))).toEqual(new Set(['w', 'x', 'u', 's', 'v', 'p', 'y']))
  })

  test('of nothing has no words', () => {
    for (const tex of ['', ' ', '{}', '\\,', '\\left\\right', '\\label{x}']) expect(formulaQuery(tex)).toEqual([])
  })
})

describe('formulas in a text', () => {
  test.each<[string, string[]]>([
    ['so $x_1$ and $$y$$ and \\(z\\) and \\[w\\]', ['x_1', 'y', 'z', 'w']],
    ['it costs $5 and $6', []], ['$5/$6', []], ['between $20,000 and $30,000', []], ['3$\\times$3', ['\\times']], ['a $ b $ c', []],
    ['$$\na\n\nb\n$$\nthen $c$', ['a\n\nb', 'c']], ['one $a\n\nb$ two', []], ['$open', []], ['$$open $x$', ['x']], ['\\(open $x$', ['x']], ['closed$ and \\) and \\]', []],
    ['see \\[14\\] and \\[3, 7--9\\] and \\[a\\](b)', []], ['\\$x\\$ is money', []], ['$a\\$b$', ['a\\$b']], ['$`code`$', []], ['$$$x$$$', []], ['$$ $', []], ['\\( \\)', []], ['$', []], ['\\', []], ['', []],
  ])('%j', (text, found) => {
    expect(formulasIn(text)).toEqual(found)
  })

  test('are at most 500', () => {
    expect(formulasIn('$x$ '.repeat(600))).toHaveLength(500)
  })
})

const pieces = ['\\frac', '{', '}', '^', '_', '\'', '\\left(', '\\right)', '[', ']', '\\sqrt', '\\begin{matrix}', '\\end{matrix}', '&', '\\\\', '\\text{', '\\over', '\\not', '\\mathrm', '\\rm ', 'x', '12', '.5', '||', '=', '²', '₁', 'ℒ', '𝔸', '$', '\\constructor', '\\__proto__', ' ', '\\', '\\alpha', '∑', '字']

test('whatever is typed gives words of a–z and 0–9, and a query what the text has', () => {
  fc.assert(fc.property(fc.oneof(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map(some => some.join('')), fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 80 }).map(codes => String.fromCodePoint(...codes))), tex => {
    const asked = formulaQuery(tex)
    expect(asked.length).toBeLessThanOrEqual(40)
    expect(asked.filter(({ word, weight }) => !/^[a-z][0-9a-z]{1,23}$/.test(word) || !(weight > 0))).toEqual([])
    const [only, ...others] = formulasIn(`$$${tex}$$`)
    if (others.length > 0 || only !== tex.trim() || tex !== tex.trim()) return
    const has = new Set(wordsOf(tex).split(' '))
    expect(asked.filter(({ word }) => !has.has(word))).toEqual([])
  }), { numRuns: 300 })
})

test('spaces and braces around single signs change nothing', () => {
  const sign = fc.constantFrom('x', 'y', 'n', '\\alpha ', '\\mathcal{L}', '+', '=', '(', ')', '\\sum ', '7')
  fc.assert(fc.property(fc.array(sign, { minLength: 1, maxLength: 12 }), signs => {
    expect(wordsOf(signs.join(' \\, '))).toBe(wordsOf(signs.join('')))
    expect(wordsOf(signs.map(one => `{${one}}`).join(''))).toBe(wordsOf(signs.join('')))
  }))
})

describe('hostile texts take no longer than others', () => {
  const texts: Record<string, string> = {
    braces: '{'.repeat(2_000), fractions: '\\frac'.repeat(400), scripts: 'x^'.repeat(1_000), brackets: '('.repeat(1_000) + ')'.repeat(990), nested: 'x^{'.repeat(500) + '}'.repeat(490),
    overs: 'a\\over'.repeat(300), tables: '\\begin{matrix}'.repeat(140), roots: '\\sqrt['.repeat(300), sums: 'x_i^2+'.repeat(330), primes: '\''.repeat(1_990), cells: `\\begin{matrix}${'a&'.repeat(900)}`,
  }
  test.each(Object.keys(texts))('%s', name => {
    const text = Array.from({ length: 20 }, (_, n) => `$$${n}${texts[name]}$$`).join('\n\n')
    const began = performance.now()
    const words = formulaWords(text).split(' ')
    expect(performance.now() - began).toBeLessThan(3_000)
    expect(words.length).toBeLessThanOrEqual(2_000)
  })

  test.each(['\\[', '$ ', '$$ ', '\\(', '$', '\\', '$$\n', '$a`$', '\\[1\\]', '$x', '\\(\\['])('delimiters: %j', mark => {
    const began = performance.now()
    formulasIn(`${mark.repeat(40_000 / mark.length)}\\](`)
    expect(performance.now() - began).toBeLessThan(500)
  })

  test('a text of many formulas gives no more than 2,000 words', () => {
    const many = Array.from({ length: 500 }, (_, n) => `$a_{${n}}^{${n * 7}} + \\frac{b_${n % 10}}{${n}}$`).join(' ')
    const words = formulaWords(many).split(' ')
    expect(words.length).toBe(2_000)
    expect(new Set(words).size).toBe(2_000)
  })
})
