/** A line with its formulas in plain signs, for places that set no mathematics: titles of windows, link previews, feeds, data for engines. Pure. */
import { delimited, withoutEscapes } from './delimited'
import { layoutOf } from './tex-layout'
import type { Row, Sign } from './tex-layout'
import { scriptSigns, signOf } from './tex-symbols'

const lineMaxChars = 4_000
const formulasMost = 100

/** The line with each formula as one would type it without TeX: `$y^d$` is yᵈ, `$\mathcal{L}_c \leq \frac{a}{b}$` is ℒ_c ≤ a/b. What has no sign goes
 *  and leaves what it is put on. */
export function withoutTex(line: string): string {
  const read = line.slice(0, lineMaxChars)
  let plain = ''
  let done = 0
  for (const { tex, from, to } of delimited(read).slice(0, formulasMost)) {
    plain += withoutEscapes(read.slice(done, from)) + (plainFormula(tex) || tex)
    done = to
  }
  return `${plain}${withoutEscapes(read.slice(done))}`.replace(/\s+/g, ' ').trim()
}

function plainFormula(tex: string): string {
  return inRow(layoutOf(tex), true).trim()
}

const relations = new Set(`= < > leq geq not= coloneqq sim approx simeq cong equiv propto in notin ni subset subseteq supset supseteq to gets mapsto Rightarrow Leftarrow Leftrightarrow leftrightarrow ll gg models vdash prec preceq succ
  succeq triangleq perp`.split(/\s+/))
const operators = new Set('+ - pm mp times div cdot circ * land lor cup cap setminus oplus otimes odot'.split(' '))
const large = new Set('sum prod int oint coprod'.split(' '))
const opening = new Set(['(', '[', '{', 'langle', 'lfloor', 'lceil'])

/** Signs of a row; with `airy` there is space round what relates and adds, as in print, which scripts have none of. */
function inRow(row: Row, airy: boolean): string {
  let plain = ''
  let before: Sign | undefined
  for (const sign of row) {
    const said = inSign(sign)
    if (said === '') continue
    const joins = relations.has(sign.name) || (operators.has(sign.name) && before !== undefined && !isJoint(before) && !opening.has(before.name))
    if (joins && airy) plain = `${plain.trimEnd()} ${said} `
    else plain += `${needsSpace(plain, said, { before, sign }) ? ' ' : ''}${said}${/^[,;:]$/.test(said) && airy ? ' ' : ''}`
    before = sign
  }
  return plain.replace(/ {2,}/g, ' ')
}

function isJoint({ name }: Sign): boolean {
  return relations.has(name) || operators.has(name) || name === ','
}

/** Two words in a row, a word beside a letter, and what follows a script that is written out or a sum would otherwise run together. */
function needsSpace(plain: string, said: string, { before, sign }: { before: Sign | undefined; sign: Sign }): boolean {
  if (before === undefined || !/^[\p{L}\p{N}∑∏∫√∂∇]/u.test(said)) return false
  if (large.has(before.name)) return true
  if (!/[\p{L}\p{N}]$/u.test(plain)) return false
  return isWord(before) || isWord(sign) || large.has(sign.name) || /[_^][\p{L}\p{N}]+$/u.test(plain) || (before.kind === 'number' && sign.kind === 'number')
}

function isWord({ kind, name }: Sign): boolean {
  return kind === 'word' && name.length > 1
}

function inSign(sign: Sign): string {
  const at = (relation: Sign['edges'][number]['at']) => sign.edges.find(edge => edge.at === relation)?.row ?? []
  const scripts = `${script(at('sub'), 'sub')}${script(at('sup'), 'sup')}`
  if (sign.name === 'frac') return `${grouped(at('over'))}/${grouped(at('under'))}${scripts}`
  if (sign.name === 'binom') return `(${inRow(at('over'), false)} ${inRow(at('under'), false)})${scripts}`
  if (sign.name === 'sqrt') return `${script(at('index'), 'sup').replace(/^\^/, '')}√${grouped(at('within'))}${scripts}`
  if (sign.name === 'matrix' || sign.name === 'cases') return `[${sign.edges.filter(edge => edge.at === 'cell').map(edge => inRow(edge.row, true).trim()).join(', ')}]${scripts}`
  const within = at('within')
  return `${within.length > 0 ? accented(inRow(within, false), sign.name) : signOf(sign)}${scripts}`
}

function grouped(row: Row): string {
  const said = inRow(row, false)
  return row.length > 1 && !/^[\p{L}\p{N}]+$/u.test(said) ? `(${said})` : said
}

const accents: Record<string, string> = { hat: '\u0302', tilde: '\u0303', bar: '\u0304', dot: '\u0307', ddot: '\u0308', check: '\u030c', breve: '\u0306', acute: '\u0301', grave: '\u0300', ring: '\u030a' }

/** Only where there is one sign for both: a mark by itself is drawn beside its letter by many fonts. */
function accented(said: string, accent: string): string {
  const whole = `${said}${accents[accent] ?? ''}`.normalize('NFC')
  return Array.from(said).length === 1 && Array.from(whole).length === 1 ? whole : said
}

const besideMost = 6

/** Raised or lowered signs where there are such, else behind `^` or `_`. */
function script(row: Row, at: 'sup' | 'sub'): string {
  const primes = at === 'sup' ? row.findIndex(({ name }) => name !== 'prime') : 0
  const [marks, rest] = primes < 0 ? [row, []] : [row.slice(0, primes), row.slice(primes)]
  const said = inRow(rest, false)
  const prefix = '′'.repeat(marks.length)
  if (said === '') return prefix
  if (at === 'sup' && /^[*∘°†]$/u.test(said)) return `${prefix}${said === '∘' ? '°' : said}`
  const small = Array.from(said, sign => scriptSigns[at].get(sign))
  if (small.length <= besideMost && !small.includes(undefined)) return `${prefix}${small.join('')}`
  return `${prefix}${at === 'sup' ? '^' : '_'}${rest.every(({ edges }) => edges.length === 0) && (/^[\p{L}\p{N}]+$/u.test(said) || rest.length === 1) ? said : `(${said})`}`
}
