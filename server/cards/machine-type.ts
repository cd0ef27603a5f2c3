/** Signs for which the site's own type has no letters, drawn in whatever font the machine has: Chinese, Japanese and Korean ones, each in a square of
 *  its own. Layout knows them as pictures, and their places are filled with text before all is drawn. */
import { Resvg } from '@resvg/resvg-js'

const square = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]$/u

/** Whether a sign is as wide as it is high. */
export function isSquare(sign: string): boolean {
  return square.test(sign)
}

// Named first what Linux, macOS and Windows have; of what is not there the next is taken, and in the end any font with the sign.
const serifs = 'Noto Serif CJK SC, Source Han Serif SC, Songti SC, SimSun, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, serif'
const sanses = 'Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, Noto Serif CJK SC, sans-serif'
/** In no font: what stands for it is what stands for every sign that a font lacks. */
const nowhere = '\u{10fffd}'
const cell = 32
const signsMost = 400

/** Those of `signs` that can be set in a square and that a font of this machine has. */
export function signsOfMachine(signs: ReadonlySet<string>): Set<string> {
  const wanted = [...signs].filter(isSquare).slice(0, signsMost)
  if (wanted.length === 0) return new Set()
  const { pixels, width } = new Resvg(sheetOf([nowhere, ...wanted]), { font: { loadSystemFonts: true } }).render()
  const shapeOf = (n: number) => Array.from({ length: cell }, (_, y) => pixels.subarray((y * width + n * cell) * 4, (y * width + (n + 1) * cell) * 4).toString('latin1')).join('')
  const [lacking, blank] = [shapeOf(0), '\0'.repeat(cell * cell * 4)]
  return new Set(wanted.filter((_, n) => ![lacking, blank].includes(shapeOf(n + 1))))
}

function sheetOf(signs: readonly string[]): string {
  const texts = signs.map((sign, n) => `<text x="${n * cell + 2}" y="25">${sign}</text>`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${signs.length * cell}" height="${cell}" font-size="26" font-family="${sanses}">${texts}</svg>`
}

const mark = 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4='

/** A picture for each sign, by which layout keeps its place. */
export function placesFor(signs: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries([...signs].map(sign => [sign, `${mark}#${sign.codePointAt(0) ?? 0}`]))
}

const place = /<image href="data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+#(\d+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"([^>]*)\/>/g
/** Below the middle of its line, in parts of its size, a sign's baseline lies so far: where that of the letters beside it lies. */
const drop = 0.35

/** The picture with a sign at each of these places. `inkOf`: how signs of a size are set. */
export function signsSet(svg: string, inkOf: (size: number) => { colour: string; serif: boolean }): string {
  return svg.replace(place, (_, code: string, x: string, y: string, size: string, height: string, more: string) => {
    const { colour, serif } = inkOf(Number(size))
    const style = serif ? `font-family="${serifs}" font-weight="600"` : `font-family="${sanses}"`
    return `<text x="${x}" y="${Number(y) + Number(height) / 2 + drop * Number(size)}" font-size="${size}" fill="${colour}" ${style}${more}>${String.fromCodePoint(Number(code))}</text>`
  })
}
