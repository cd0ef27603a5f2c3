/** Which signs of TeX and Unicode are the same sign. Pure. */

type Kind = 'letter' | 'number' | 'word' | 'sign'
/** '' is upright or italic, which say the same of a single letter. */
export type Font = '' | 'bold' | 'script' | 'double' | 'fraktur'
export type TexSymbol = { kind: Kind; name: string; font: Font }

// A line begins with the name that a sign goes by; what follows are its other spellings, as commands or in Unicode.
const signs = `
leq le leqslant leqq <= ≤ ⩽ ≦
geq ge geqslant geqq >= ≥ ⩾ ≧
not= ne neq != ≠
notin ∉
not| nmid ∤
to -> rightarrow longrightarrow → ⟶
gets leftarrow longleftarrow ← ⟵
Rightarrow => implies Longrightarrow ⇒ ⟹
Leftarrow impliedby Longleftarrow ⇐ ⟸
Leftrightarrow iff Longleftrightarrow ⇔ ⟺
leftrightarrow longleftrightarrow ↔
mapsto longmapsto ↦ ⟼
hookrightarrow ↪
twoheadrightarrow ↠
rightsquigarrow leadsto ⇝
in ∈
ni owns ∋
subseteq ⊆
subset ⊂
supseteq ⊇
supset ⊃
land wedge ∧ ⋀ bigwedge
lor vee ∨ ⋁ bigvee
lnot neg ¬
forall ∀
exists ∃
emptyset varnothing ∅ ⌀
setminus smallsetminus backslash ∖
dots ldots cdots dotsc dotsb dotsm dotso … ⋯ hdots
vdots ⋮
cdot · ⋅ ∙ centerdot
times ×
div ÷
- − – ‐ ‑
+ ＋
* ast ∗ ⁎
prime ′ ’ ʹ
infty infin ∞
partial ∂
nabla ∇
sum ∑
prod ∏
coprod amalg ∐
int ∫
oint ∮
sqrt √
otimes bigotimes ⊗ ⨂
oplus bigoplus ⊕ ⨁
odot bigodot ⊙ ⨀
ominus ⊖
cup bigcup ∪ ⋃
cap bigcap ∩ ⋂
sqcup bigsqcup ⊔ ⨆
sqcap ⊓
sqsubseteq ⊑
uplus ⊎
sim thicksim ∼ ~
approx thickapprox ≈
simeq ≃
cong ≅
equiv ≡
propto varpropto ∝
langle ⟨ 〈
rangle ⟩ 〉
lfloor ⌊
rfloor ⌋
lceil ⌈
rceil ⌉
{ lbrace lcub
} rbrace rcub
( lparen
) rparen
[ lbrack
] rbrack
| vert lvert rvert mid ∣
norm || Vert lVert rVert parallel ‖ ∥
star ⋆ ★
circ ∘
bullet •
diamond ◇ ⋄ Diamond lozenge ◊
square Box □ ◻
triangle △ bigtriangleup
top ⊤ intercal
bot perp ⊥
vdash ⊢
models vDash ⊨
ll ≪
gg ≫
lll ⋘
prec ≺
preceq ≼ preccurlyeq
succ ≻
succeq ≽ succcurlyeq
pm ±
mp ∓
dagger dag †
asymp ≍
degree °
coloneqq := coloneq colonequals ≔
triangleq ≜
ltimes ⋉
rtimes ⋊
wr ≀
aleph ℵ
lhd triangleleft vartriangleleft ⊲
unlhd trianglelefteq ⊴
rhd triangleright ⊳
< lt
> gt
= eq
: colon ∶
& amp
% percent
$ dollar
`

// Letters with names.
const letters = `
alpha α
beta β
gamma γ
delta δ
epsilon varepsilon ε ϵ
zeta ζ
eta η
theta vartheta θ ϑ
iota ι
kappa varkappa κ ϰ
lambda λ
mu μ µ
nu ν
xi ξ
omicron ο
pi varpi π ϖ
rho varrho ρ ϱ
sigma varsigma σ ς
tau τ
upsilon υ
phi varphi φ ϕ
chi χ
psi ψ
omega ω
Gamma varGamma Γ
Delta varDelta Δ ∆
Theta varTheta Θ
Lambda varLambda Λ
Xi varXi Ξ
Pi varPi Π
Sigma varSigma Σ
Upsilon varUpsilon Υ
Phi varPhi Φ
Psi varPsi Ψ
Omega varOmega Ω Ω
ell ℓ
hbar hslash ℏ
imath ı
jmath ȷ
`

const words = new Set(`arccos arcsin arctan arctg arg argmax argmin cos cosh cot coth csc deg det dim exp gcd hom inf inj ker lcm lg lim liminf limsup ln log max min
  mod bmod pmod Pr proj rank sec sgn sin sinh softmax sup supp tan tanh tr Tr Var Cov End Hom Ext Tor Aut Gal Spec`.split(/\s+/))

const doubles = new Set(['A', 'B', 'C', 'D', 'E', 'F', 'H', 'K', 'N', 'P', 'Q', 'R', 'T', 'Z'])

// Signs that Unicode keeps apart from the runs of mathematical letters.
const lone = new Map<string, [Font, string]>(Object.entries({
  ℂ: ['double', 'C'], ℍ: ['double', 'H'], ℕ: ['double', 'N'], ℙ: ['double', 'P'], ℚ: ['double', 'Q'], ℝ: ['double', 'R'], ℤ: ['double', 'Z'],
  ℒ: ['script', 'L'], ℋ: ['script', 'H'], ℐ: ['script', 'I'], ℛ: ['script', 'R'], ℬ: ['script', 'B'], ℰ: ['script', 'E'], ℱ: ['script', 'F'], ℳ: ['script', 'M'], ℴ: ['script', 'o'], ℯ: ['script', 'e'], ℊ: ['script', 'g'],
  ℭ: ['fraktur', 'C'], ℌ: ['fraktur', 'H'], ℑ: ['fraktur', 'I'], ℜ: ['fraktur', 'R'], ℨ: ['fraktur', 'Z'], ℎ: ['', 'h'],
}))

