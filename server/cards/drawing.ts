/** Draws the picture of a link preview: 1200 × 630, in the site's own type. Runs in a thread of its own and asks nobody for anything. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import satori from 'satori'
import type { Font } from 'satori'
import type { Card } from '@/forum/cards'
import { t } from '@/words'
import { isSquare, placesFor, signsOfMachine, signsSet } from './machine-type'

const [width, height] = [1_200, 630]
const colours = { paper: '#fdfdfb', ink: '#1b1d1e', soft: '#464a4c', rule: '#e2e1da', accent: '#0b5c4e' } as const
const alphabets = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese'] as const

// For ∇, ≤ and their like.
const signsFont = 'signs'
const faces = { serif: { package: 'source-serif-4', weight: 600 }, sans: { package: 'source-sans-3', weight: 400 } } as const

let loaded: Font[] | undefined

// Each alphabet is a file of its own. One family's name for all, so that whichever has a letter is taken.
function fonts(): Font[] {
  loaded ??= [...Object.entries(faces).flatMap(([name, face]) => alphabets.map((alphabet): Font => ({
    name: alphabet === 'latin' ? name : `${name}-${alphabet}`, weight: face.weight, style: 'normal',
    data: readFileSync(path.resolve(`node_modules/@fontsource/${face.package}/files/${face.package}-${alphabet}-${face.weight}-normal.woff`)),
  }))), { name: signsFont, weight: 400, style: 'normal', data: readFileSync(path.resolve('node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff')) }]
  return loaded
}

/** The card as a PNG; null where its own letters cannot be set, not even the site's name. What the site's type has no letters for is drawn in
 *  a font of this machine; what that lacks, too, is left out: of a title of mostly such letters the card says so, and names paper or site. */
export async function drawCard(card: Card): Promise<Uint8Array | null> {
  const missing = new Set<string>()
  const first = await svgOf(card, missing)
  if (missing.size === 0) return pngOf(first)
  const lent = signsOfMachine(missing)
  const gone = new Set([...missing].filter(sign => !lent.has(sign)))
  const facts = card.facts.flatMap(fact => settable(fact, gone) === fact ? [fact] : [])
  const kept = { ...card, title: settable(card.title, gone), paper: settable(card.paper, gone), about: settable(card.about, gone), facts, site: settable(card.site, gone) ?? '' }
  if (kept.title === null && kept.site === '') return null
  const shown = kept.title === null && card.title !== null ? { ...kept, title: kept.paper ?? kept.site, paper: null, about: await saidUnset(lent), site: kept.paper === null ? '' : kept.site } : kept
  return pngOf(await svgOf(shown, new Set(), lent), lent.size > 0)
}

/** Said where a title cannot be set at all; where the site's own language cannot be, either, in English. */
async function saidUnset(lent: ReadonlySet<string>): Promise<string> {
  const words = t('The title is in letters that this picture has no type for. It stands on the page.')
  const missing = new Set<string>()
  await svgOf({ site: '', title: words, paper: null, about: null, facts: [] }, missing)
  return [...missing].every(sign => lent.has(sign)) ? words : 'The title stands on the page.'
}

const goneMost = 0.2

function settable(text: string | null, missing: ReadonlySet<string>): string | null {
  if (text === null) return null
  const signs = Array.from(text)
  const kept = signs.filter(sign => !missing.has(sign))
  const left = kept.join('').replace(/\s+/g, ' ').trim()
  return left === '' || signs.length - kept.length > signs.length * goneMost ? null : left
}

type Node = { type: 'div'; key: null; props: { style: Record<string, string | number>; children?: string | Node[] } }

function box(style: Record<string, string | number>, children?: string | Node[]): Node {
  return { type: 'div', key: null, props: { style: { display: 'flex', ...style }, ...(children === undefined ? {} : { children }) } }
}

async function svgOf(card: Card, missing: Set<string>, lent: ReadonlySet<string> = new Set()): Promise<string> {
  return satori(pictureOf(card), {
    width, height, fonts: fonts(), graphemeImages: placesFor(lent),
    loadAdditionalAsset: (_code, segment) => {
      for (const sign of segment) missing.add(sign)
      return Promise.resolve([])
    },
  })
}

function pngOf(svg: string, withMachine = false): Uint8Array {
  return new Resvg(withMachine ? signsSet(svg, inkOf) : svg, { font: { loadSystemFonts: withMachine } }).render().asPng()
}

const sizes = { title: [64, 52, 42], above: 30, about: 31, facts: 32, site: 36 } as const

/** Each size has one colour, by which signs are set that only the size is known of. */
function inkOf(size: number): { colour: string; serif: boolean } {
  if (size === sizes.site) return { colour: colours.accent, serif: true }
  return sizes.title.some(one => one === size) ? { colour: colours.ink, serif: true } : { colour: colours.soft, serif: false }
}

// A sign that is as wide as it is high takes twice the place of a letter.
const lengthOf = (words: string) => Array.from(words).reduce((sum, sign) => sum + (isSquare(sign) ? 2 : 1), 0)

function titleSize(words: string): number {
  const length = lengthOf(words)
  const [large, middle, small] = sizes.title
  return length <= 60 ? large : length <= 120 ? middle : small
}

function pictureOf({ site, title, paper, about, facts }: Card): Node {
  const words = title ?? site
  const family = (name: keyof typeof faces) => [name, ...alphabets.slice(1).map(alphabet => `${name}-${alphabet}`), signsFont].join(', ')
  const beside = (size: number, lines: number, text: string, more: Record<string, number>) => box({ display: 'block', lineClamp: lines, fontFamily: family('sans'), fontSize: size, lineHeight: 1.3, color: colours.soft, ...more }, text)
  return box({ width, height, boxSizing: 'border-box', flexDirection: 'column', background: colours.paper, color: colours.ink, padding: '64px 72px', justifyContent: 'space-between', borderTop: `16px solid ${colours.accent}` }, [
    box({ flexDirection: 'column' }, [
      ...(paper === null ? [] : [beside(sizes.above, 2, paper, { marginBottom: 24 })]),
      box({ display: 'block', lineClamp: paper === null && about === null ? 5 : 4, fontFamily: family('serif'), fontSize: titleSize(words), lineHeight: 1.22 }, words),
      ...(about === null ? [] : [beside(sizes.about, 3, about, { marginTop: 24 })]),
    ]),
    box({ justifyContent: 'space-between', alignItems: 'flex-end', borderTop: `2px solid ${colours.rule}`, paddingTop: 28, fontFamily: family('sans'), fontSize: sizes.facts }, [
      box({ display: 'block', lineHeight: 1.3, color: colours.soft }, facts.join(' · ')),
      box({ display: 'block', lineHeight: 1.3, fontFamily: family('serif'), fontSize: sizes.site, color: colours.accent }, title === null ? '' : site),
    ]),
  ])
}
