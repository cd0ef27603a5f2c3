/** The look turns round with the direction of its words: no rule of ours names left or right. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const folder = 'app/styles'
// Formulas are set from left to right in every language.
const sheets = readdirSync(folder).filter(name => name !== 'mathematics.css')
const sided = /(?:margin|padding|border)-(?:left|right)\b|text-align:\s*(?:left|right)|[;{\s](?:left|right):|(?:margin|padding):\s*[^\s;}]+ ([^\s;}]+) [^\s;}]+ (?!\1\s*[;}])[^\s;}]+\s*[;}]/g

test.each(sheets)('%s says start and end, not left and right', name => {
  expect(readFileSync(path.join(folder, name), 'utf8').match(sided) ?? []).toEqual([])
})

test('no class in a page does either', () => {
  const files = ['app', 'components'].flatMap(room => readdirSync(room, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.tsx')).map(name => path.join(room, name)))
  const found = files.flatMap(file => (readFileSync(file, 'utf8').match(/(?<=["' ])(?:[mp][lr]|left|right|text-left|text-right)-[\w.[]+/g) ?? []).map(name => `${file}: ${name}`))
  expect(found).toEqual([])
})
