/** `node scripts/icons.mjs`: draws the icons in public/icons from app/icon.svg. Run when that changes, under a new number: browsers keep them for good. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from './chromium.mjs'
import { root, stop } from './run.mjs'

const edition = 1
const found = await findChromium()
if (!found.path) stop(found.sentence)
const folder = path.join(root, 'public', 'icons')
mkdirSync(folder, { recursive: true })
const source = path.join(root, 'app', 'icon.svg')
const drawing = readFileSync(source, 'utf8')
copyFileSync(source, path.join(folder, `colloquy-${edition}.svg`))
// What is masked is full to its edge; what is not keeps its round corners. Both are drawn within the middle 80 %, which no mask cuts.
const square = drawing.replace(/ rx="\d+"/, '')
const pictures = [
  { file: `colloquy-${edition}-192.png`, size: 192, drawn: drawing }, { file: `colloquy-${edition}-512.png`, size: 512, drawn: drawing },
  { file: `colloquy-${edition}-maskable-512.png`, size: 512, drawn: square }, { file: `colloquy-${edition}-180.png`, size: 180, drawn: square },
]
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] })
for (const { file, size, drawn } of pictures) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>html, body { margin: 0; background: transparent } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawn}`)
  await page.screenshot({ path: path.join(folder, file), omitBackground: true })
  await page.close()
}
await browser.close()
