/** What a page weighs on its way to a telephone: bytes, fonts by what is written on it, nothing that blocks or moves it. */
import type { APIRequestContext, Page } from '@playwright/test'
import { z } from 'zod'
import { author, expect, test } from '../support/visitors'

const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'
const kilobyte = 1024
const posted = z.object({ id: z.number(), url: z.string() })

const plain = 'The warm-up is what decides it: with five epochs the network has learnt the clean half, with fifty it has learnt the noise as well.'
const formulas = [
  'For a batch $B$ the loss is $\\mathcal{L}(\\theta) = \\frac{1}{|B|} \\sum_{i \\in B} \\ell(f_\\theta(\\mathbf{x}_i), y_i)$, and its gradient is bounded by $\\sqrt{n}\\,\\|\\theta\\|_2$.',
  'Taking expectations, $\\mathbb{E}\\left[\\left(\\frac{a}{b}\\right)^2\\right] \\le \\int_0^\\infty e^{-\\lambda t}\\,dt$ for every $\\lambda > 0$ and $f : \\mathbb{R}^d \\to \\mathbb{R}$.',
]

/** The addresses of threads that the author writes for these tests: 20 answers each, without and with formulas, and one with emphasis and a Czech name. */
let threads: { plain: string; formulas: string; emphasis: string }

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(120_000)
  const page = await (await browser.newContext({ baseURL })).newPage()
  await page.goto('/signin')
  await page.getByLabel('E-mail').first().fill(author.email)
  await page.getByLabel('Password', { exact: true }).fill(author.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/signin'))
  threads = {
    plain: await thread(page, 'Is a warm-up of five epochs enough?', Array<string>(21).fill(plain)),
    formulas: await thread(page, 'Where does the bound come from?', Array.from({ length: 21 }, (_, n) => `${plain} ${formulas[n % 2] ?? ''} (${n})`)),
    emphasis: await thread(page, 'Who found this first?', ['It was *not* Dvořák, I am told.', plain]),
  }
  await page.context().close()
})

/** Asks a question and answers it, each with one of `bodies`. Returns the thread's path. */
async function thread(page: Page, title: string, [question = '', ...answers]: string[]): Promise<string> {
  const asked = await post(page, `${paper}/questions`, { title, body: question })
  for (const [n, body] of answers.entries()) await post(page, `/questions/${asked.id}/answers`, { body: `${body} [${n + 1}]` })
  return new URL(asked.url).pathname
}

async function post(page: Page, path: string, fields: Record<string, string>): Promise<z.infer<typeof posted>> {
  return posted.parse(JSON.parse(await page.evaluate(async ({ address, body }) => {
    const response = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return response.text()
  }, { address: `/api/v1${path}`, body: JSON.stringify(fields) })))
}

