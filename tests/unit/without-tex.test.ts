import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutTex } from '@/text/without-tex'
import '../support/property-seed'

test.each([
  ['Why is $\\nabla_\\theta \\mathcal{L}$ small?', 'Why is ∇_θ ℒ small?'],
  ['The $\\ell_1$ norm of $x^2$', 'The ℓ₁ norm of x²'],
  ['A bound of $\\frac{a}{b} \\leq 1$', 'A bound of a/b ≤ 1'],
  ['From $5 to $6', 'From $5 to $6'],
  ['For \\$5 a piece', 'For $5 a piece'],
  ['Plain words', 'Plain words'],
  ['In \\(\\mathbb{R}^n\\)', 'In ℝⁿ'],
  ['What is $y^d$?', 'What is yᵈ?'],
  ['$\\mathcal{L}_c = KL(f(x) \\| y^d)$', 'ℒ_c = KL(f(x)‖yᵈ)'],
  ['$\\mathrm{KL}(p \\,\\|\\, q) \\ge 0$', 'KL(p‖q) ≥ 0'],
  ['$O(n \\log n)$', 'O(n log n)'],
  ['$\\hat{y}_{i} = \\sigma(w^\\top x + b)$', 'ŷ_i = σ(w^T x + b)'],
  ['$\\sum_{i=1}^n x_i$', '∑_(i=1)ⁿ x_i'],
  ['$\\frac{a+b}{2n}$ and $\\sqrt{x+1}$', '(a+b)/2n and √(x+1)'],
  ['$x^{n+1} - x_0$', 'xⁿ⁺¹ - x₀'],
  ['$-1$ and $a = -b$', '-1 and a = -b'],
  ["$f'(x)$ is $f''$", 'f′(x) is f′′'],
  ['$D_{\\text{KL}}$ in $\\text{bits per pixel}$', 'D_KL in bits per pixel'],
  ['$\\mathbf{x}^*$ at $90^\\circ$', 'x* at 90°'],
  ['$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$', '[a, b, c, d]'],
  ['$p(y \\mid x)$ for $x \\in \\{0, 1\\}$', 'p(y|x) for x ∈ {0, 1}'],
  ['$f \\colon X \\to Y$', 'f: X → Y'],
  ['$\\|d(n_{k^2 c})\\| \\leq K$', '‖d(n_(k²c))‖ ≤ K'],
  ['$\\quad$', '\\quad'],
])('%s becomes %s', (line, plain) => {
  expect(withoutTex(line)).toBe(plain)
})

test('whatever is typed, it comes back as one line without an end of its own', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\\${}^_a-z &]{0,80}$/)), line => {
    expect(withoutTex(line)).not.toMatch(/[\n\r]/)
  }))
  expect(withoutTex(`$${'{'.repeat(3_000)}$`).length).toBeLessThan(4_001)
})
