import temml from 'temml'
import { t } from '@/words'

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

/** Within a line of plain text: as `setFormula` has it within a sentence, small and without a number; null where it cannot be set. */
export function setInLine(tex: string): string | null {
  const set = setFormula(withoutTag(tex).body, 'line')
  return set.ok ? scrolling(set.html, tex) : null
}

const wideFromChars = 60

/** A long formula may be wider than a telephone: it scrolls by itself and can be reached by keyboard. */
export function scrolling(html: string, tex: string): string {
  return tex.length > wideFromChars ? `<span class="tex-wide" tabindex="0" role="group" aria-label="${t('Formula')}">${html}</span>` : html
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
  if (cause instanceof RangeError || cause instanceof SyntaxError) return t('This formula is nested too deeply.')
  for (const [pattern, reason] of reasons) {
    const match = pattern.exec(said)
    if (match !== null) return reason(match, beginningOf(tex))
  }
  const first = said.split(' at position ')[0]?.split(' at end of input')[0]?.replace(/^ParseError:/, '').trim() ?? ''
  return first === '' || first.length > 120
    ? t('This formula could not be set.')
    : t('This formula could not be set: {0}.', first.replace(/\.$/, ''))
}

type Reason = (match: RegExpExecArray, beginning: string) => string

/** The commonest mistakes, by what Temml says of them. */
const reasons: readonly (readonly [RegExp, Reason])[] = [
  [/Too many expansions/, () => t('This formula expands without end: a command in it calls itself.')],
  [/Expected '\}', got 'EOF'|expected '\}' at end of input/, (_, beginning) => t('The formula that starts with {0} is not closed: add }.', beginning)],
  [/Unexpected end of input in a macro argument/, () => t('A command has no argument: put what belongs to it in { }.')],
  [/Expected 'EOF', got '\}'|Extra \}/, () => t('There is a } too many in this formula.')],
  [/Expected '\\right', got 'EOF'/, () => t('There is a \\left without its \\right in this formula.')],
  [/got '\\right'/, () => t('There is a \\right without its \\left in this formula.')],
  [/(?:Unsupported function name|Undefined control sequence): (\\[A-Za-z@]+|\\.)/, match => t('The command {0} is not known here.', match[1] ?? '')],
  [/No such environment: ([^ ]{1,40})/, match => t('The environment {{0}} is not known here.', match[1] ?? '')],
  [/Mismatch: (\\begin\{[^}]{1,40}\}) matched by (\\end\{[^}]{1,40}\})/, match => t('{0} is closed by {1}.', match[1] ?? '', match[2] ?? '')],
  [/Expected & or|Expected \\\\/, () => t('There is a \\begin without its \\end in this formula.')],
  [/Double superscript/, () => t('Two superscripts follow each other: put the first with its base in { }.')],
  [/Double subscript/, () => t('Two subscripts follow each other: put the first with its base in { }.')],
  [/Function "(\\[A-Za-z]+)" is not trusted/, match => t('The command {0} is not allowed here.', match[1] ?? '')],
  [/Can't use function '(.{1,20})' in (math|text) mode/, match => t(match[2] === 'text' ? '{0} cannot stand in text.' : '{0} cannot stand in a formula.', match[1] ?? '')],
  [/Expected group (?:after|as) '?(\S{1,20}?)'?(?: |$)/, match => t('Something is missing after {0}: put what belongs to it in { }.', match[1] ?? '')],
  [/Expected 'EOF', got '([_^#&%])'/, match => t('A {0} stands where it has no meaning: write \\{0} for the sign itself.', match[1] ?? '')],
]

/** The first command of a formula, or its first few signs. */
function beginningOf(tex: string): string {
  const bare = tex.trim()
  return /^\\(?:[A-Za-z]{1,30}|.)/.exec(bare)?.[0] ?? bare.slice(0, 12).replace(/[\uD800-\uDBFF]$/, '')
}
