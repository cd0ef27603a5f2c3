import temml from 'temml'

/** A formula as MathML, with the number that its writer gave it by \tag, or why it could not be set. */
export type Formula = { ok: true; html: string; tag?: string } | { ok: false; message: string }

/** `line`: within a sentence. `sentence`: within a sentence, but with large operators. `block`: on lines of its own. */
export type Place = 'line' | 'sentence' | 'block'

const formulaMaxChars = 2_000

// What KaTeX knows and Temml does not, for texts that were written for KaTeX.
const macros: Record<string, string> = {
  '\\KaTeX': '\\text{K\\kern-.17em\\raisebox{0.2em}{\\small A}\\kern-.15em\\TeX}',
  '\\blue': '\\textcolor{blue}{#1}',
  '\\red': '\\textcolor{red}{#1}',
  '\\green': '\\textcolor{green}{#1}',
  '\\orange': '\\textcolor{orange}{#1}',
  '\\purple': '\\textcolor{purple}{#1}',
  '\\gray': '\\textcolor{gray}{#1}',
  '\\minuso': '\\circleddash',
  '\\approxcolon': '\\mathrel{\\approx\\mathord{:}}',
  '\\overlinesegment': '\\overline{#1}',
  '\\underlinesegment': '\\underline{#1}',
  '\\xrightleftarrows': '\\xrightleftharpoons{#1}',
  '\\xrightequilibrium': '\\xrightleftharpoons{#1}',
  '\\xleftequilibrium': '\\xrightleftharpoons{#1}',
}

/** Sets one formula, without its delimiters, within bounds on length, expansion and size. Never throws. */
export function setFormula(tex: string, place: Place): Formula {
  if (tex.length > formulaMaxChars) {
    return { ok: false, message: `This formula is longer than ${formulaMaxChars.toLocaleString('en-GB')} characters and is shown as typed.` }
  }
  const { body, tag } = place === 'block' ? withoutTag(tex) : { body: tex, tag: undefined }
  try {
    const set = temml.renderToString(body, {
      displayMode: place !== 'line',
      annotate: true,
      throwOnError: true,
      trust: false,
      strict: false,
      maxExpand: 200,
      maxSize: [20, 20],
      // A fresh table each time: \gdef would otherwise carry over into the next person's formula.
      macros: { ...macros },
    })
    const html = withOwnStart(set, place).replaceAll('<span class="tml-eqn"></span>', '')
    return tag === undefined ? { ok: true, html } : { ok: true, html, tag }
  } catch (cause) {
    // Besides its ParseError Temml throws RangeError and others on deep nesting, whatever its options say.
    return { ok: false, message: reasonOf(cause, body) }
  }
}

const lastTag = /\\tag\*?\s*\{([^{}$\\]{1,40})\}\s*$/

/** A tag stands beside the scrolling formula, as the design has it, and not within a table as wide as the page. */
function withoutTag(tex: string): { body: string; tag: string | undefined } {
  const tag = lastTag.exec(tex)
  if (tag === null || tex.indexOf('\\tag') !== tag.index || tex.includes('\\begin{')) return { body: tex, tag: undefined }
  const label = tag[1]?.trim() ?? ''
  return { body: tex.slice(0, tag.index).trimEnd(), tag: tag[0].startsWith('\\tag*') ? label : `(${label})` }
}

const starts: Record<Place, string> = {
  line: '<math>',
  sentence: '<math displaystyle="true">',
  block: '<math display="block" class="tml-display">',
}

function withOwnStart(set: string, place: Place): string {
  return set.replace(/^<math[^>]*>/, starts[place])
}

function reasonOf(cause: unknown, tex: string): string {
  const said = cause instanceof Error ? cause.message : ''
  if (cause instanceof RangeError || cause instanceof SyntaxError) return 'This formula is nested too deeply.'
  for (const [pattern, reason] of reasons) {
    const match = pattern.exec(said)
    if (match !== null) return reason(match, beginningOf(tex))
  }
  const first = said.split(' at position ')[0]?.split(' at end of input')[0]?.replace(/^ParseError:/, '').trim() ?? ''
  return first === '' || first.length > 120
    ? 'This formula could not be set.'
    : `This formula could not be set: ${first.replace(/\.$/, '')}.`
}

type Reason = (match: RegExpExecArray, beginning: string) => string

/** The commonest mistakes, by what Temml says of them. */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [/Too many expansions/, () => 'This formula expands without end: a command in it calls itself.'],
  [/Expected '\}', got 'EOF'|expected '\}' at end of input/, (_, beginning) => `The formula that starts with ${beginning} is not closed: add }.`],
  [/Unexpected end of input in a macro argument/, () => 'A command has no argument: put what belongs to it in { }.'],
  [/Expected 'EOF', got '\}'|Extra \}/, () => 'There is a } too many in this formula.'],
  [/Expected '\\right', got 'EOF'/, () => 'There is a \\left without its \\right in this formula.'],
  [/got '\\right'/, () => 'There is a \\right without its \\left in this formula.'],
  [/(?:Unsupported function name|Undefined control sequence): (\\[A-Za-z@]+|\\.)/, match => `The command ${match[1] ?? ''} is not known here.`],
  [/No such environment: ([^ ]{1,40})/, match => `The environment {${match[1] ?? ''}} is not known here.`],
  [/Mismatch: (\\begin\{[^}]{1,40}\}) matched by (\\end\{[^}]{1,40}\})/, match => `${match[1] ?? ''} is closed by ${match[2] ?? ''}.`],
  [/Expected & or|Expected \\\\/, () => 'There is a \\begin without its \\end in this formula.'],
  [/Double superscript/, () => 'Two superscripts follow each other: put the first with its base in { }.'],
  [/Double subscript/, () => 'Two subscripts follow each other: put the first with its base in { }.'],
  [/Function "(\\[A-Za-z]+)" is not trusted/, match => `The command ${match[1] ?? ''} is not allowed here.`],
  [/Can't use function '(.{1,20})' in (math|text) mode/, match => `${match[1] ?? ''} cannot stand in ${match[2] === 'text' ? 'text' : 'a formula'}.`],
  [/Expected group (?:after|as) '?(\S{1,20}?)'?(?: |$)/, match => `Something is missing after ${match[1] ?? ''}: put what belongs to it in { }.`],
  [/Expected 'EOF', got '([_^#&%])'/, match => `A ${match[1] ?? ''} stands where it has no meaning: write \\${match[1] ?? ''} for the sign itself.`],
]

/** The first command of a formula, or its first few signs. */
function beginningOf(tex: string): string {
  const bare = tex.trim()
  return /^\\(?:[A-Za-z]{1,30}|.)/.exec(bare)?.[0] ?? bare.slice(0, 12).replace(/[\uD800-\uDBFF]$/, '')
}
