/** Reads the interface's texts out of the code. `npm run words` writes them into `words/en.ts`; the tests ask whether all is there and translated. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { root } from './run.mjs'

const rooms = ['api', 'app', 'auth', 'browser', 'components', 'forum', 'reading-list', 'server', 'text', 'words']
const begin = '// What follows is written by `npm run words`.'
/** Attributes that people read or hear. */
const readAttributes = new Set(['aria-label', 'aria-description', 'title', 'label', 'placeholder', 'hint', 'alt', 'lead', 'summary'])
/** Elements whose text is no language. */
const code = new Set(['code', 'pre', 'kbd', 'samp', 'math', 'script', 'style'])

function sourceFiles() {
  return rooms.flatMap(room => readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name)).map(name => path.join(room, name))).sort()
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
}

/** All texts that are said by `t`, `worded` or `say`, in the order of their letters. */
export function messagesSaid() {
  const found = new Set()
  for (const file of sourceFiles()) visit(parse(file), node => {
    const first = ts.isCallExpression(node) && ts.isIdentifier(node.expression) && /^(t|worded|say)$/.test(node.expression.text) ? node.arguments[0] : undefined
    for (const text of literalsOf(first)) found.add(text)
  })
  return [...found].sort((a, b) => (a < b ? -1 : 1))
}

// `t(one ? 'a' : 'b')` says two.
function literalsOf(node) {
  if (node === undefined) return []
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)]
  return ts.isParenthesizedExpression(node) ? literalsOf(node.expression) : []
}

/** Texts for people that stand bare in a page: between tags, or in an attribute that is read. `allowed` holds names that every language has. */
export function bareTexts(allowed) {
  const found = []
  for (const file of sourceFiles().filter(name => name.endsWith('.tsx'))) visit(parse(file), node => {
    if (ts.isJsxText(node) && isWords(node.text, allowed) && !isInCode(node)) found.push(`${file}: ${node.text.trim()}`)
    if (ts.isJsxAttribute(node) && readAttributes.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && isWords(node.initializer.text, allowed)) found.push(`${file}: ${node.name.getText()}=${node.initializer.text}`)
  })
  return found
}

function isWords(text, allowed) {
  return /\p{L}{2}/u.test(text) && !allowed.has(text.trim())
}

function isInCode(node) {
  for (let up = node.parent; up; up = up.parent) if (ts.isJsxElement(up) && code.has(up.openingElement.tagName.getText())) return true
  return false
}

function visit(node, see) {
  see(node)
  ts.forEachChild(node, child => visit(child, see))
}

function quoted(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

/** Writes the list of English texts anew. */
export function writeMessages() {
  const file = path.join(root, 'words', 'en.ts')
  const before = readFileSync(file, 'utf8')
  const list = messagesSaid().map(text => `  ${quoted(text)},\n`).join('')
  writeFileSync(file, `${before.slice(0, before.indexOf(begin))}${begin}\nexport const messages = [\n${list}] as const\n\n/** Every text that the interface says. */\nexport type Message = (typeof messages)[number]\n`)
}

if (process.argv[1] === import.meta.filename) writeMessages()
