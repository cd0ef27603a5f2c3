/** TeX as a symbol layout tree: rows of symbols, each with rows above, below or within it (Zanibbi, Blostein, "Recognition and retrieval of
 *  mathematical expressions", IJDAR 15(4), 2012). Reads whatever is given: linear, bounded, never throws. What only moves or sizes is left out. Pure. */
import { scriptOf, symbolOfCommand, symbolOfSign } from './tex-symbols'
import type { Font, TexSymbol } from './tex-symbols'

type Relation = 'sub' | 'sup' | 'over' | 'under' | 'within' | 'index' | 'cell'
export type Sign = TexSymbol & { edges: { at: Relation; row: Row }[] }
export type Row = Sign[]

const formulaMaxChars = 2_000
const deepest = 12

type Style = Font | 'upright'
type Until = 'end' | 'brace' | 'bracket' | 'cell'
type Reading = { tokens: string[]; at: number; depth: number }

/** The layout of a formula, given without its delimiters. */
export function layoutOf(tex: string): Row {
  const tokens = tex.slice(0, formulaMaxChars).normalize('NFC').match(tokenPattern) ?? []
  return rowUntil({ tokens, at: 0, depth: 0 }, 'end', '')
}

const tokenPattern = /\\(?:(?:operatorname|hspace|vspace|tag)\*|[a-zA-Z]+|[\s\S])|\.\d|\|\||[:<>!]=|[-=]>|\s+|[\s\S]/gu

function rowUntil(reading: Reading, until: Until, style: Style): Row {
  const row: Row = []
  let font = style
  let apart = true
  let negated = false
  for (let token = reading.tokens[reading.at]; token !== undefined && !ends(token, until); token = reading.tokens[reading.at]) {
    reading.at += 1
    const command = token.startsWith('\\') ? token.slice(1) : ''
    if (token.trim() === '') apart = true
    else if (switches.get(command) !== undefined) font = switches.get(command) ?? ''
    else if (token === '^' || token === '_') attach(row, token === '^' ? 'sup' : 'sub', argument(reading, font))
    else if (token === '\'' || token === '′') attach(row, 'sup', [{ ...symbolOfCommand('prime'), edges: [] }])
    else if (command === 'over' || command === 'atop' || command === 'choose') return [stacked(command === 'choose' ? 'binom' : 'frac', row, deeper(reading, () => rowUntil(reading, until, font)))]
    else if (command === 'not') negated = true
    else if (scriptOf(token) !== undefined) script(row, token)
    else {
      const signs = signsOf(reading, token, font)
      if (negated && signs[0] !== undefined) signs[0].name = signs[0].name.startsWith('not') ? signs[0].name : `not${signs[0].name}`
      negated = negated && signs.length === 0
      add(row, signs, apart)
      apart = token.length > 1
    }
  }
  return row
}

function ends(token: string, until: Until): boolean {
  if (until === 'brace') return token === '}'
  if (until === 'bracket') return token === ']'
  return until === 'cell' && (token === '&' || token === '\\\\' || token === '\\cr' || token === '\\end')
}

const switches = new Map<string, Style>(Object.entries({ rm: 'upright', sf: 'upright', tt: 'upright', it: '', mit: '', bf: 'bold', cal: 'script', frak: 'fraktur', boldmath: 'bold' }))

/** Digits in a row are one number, upright letters in a row one word. */
function add(row: Row, signs: Row, apart: boolean): void {
  const [last, sign] = [row.at(-1), signs[0]]
  const joins = last !== undefined && sign !== undefined && signs.length === 1 && last.edges.length === 0 && sign.edges.length === 0
  if (joins && last.kind === 'number' && sign.kind === 'number') last.name += sign.name
  else if (joins && !apart && sign.kind === 'word' && last.kind === 'word' && upright.has(sign) && upright.has(last)) last.name += sign.name
  else row.push(...signs)
}

// Of upright letters, so that "\log\log" stays two words.
const upright = new WeakSet<Sign>()

