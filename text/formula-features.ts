/** What formulas are found by: words for the index that say how a formula is laid out. Pure, linear, bounded, never throws.
 *
 *  After published methods. Pairs of neighbouring symbols of the layout tree with the way from one to the other, and where a row ends: Tangent-L
 *  (Fraser, Kane, Tompa, "Choosing Math Features for BM25 Ranking with Tangent-L", DocEng 2018). Sub-expressions, as they stand and with variables
 *  and numbers made alike: MIaS (Sojka, Líška, "The Art of Mathematics Retrieval", DocEng 2011). All of it also in a loose reading, without
 *  fonts, with names as letters and fractions in line, so that `D_{\mathrm{KL}}` is found by `D_{KL}`, after what is equal. */
import { delimited } from './delimited'
import { layoutOf } from './tex-layout'
import type { Row, Sign } from './tex-layout'

const wordsOfTextMax = 2_000
const wordsOfQueryMax = 40
const charsOfTextMax = 20_000
const partMaxSigns = 80

/** The TeX of each formula of a plain text or a query, without delimiters, in order. */
export function formulasIn(text: string): string[] {
  return delimited(text).map(({ tex }) => tex)
}

/** All words of a text's formulas, each once, parted by single spaces. */
export function formulaWords(text: string): string {
  const words = new Set<string>()
  let chars = 0
  for (const tex of new Set(formulasIn(text))) {
    for (const { word } of featuresOf(tex)) words.add(word)
    chars += tex.length
    if (words.size >= wordsOfTextMax || chars >= charsOfTextMax) break
  }
  return Array.from(words).slice(0, wordsOfTextMax).join(' ')
}

/** The words of a formula that is looked for, the weightiest first: the whole, large parts, pairs, parts made alike. */
export function formulaQuery(tex: string): { word: string; weight: number }[] {
  const weights = new Map<string, { weight: number; kind: FeatureKind }>()
  for (const { word, weight, kind } of featuresOf(tex)) {
    if (weight > (weights.get(word)?.weight ?? 0)) weights.set(word, { weight, kind })
  }
  const left = { ...most }
  return Array.from(weights, ([word, { weight, kind }]) => ({ word, weight, kind })).toSorted((a, b) => b.weight - a.weight)
    .filter(({ kind }) => left[kind]-- > 0).slice(0, wordsOfQueryMax).map(({ word, weight }) => ({ word, weight }))
}

type FeatureKind = 'whole' | 'part' | 'shape' | 'pair' | 'symbol'
type Feature = { word: string; weight: number; kind: FeatureKind }

/** So many of each kind a query has, so that a long formula keeps some of all. */
const most: Record<FeatureKind, number> = { whole: 3, part: 12, shape: 5, pair: 14, symbol: 6 }

function featuresOf(tex: string): Feature[] {
  const exact = layoutOf(tex)
  if (exact.length === 0) return []
  const loose = loosened(exact)
  const features: Feature[] = [
    { word: hashed('w', spelled(exact)), weight: 12, kind: 'whole' },
    { word: hashed('x', spelled(loose)), weight: 8, kind: 'whole' },
  ]
  if (size(exact) >= shapeMinSigns) features.push({ word: hashed('u', spelled(exact, new Map())), weight: 3, kind: 'whole' })
  for (const part of partsOf(exact)) {
    const signs = size(part)
    if (signs > partMaxSigns) continue
    features.push({ word: hashed('s', spelled(part)), weight: weightOf(signs), kind: 'part' })
    if (signs >= shapeMinSigns) features.push({ word: hashed('v', spelled(part, new Map())), weight: weightOf(signs) * 0.3, kind: 'shape' })
  }
  for (const part of partsOf(loose)) {
    const signs = size(part)
    if (signs <= partMaxSigns) features.push({ word: hashed('s', spelled(part)), weight: weightOf(signs) * 0.6, kind: 'part' })
  }
  for (const pair of new Set(pairsOf(exact))) features.push({ word: hashed('p', pair), weight: 1, kind: 'pair' })
  for (const pair of new Set(pairsOf(loose))) features.push({ word: hashed('p', pair), weight: 0.6, kind: 'pair' })
  for (const sign of new Set(telling(exact))) features.push({ word: hashed('y', sign), weight: 0.5, kind: 'symbol' })
  return features
}

/** Below this all shapes are alike. */
const shapeMinSigns = 4

function weightOf(signs: number): number {
  return 1 + Math.log2(Math.max(1, signs))
}

/** Without fonts, names as letters, fractions in line. */
function loosened(row: Row): Row {
  return row.flatMap(sign => {
    const edges = sign.edges.map(({ at, row }) => ({ at, row: loosened(row) }))
    if (sign.name === 'frac') return [...(edges[0]?.row ?? []), { ...slash }, ...(edges[1]?.row ?? [])]
    if (sign.kind !== 'word') return [{ ...sign, font: '' as const, edges }]
    const letters = Array.from(sign.name, (name): Sign => ({ kind: 'letter', name, font: '', edges: [] }))
    return letters.map((letter, at) => (at === letters.length - 1 ? { ...letter, edges } : letter))
  })
}

const slash: Sign = { kind: 'sign', name: '/', font: '', edges: [] }

