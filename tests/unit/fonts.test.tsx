/** The style sheet's faces, the files beside it, and what pages ask for early must agree. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EarlyFonts } from '@/components/early-fonts'

type Face = { family: string; file: string; italic: boolean; ranges: [number, number][]; rule: string }

const css = readFileSync('app/styles/fonts.css', 'utf8')
const faces: Face[] = [...css.matchAll(/@font-face \{[^}]*url\(\/fonts\/([^)]+)\)[^}]*\}/g)].map(([rule, file]) => ({
  rule, file: file ?? '', family: /font-family: "([^"]+)"/.exec(rule)?.[1] ?? '', italic: rule.includes('font-style: italic'),
  ranges: [...(/unicode-range: ([^;]+);/.exec(rule)?.[1] ?? 'U+0-10FFFF').matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(([, from = '', to]) => [parseInt(from, 16), parseInt(to ?? from, 16)]),
}))

function askedEarly(pieces: string[], names: string[] = []): string[] {
  return [...renderToStaticMarkup(<EarlyFonts pieces={pieces} names={names} />).matchAll(/href="\/fonts\/([^"]+)"/g)].map(found => found[1] ?? '')
}

/** The file from which a letter comes: of faces whose ranges meet, the later is asked first. */
function fileOf(family: string, letter: string, italic = false): string | undefined {
  const code = letter.codePointAt(0) ?? 0
  return faces.findLast(face => face.family === family && face.italic === italic && face.ranges.some(([from, to]) => code >= from && code <= to))?.file
}

test('every font file is named by the style sheet, and every one it names is there', () => {
  expect(faces.map(face => face.file).toSorted()).toEqual(readdirSync('public/fonts').filter(name => name.endsWith('.woff2')).toSorted())
  for (const licence of ['LICENSE-STIX.txt', 'LICENSE-Source.txt']) expect(existsSync(`public/fonts/${licence}`)).toBe(true)
})

test('a mathematical font of the reader’s own comes before ours, in each of its faces', () => {
  const mathematical = faces.filter(face => face.family === 'STIX Two Math')
  expect(mathematical.length).toBeGreaterThan(5)
  for (const { rule } of mathematical) expect(rule).toMatch(/src: local\("STIX Two Math"\), [^;]*local\("Cambria Math"\), local\("Latin Modern Math"\), [^;]*url\(/)
  // What keeps ours from being asked for early is what the style sheet would take instead.
  const looked = /data-unless="([^"]+)"/.exec(renderToStaticMarkup(<EarlyFonts pieces={['<math>']} />))?.[1]?.replaceAll('&quot;', '"')
  for (const { rule } of mathematical) expect(rule).toContain(`src: ${looked ?? ''}, url(`)
})

test('no font moves a page when it comes late', () => {
  for (const { rule } of faces) expect(rule).toContain('font-display: optional')
})

test('a page asks early for the very files from which its letters come', () => {
  for (const letter of ['𝔼', 'ℝ', 'ℤ', '𝟙', '𝟘', 'ℒ', '𝒩', 'ℬ', '𝐱', '𝟎', '𝚺', '𝒙', '𝝁', '𝔤', 'ℌ']) {
    const asked = askedEarly([`<p><math><mi>${letter}</mi></math></p>`])
    expect(asked, letter).toEqual(['stix-two-math-core-2.woff2', fileOf('STIX Two Math', letter)])
  }
  for (const letter of ['x', '𝑥', 'θ', '𝜃', '≤', '∑', '∫', '(', '{', '⟨', 'ℓ', '→', '∈', '⏟', '√']) {
    expect(fileOf('STIX Two Math', letter), letter).toBe('stix-two-math-core-2.woff2')
  }
  for (const letter of ['é', 'Ü', 'œ', '§', '„', 'ř', 'Ł']) expect(askedEarly([`<p>${letter}</p>`]), letter).toEqual([fileOf('Colloquy Serif', letter)])
  for (const letter of ['ř', 'Ł']) expect(askedEarly([], [letter]), letter).toEqual([fileOf('Colloquy Sans', letter)])
  expect(askedEarly(['<p>so <em>very</em> plain</p>'])).toEqual([fileOf('Colloquy Serif', 'v', true)])
})

test('a page of plain words asks for no other font', () => {
  expect(askedEarly(['<p>“Plain” words – and 12 &lt; 13, 𝔼 outside of a formula.</p>', '<p>embers</p>'], ['José Müller'])).toEqual([])
})