function tableOf(lines: string): Map<string, string> {
  return new Map(lines.trim().split('\n').flatMap(line => {
    const [name = '', ...others] = line.trim().split(/\s+/)
    return [name, ...others].map((spelling): [string, string] => [spelling, name])
  }))
}

const letterNames = tableOf(letters)
const signNames = tableOf(signs)

/** What a command without arguments stands for: `command` without its backslash. */
export function symbolOfCommand(command: string): TexSymbol {
  const letter = letterNames.get(command)
  if (letter !== undefined) return { kind: 'letter', name: letter, font: '' }
  if (command === '|') return { kind: 'sign', name: 'norm', font: '' }
  const sign = signNames.get(command)
  if (sign !== undefined) return { kind: 'sign', name: sign, font: '' }
  if (doubles.has(command)) return { kind: 'letter', name: command, font: 'double' }
  if (/^([A-Z])\1$/.test(command) && doubles.has(command.slice(1))) return { kind: 'letter', name: command.slice(1), font: 'double' }
  if (command === 'Re' || command === 'Im') return { kind: 'letter', name: command.slice(0, 1), font: 'fraktur' }
  // Writers' own commands for a name, "\KL", begin with a capital.
  if (words.has(command) || /^[A-Z][A-Za-z]+$/.test(command)) return { kind: 'word', name: /mod$/.test(command) ? 'mod' : command, font: '' }
  return { kind: 'sign', name: command, font: '' }
}

/** What a sign stands for that is typed as itself. */
export function symbolOfSign(sign: string): TexSymbol {
  if (/^[a-zA-Z]$/.test(sign)) return { kind: 'letter', name: sign, font: '' }
  if (/^[0-9.]+$/.test(sign) && /\d/.test(sign)) return { kind: 'number', name: sign, font: '' }
  const own = lone.get(sign) ?? mathematicalLetter(sign)
  if (own !== undefined) return /\d/.test(own[1]) ? { kind: 'number', name: own[1], font: '' } : { kind: 'letter', name: letterNames.get(own[1]) ?? own[1], font: own[0] }
  const letter = letterNames.get(sign)
  if (letter !== undefined) return { kind: 'letter', name: letter, font: '' }
  const name = signNames.get(sign)
  if (name !== undefined) return { kind: 'sign', name, font: '' }
  return { kind: /\p{L}/u.test(sign) ? 'letter' : 'sign', name: sign, font: '' }
}

/** Unicode's runs of mathematical letters (Unicode Standard, 22.2), each of 52, then Greek ones of 58. */
const runs: readonly Font[] = ['bold', '', 'bold', 'script', 'script', 'fraktur', 'double', 'fraktur', '', 'bold', '', 'bold', '']

function mathematicalLetter(sign: string): [Font, string] | undefined {
  const code = sign.codePointAt(0) ?? 0
  if (code < 0x1d400 || code > 0x1d7ff) return undefined
  const plain = sign.normalize('NFKC')
  if (code < 0x1d6a4) return [runs[Math.floor((code - 0x1d400) / 52)] ?? '', plain]
  return [code < 0x1d6a8 || Math.floor((code - 0x1d6a8) / 58) === 1 ? '' : 'bold', plain]
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵃᵇᶜᵈᵉᵏᵐᵖʳˢᵗˣʸ'
const superscripted = '0123456789+-=()niTabcdekmprstxy'
const subscripts = '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ'
const subscripted = '0123456789+-=()aeijklmnoprstuvx'

/** What a raised or lowered sign of Unicode says, as TeX would have it. */
export function scriptOf(sign: string): { at: 'sup' | 'sub'; sign: string } | undefined {
  const raised = superscripts.indexOf(sign)
  if (raised >= 0) return { at: 'sup', sign: superscripted[raised] ?? '' }
  const lowered = subscripts.indexOf(sign)
  return lowered < 0 ? undefined : { at: 'sub', sign: subscripted[lowered] ?? '' }
}

/** Small signs of Unicode by what they say. Letters below the line and the raised T are in few fonts, ours have none. */
export const scriptSigns: Record<'sup' | 'sub', ReadonlyMap<string, string>> = {
  sup: new Map(Array.from(superscripts, (sign, at) => [superscripted[at] ?? '', sign] as const).filter(([said]) => said !== 'T')),
  sub: new Map(Array.from(subscripts, (sign, at) => [subscripted[at] ?? '', sign] as const).filter(([said]) => !/[a-z]/.test(said))),
}

const shown = new Map<string, string>([...letters.trim().split('\n'), ...signs.trim().split('\n')].flatMap(line => {
  const [name = '', ...others] = line.trim().split(/\s+/)
  const sign = [name, ...others].find(one => Array.from(one).length === 1 && !/[a-z]/i.test(one))
  return sign === undefined ? [] : [[name, sign] as const]
}))
const loneSigns = new Map(Array.from(lone, ([sign, [font, letter]]) => [`${font} ${letter}`, sign]))

/** A symbol in Unicode; script and double letters where they are of the oldest, which fonts have, others without their font. Nothing for a command that is unknown. */
export function signOf({ kind, name, font }: TexSymbol): string {
  if (kind === 'letter' && (font === 'script' || font === 'double')) return loneSigns.get(`${font} ${name}`) ?? shown.get(name) ?? name
  return shown.get(name) ?? (kind !== 'sign' || Array.from(name).length === 1 ? name : '')
}