/** Opens a page and waits until nothing is under way. Returns the fonts that came, by the names of their files. */
async function fontsOf(page: Page, path: string): Promise<Map<string, number>> {
  const fonts = new Map<string, number>()
  page.on('response', response => {
    const name = /\/fonts\/([a-z-]+)-\d+\.woff2$/.exec(response.url())?.[1]
    // Asked for twice, it counts twice.
    if (name) fonts.set(name, (fonts.get(name) ?? 0) + Number(response.headers()['content-length']))
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  return fonts
}

test('a guest’s page of twenty answers is light: its HTML and its one style sheet, packed', async ({ request, page }) => {
  for (const path of ['/', paper, threads.plain, threads.formulas]) {
    await page.goto(path)
    const sheets = await page.locator('link[rel=stylesheet]').evaluateAll(all => all.map(sheet => sheet.getAttribute('href') ?? ''))
    expect(sheets.length, path).toBe(1)
    const packed = await Promise.all([path, ...sheets].map(address => packedBytes(request, address)))
    expect(packed.reduce((sum, bytes) => sum + bytes, 0), path).toBeLessThan(40 * kilobyte)
  }
})

async function packedBytes(request: APIRequestContext, address: string): Promise<number> {
  const { 'content-length': length } = (await request.get(address, { headers: { 'accept-encoding': 'br' } })).headers()
  return Number(length ?? Number.POSITIVE_INFINITY)
}

test('a page without emphasis, accents or formulas loads two fonts, and no more than 40 KB of them', async ({ page }) => {
  const fonts = await fontsOf(page, threads.plain)
  expect([...fonts.keys()].toSorted()).toEqual(['colloquy-sans', 'colloquy-serif'])
  expect([...fonts.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(40 * kilobyte)
})

test('the italic comes with emphasis, and Latin Extended with a name that needs it', async ({ page }) => {
  const fonts = await fontsOf(page, threads.emphasis)
  expect([...fonts.keys()].toSorted()).toEqual(['colloquy-sans', 'colloquy-serif', 'colloquy-serif-italic', 'colloquy-serif-latin', 'colloquy-serif-latin-ext'])
  expect(await drawn(page)).toEqual(expect.arrayContaining(['Colloquy Serif italic']))
})

for (const kind of ['telephone', 'desk'] as const) {
  test(`formulas on a ${kind} load the alphabets that they use, under 70 KB in all, and are drawn with them`, async ({ browser, baseURL }) => {
    const context = await browser.newContext(kind === 'desk' ? { baseURL } : { baseURL, viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true })
    const page = await context.newPage()
    const fonts = await fontsOf(page, threads.formulas)
    const mathematical = [...fonts].filter(([name]) => name.startsWith('stix'))
    expect(mathematical.map(([name]) => name).toSorted()).toEqual(['stix-two-math-bold', 'stix-two-math-core', 'stix-two-math-script', 'stix-two-math-struck'])
    expect(mathematical.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(70 * kilobyte)
    // A bracket as high as its fraction: the font's own, which stretch.
    const bracket = await page.locator('math mo[stretchy="true"], math mo[fence="true"]').evaluateAll(all => Math.max(...all.map(one => one.getBoundingClientRect().height)))
    expect(bracket).toBeGreaterThan(30)
    expect(await drawn(page)).toEqual(expect.arrayContaining(['STIX Two Math normal']))
    await context.close()
  })
}

/** The families that have loaded and are drawn with, with their style. */
function drawn(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.fonts].filter(face => face.status === 'loaded').map(face => `${face.family.replaceAll('"', '')} ${face.style}`))
}

for (const width of [360, 1440]) {
  test(`nothing moves while a page of ${width} px comes`, async ({ browser, baseURL }) => {
    for (const path of ['/', paper, threads.plain, threads.formulas, threads.emphasis]) {
      const context = await browser.newContext({ baseURL, viewport: { width, height: 900 } })
      const page = await context.newPage()
      await page.goto(path)
      const shift = await page.evaluate(() => new Promise<number>(resolve => {
        let sum = 0
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) if ('value' in entry && typeof entry.value === 'number') sum += entry.value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => { resolve(sum) }, 800)
      }))
      expect(shift, path).toBeLessThan(0.005)
      await context.close()
    }
  })
}

test('nothing blocks the first paint but the style sheet and the script for the colours', async ({ page }) => {
  for (const path of ['/', paper, threads.formulas]) {
    await page.goto(path, { waitUntil: 'networkidle' })
    const blocking = await page.evaluate(() => performance.getEntriesByType('resource')
      .filter(entry => 'renderBlockingStatus' in entry && entry.renderBlockingStatus === 'blocking').map(entry => new URL(entry.name).pathname.replace(/[^/]*\./, '.')))
    expect(blocking.toSorted(), path).toEqual(['/_next/static/chunks/.css', '/assets/.js'])
  }
})

test('a page that a reader is about to open is there before the click, and no other address is fetched ahead', async ({ page, request }) => {
  const home = await request.get('/')
  const rules = await request.get((home.headers()['speculation-rules'] ?? '').replaceAll('"', ''))
  expect(rules.headers()['content-type']).toBe('application/speculationrules+json')
  expect(JSON.stringify(await rules.json())).not.toMatch(/forms|signin|settings|moderation|receipts|posts|"\/p\/|prerender/)

  const session = await page.context().newCDPSession(page)
  const fetched: string[] = []
  session.on('Preload.prefetchStatusUpdated', ({ prefetchUrl, status }) => { if (status === 'Ready') fetched.push(new URL(prefetchUrl).pathname) })
  await session.send('Preload.enable')
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign in' }).first().hover()
  await page.waitForTimeout(600)
  expect(fetched).toEqual([])
  await page.getByRole('link', { name: 'Papers', exact: true }).first().hover()
  await expect.poll(() => fetched).toEqual(['/papers'])
  await page.getByRole('link', { name: 'Papers', exact: true }).first().click()
  await page.waitForURL('**/papers')
  expect(await page.evaluate(() => performance.getEntriesByType('navigation').map(entry => 'deliveryType' in entry && entry.deliveryType))).toEqual(['navigational-prefetch'])
})