function attach(row: Row, at: Relation, script: Row): void {
  if (row.length === 0) row.push({ kind: 'sign', name: '', font: '', edges: [] })
  const base = row.at(-1)
  if (base === undefined || script.length === 0) return
  const known = base.edges.find(edge => edge.at === at)
  const only = script.length === 1 ? script[0] : undefined
  // Transposed and starred, however it is written.
  if (at === 'sup' && only?.name === 'top') script = [{ kind: 'letter', name: 'T', font: '', edges: [] }]
  if (at === 'sup' && only?.name === 'star') script = [{ kind: 'sign', name: '*', font: '', edges: [] }]
  if (known === undefined) base.edges.push({ at, row: script })
  else if (only?.name === 'prime') known.row.unshift(...script)
  else add(known.row, script, true)
  base.edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function script(row: Row, token: string): void {
  const found = scriptOf(token)
  if (found !== undefined) attach(row, found.at, [{ ...symbolOfSign(found.sign), edges: [] }])
}

function stacked(name: string, over: Row, under: Row): Sign {
  return { kind: 'sign', name, font: '', edges: [{ at: 'over', row: over }, { at: 'under', row: under }] }
}

/** An argument: a group in braces, or the next sign or command. */
function argument(reading: Reading, style: Style): Row {
  while (reading.tokens[reading.at]?.trim() === '') reading.at += 1
  const token = reading.tokens[reading.at]
  if (token === undefined || token === '}' || token === '&') return []
  reading.at += 1
  return deeper(reading, () => signsOf(reading, token, style))
}

/** Deeper than anybody writes, marks that open or take something are passed over. */
function deeper(reading: Reading, read: () => Row): Row {
  if (reading.depth >= deepest) return []
  reading.depth += 1
  const row = read()
  reading.depth -= 1
  return row
}

function group(reading: Reading, until: 'brace' | 'bracket', style: Style): Row {
  return deeper(reading, () => {
    const row = rowUntil(reading, until, style)
    reading.at += 1
    return row
  })
}

/** What one token stands for, with its arguments. */
function signsOf(reading: Reading, token: string, style: Style): Row {
  if (token === '{') return group(reading, 'brace', style)
  if (token === '}' || token === '&' || token === '~' || token === '\\\\') return []
  if (!token.startsWith('\\')) return [styled(symbolOfSign(token), style)]
  return commanded(reading, token.slice(1), style)
}

function styled(symbol: TexSymbol, style: Style): Sign {
  const letter = symbol.kind === 'letter' && symbol.font === ''
  if (!letter || style === '') return { ...symbol, edges: [] }
  if (style !== 'upright') return { ...symbol, font: style, edges: [] }
  const sign: Sign = { ...symbol, kind: 'word', edges: [] }
  upright.add(sign)
  return sign
}

const fonts = new Map<string, Style>(Object.entries({
  mathrm: 'upright', text: 'upright', textrm: 'upright', textnormal: 'upright', textsf: 'upright', texttt: 'upright', textit: 'upright', textsc: 'upright', mbox: 'upright', hbox: 'upright', operatorname: 'upright', 'operatorname*': 'upright',
  mathsf: 'upright', mathtt: 'upright', mathit: '', mathnormal: '', mathbf: 'bold', boldsymbol: 'bold', bm: 'bold', bold: 'bold', textbf: 'bold', pmb: 'bold',
  mathcal: 'script', mathscr: 'script', mathbb: 'double', Bbb: 'double', mathds: 'double', mathbbm: 'double', mathfrak: 'fraktur',
}))
const accents = new Map<string, string>(Object.entries({
  hat: 'hat', widehat: 'hat', tilde: 'tilde', widetilde: 'tilde', bar: 'bar', overline: 'bar', vec: 'vec', overrightarrow: 'vec', dot: 'dot', ddot: 'ddot', check: 'check', widecheck: 'check', breve: 'breve',
  acute: 'acute', grave: 'grave', mathring: 'ring', underline: 'underline', underbar: 'underline',
}))
const stacks = new Map<string, string>(Object.entries({ frac: 'frac', dfrac: 'frac', tfrac: 'frac', cfrac: 'frac', nicefrac: 'frac', sfrac: 'frac', binom: 'binom', dbinom: 'binom', tbinom: 'binom' }))
const arrows = new Map<string, string>(Object.entries({ xrightarrow: 'to', xleftarrow: 'gets', xhookrightarrow: 'hookrightarrow', xmapsto: 'mapsto', xlongequal: '=' }))
const unsaid = new Set(['label', 'tag', 'tag*', 'hspace', 'hspace*', 'vspace', 'vspace*', 'hskip', 'kern', 'mkern', 'mskip', 'phantom', 'hphantom', 'vphantom', 'color', 'textcolor', 'colorbox', 'ref', 'eqref', 'cite'])
const moves = new Set(`left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits
  quad qquad enspace enskip thinspace thickspace medspace negthinspace space nobreakspace nonumber notag mathop mathbin mathrel mathopen mathclose mathpunct mathord mathinner ensuremath boxed fbox smash
  mathclap mathllap mathrlap llap rlap underbrace overbrace cancel bcancel xcancel strut mathstrut allowbreak nobreak hfill hline newline cr tiny small normalsize large Large relax , ; : ! > / -`.split(/\s+/))
const tables = /^(?:[bBpvV]?(?:small)?matrix|cases|rcases|dcases|array)\*?$/

function commanded(reading: Reading, name: string, style: Style): Row {
  if (name.trim() === '' || moves.has(name)) return reading.tokens[reading.at] === '.' && (name === 'left' || name === 'right') ? pass(reading) : []
  const font = fonts.get(name)
  if (font !== undefined) return argument(reading, font)
  const accent = accents.get(name)
  if (accent !== undefined) return [{ kind: 'sign', name: accent, font: '', edges: [{ at: 'within', row: argument(reading, style) }] }]
  const stack = stacks.get(name)
  if (stack !== undefined) return [stacked(stack, argument(reading, style), argument(reading, style))]
  if (name === 'sqrt') return root(reading, style)
  if (name === 'overset' || name === 'stackrel' || name === 'underset') return placed(reading, name === 'underset' ? 'sub' : 'sup', style)
  const arrow = arrows.get(name)
  if (arrow !== undefined) return placedOn([{ kind: 'sign', name: arrow, font: '', edges: [] }], 'sup', argument(reading, style))
  if (unsaid.has(name)) {
    argument(reading, style)
    return []
  }
  if (name === 'begin') return environment(reading, style)
  if (name === 'end') {
    named(reading)
    return []
  }
  const symbol = symbolOfCommand(name)
  return [styled(symbol, style === 'upright' ? '' : style)]
}

function pass(reading: Reading): Row {
  reading.at += 1
  return []
}

function root(reading: Reading, style: Style): Row {
  const index = reading.tokens[reading.at] === '[' ? (pass(reading), group(reading, 'bracket', style)) : []
  const within = argument(reading, style)
  return [{ kind: 'sign', name: 'sqrt', font: '', edges: [...(index.length === 0 ? [] : [{ at: 'index' as const, row: index }]), { at: 'within', row: within }] }]
}

function placed(reading: Reading, at: 'sup' | 'sub', style: Style): Row {
  const script = argument(reading, style)
  return placedOn(argument(reading, style), at, script)
}

function placedOn(base: Row, at: Relation, script: Row): Row {
  attach(base, at, script)
  return base
}

/** The name in braces behind \begin or \end. */
function named(reading: Reading): string {
  if (reading.tokens[reading.at] !== '{') return ''
  let name = ''
  for (reading.at += 1; reading.at < reading.tokens.length && name.length < 20; reading.at += 1) {
    const token = reading.tokens[reading.at] ?? ''
    if (token === '}') return pass(reading).length === 0 ? name : ''
    name += token
  }
  return name
}

/** A table is a sign with its cells; of other environments only what stands in them counts. */
function environment(reading: Reading, style: Style): Row {
  const name = named(reading)
  if (!tables.test(name)) return []
  if (name === 'array' && reading.tokens[reading.at] === '{') argument(reading, style)
  const table: Sign = { kind: 'sign', name: name.includes('cases') ? 'cases' : 'matrix', font: '', edges: [] }
  deeper(reading, () => {
    while (reading.at < reading.tokens.length) {
      const cell = rowUntil(reading, 'cell', style)
      if (cell.length > 0) table.edges.push({ at: 'cell', row: cell })
      const ended = reading.tokens[reading.at] === '\\end'
      reading.at += 1
      if (ended) break
    }
    named(reading)
    return []
  })
  return [table]
}
