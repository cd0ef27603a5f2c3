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
import type { MarkdownIt, Token } from 'markdown-it'
import { showControls } from '@/text/characters'
import { escapeText } from '@/text/xml'

const scholarly = { coq, cmake, dockerfile, fortran, haskell, julia, latex, lisp, matlab, ocaml, prolog, scala }
for (const [name, language] of Object.entries(scholarly)) highlighter.registerLanguage(name, language)

const colouredMaxChars = 20_000

/** Code spans and blocks; blocks in a named language are coloured, scroll on their own and tell their language. */
export function code(markdown: MarkdownIt): void {
  markdown.renderer.rules['code_inline'] = forToken(token => `<code>${showControls(escapeText(token.content))}</code>`)
  markdown.renderer.rules['code_block'] = forToken(token => block(token.content, ''))
  markdown.renderer.rules['fence'] = forToken(token => block(token.content, /^\s*([^\s{]{1,40})/.exec(token.info)?.[1] ?? ''))
}

function forToken(show: (token: Token) => string) {
  return (tokens: Token[], index: number): string => {
    const token = tokens[index]
    return token === undefined ? '' : show(token)
  }
}

function block(source: string, named: string): string {
  const language = named === '' ? undefined : highlighter.getLanguage(named)
  const name = language?.name === undefined ? 'Code' : `${escapeText(language.name.split(',')[0] ?? '')} code`
  const shown = language === undefined || source.length > colouredMaxChars ? escapeText(source) : coloured(source, named)
  return `<pre dir="ltr" tabindex="0" role="group" aria-label="${name}"><code>${showControls(shown)}</code></pre>\n`
}

function coloured(source: string, language: string): string {
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