function size(row: Row): number {
  return row.reduce((sum, { edges }) => sum + 1 + edges.reduce((inner, edge) => inner + size(edge.row), 0), 0)
}

/** A row in one spelling. With `alike`, variables are numbered as they come and numbers are all the same. */
function spelled(row: Row, alike?: Map<string, string>): string {
  return row.map(sign => `${nameOf(sign, alike)}${sign.edges.map(edge => ` ${edge.at}{${spelled(edge.row, alike)}}`).join('')}`).join(' ')
}

function nameOf(sign: Sign, alike?: Map<string, string>): string {
  const name = sign.font === '' ? sign.name : `${sign.font}:${sign.name}`
  if (alike === undefined || !(isVariable(sign) || sign.kind === 'number')) return name
  if (sign.kind === 'number') return '#'
  const known = alike.get(name) ?? `#${alike.size}`
  alike.set(name, known)
  return known
}

function isVariable(sign: Sign): boolean {
  return sign.kind === 'letter' || (sign.kind === 'word' && sign.name.length === 1)
}

const relations = new Set(`= < > leq geq not= coloneqq : sim approx simeq cong equiv propto in notin subset subseteq to gets mapsto Rightarrow Leftarrow Leftrightarrow ll gg | norm , ; models vdash prec preceq triangleq`.split(' '))
const sums = new Set(['+', '-', 'pm', 'mp', 'land', 'lor', 'oplus', 'setminus', 'cup', 'cap'])
const opening = new Map([['(', ')'], ['[', ']'], ['{', '}'], ['langle', 'rangle'], ['lfloor', 'rfloor'], ['lceil', 'rceil']])
const closing = new Set(opening.values())
const bracketsDeepest = 8

/** The parts that mean something by themselves: what scripts hang on, what stands in brackets or in another's place, and what relations and sums part. */
function partsOf(row: Row): Row[] {
  const parts: Row[] = []
  partsInto(parts, row)
  return parts
}

function partsInto(parts: Row[], row: Row): void {
  parts.push(...partedBy(row, relations), ...partedBy(row, sums), ...bracketed(row))
  for (const sign of row) {
    if (sign.edges.length > 0) parts.push([sign])
    if (sign.edges.length > 1 && isVariable(sign)) parts.push(...sign.edges.map(edge => [{ ...sign, edges: [edge] }]))
    for (const { row: inner } of sign.edges) {
      if (inner.length > 1) parts.push(inner)
      partsInto(parts, inner)
    }
  }
}

/** What stands between these signs outside brackets. */
function partedBy(row: Row, marks: ReadonlySet<string>): Row[] {
  const parts: Row[] = []
  let [from, depth] = [0, 0]
  const take = (to: number) => {
    if (to - from > 1 && to - from < row.length) parts.push(row.slice(from, to))
    from = to + 1
  }
  row.forEach((sign, at) => {
    if (opening.has(sign.name)) depth += 1
    else if (closing.has(sign.name)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && (marks.has(sign.name) || relations.has(sign.name)) && sign.edges.length === 0) take(at)
  })
  take(row.length)
  return parts
}

/** What stands in brackets, and with what stands before them: f(x). */
function bracketed(row: Row): Row[] {
  const parts: Row[] = []
  const open: number[] = []
  row.forEach((sign, at) => {
    if (opening.has(sign.name)) open.push(at)
    if (!closing.has(sign.name)) return
    const from = open.pop()
    if (from === undefined || open.length >= bracketsDeepest) return
    if (at - from > 2) parts.push(row.slice(from + 1, at))
    const before = row[from - 1]
    if (before !== undefined && (isVariable(before) || before.kind === 'word')) parts.push(row.slice(from - 1, at + 1))
  })
  return parts
}

/** Neighbours and the way from one to the other. */
function pairsOf(row: Row): string[] {
  return row.flatMap((sign, at) => {
    const next = row[at + 1]
    return [
      `${nameOf(sign)} ${next === undefined ? 'end' : `next ${nameOf(next)}`}`,
      ...sign.edges.flatMap(edge => [`${nameOf(sign)} ${edge.at} ${edge.row[0] === undefined ? '' : nameOf(edge.row[0])}`, ...pairsOf(edge.row)]),
    ]
  })
}

const common = new Set([...relations, ...sums, ...opening.keys(), ...closing, '/', '.', '*', 'prime', 'frac', 'dots', 'cdot', '!', ''])

/** Symbols that say something alone. */
function telling(row: Row): string[] {
  return row.flatMap(sign => [
    ...(sign.kind === 'number' || common.has(sign.name) ? [] : [nameOf(sign)]),
    ...sign.edges.flatMap(edge => telling(edge.row)),
  ])
}

/** A word of at most eleven letters and digits: its kind, then fifty bits mixed from the text by two multiplicative hashes (FNV-1a; Murmur's constants and last mixing). */
function hashed(kind: string, text: string): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x5bd1e995)
    b ^= b >>> 15
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b)
  b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  return `${kind}${((a ^ (a >>> 13)) & 0x3fff_ffff).toString(36).padStart(6, '0')}${((b ^ (b >>> 16)) & 0xf_ffff).toString(36)}`
}
