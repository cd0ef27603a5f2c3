import highlighter from 'highlight.js/lib/common'
import coq from 'highlight.js/lib/languages/coq'
import cmake from 'highlight.js/lib/languages/cmake'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import fortran from 'highlight.js/lib/languages/fortran'
import haskell from 'highlight.js/lib/languages/haskell'
import julia from 'highlight.js/lib/languages/julia'
import latex from 'highlight.js/lib/languages/latex'
import lisp from 'highlight.js/lib/languages/lisp'
import matlab from 'highlight.js/lib/languages/matlab'
import ocaml from 'highlight.js/lib/languages/ocaml'
import prolog from 'highlight.js/lib/languages/prolog'
import scala from 'highlight.js/lib/languages/scala'
import type { MarkdownIt } from 'markdown-it'
import { showControls } from '@/text/characters'
import { jobOf, type Job } from '@/text/job'
import { escapeText } from '@/text/xml'

const scholarly = { coq, cmake, dockerfile, fortran, haskell, julia, latex, lisp, matlab, ocaml, prolog, scala }
for (const [name, language] of Object.entries(scholarly)) highlighter.registerLanguage(name, language)

// Of all blocks of a text together.
const colouredMaxChars = 20_000
// Some languages' patterns take seconds on one endless word, or on thousands of blank lines.
const lineMaxChars = 1_000
const linesMax = 1_000

/** Code spans and blocks; blocks in a named language are coloured, scroll on their own and tell their language. */
export function code(markdown: MarkdownIt): void {
  const { rules } = markdown.renderer
  rules['code_inline'] = (tokens, index) => `<code>${showControls(escapeText(tokens[index]?.content ?? ''))}</code>`
  rules['code_block'] = (tokens, index, _options, env) => block(tokens[index]?.content ?? '', '', jobOf(env))
  rules['fence'] = (tokens, index, _options, env) => {
    const token = tokens[index]
    const named = /^\s*([^\s{]{1,40})/.exec(token?.info ?? '')?.[1] ?? ''
    return block(token?.content ?? '', named, jobOf(env))
  }
}

function block(source: string, named: string, job: Job): string {
  const language = named === '' ? undefined : highlighter.getLanguage(named)
  const name = language?.name === undefined ? 'Code' : `${escapeText(language.name.split(',')[0] ?? '')} code`
  const shown = language === undefined ? escapeText(source) : coloured(source, named, job)
  return `<pre dir="ltr" tabindex="0" role="group" aria-label="${name}"><code>${showControls(shown)}</code></pre>\n`
}

function coloured(source: string, language: string, job: Job): string {
  job.colouredChars += source.length
  const lines = source.split('\n')
  if (job.colouredChars > colouredMaxChars || lines.length > linesMax) return escapeText(source)
  if (lines.some(line => line.length > lineMaxChars)) return escapeText(source)
  return withOwnClasses(highlighter.highlight(source, { language, ignoreIllegals: true }).value)
}

/** Three kinds of words are told apart, by weight, shade and colour: key words, comments, and what is said literally. */
const classes: Record<string, 't-k' | 't-c' | 't-s'> = {
  'hljs-keyword': 't-k',
  'hljs-built_in': 't-k',
  'hljs-type': 't-k',
  'hljs-literal': 't-k',
  'hljs-name': 't-k',
  'hljs-section': 't-k',
  'hljs-selector-tag': 't-k',
  'hljs-comment': 't-c',
  'hljs-quote': 't-c',
  'hljs-meta': 't-c',
  'hljs-deletion': 't-c',
  'hljs-string': 't-s',
  'hljs-number': 't-s',
  'hljs-regexp': 't-s',
  'hljs-symbol': 't-s',
  'hljs-addition': 't-s',
}

/** The highlighter escapes the code and nests its spans properly, so that a stack tells which closing tag is whose. */
function withOwnClasses(html: string): string {
  const kept: boolean[] = []
  return html.replace(/<span class="([^"]*)">|<\/span>/g, (tag, scope: string | undefined) => {
    if (tag === '</span>') return kept.pop() === true ? tag : ''
    const own = classes[scope?.split(' ')[0] ?? '']
    kept.push(own !== undefined)
    return own === undefined ? '' : `<span class="${own}">`
  })
}
