/** The search field that opens over any page. */
import type { Page } from '@playwright/test'
import { faultsIn } from '../support/axe'
import { aThread, answered } from '../support/live-threads'
import { author, expect, test, thread, unique } from '../support/visitors'

const field = (page: Page) => page.getByRole('dialog', { name: 'Search' }).getByRole('combobox')
const options = (page: Page) => page.getByRole('dialog').getByRole('option')

async function opened(page: Page, path: string, key = '/'): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  await page.keyboard.press(key)
  await expect(field(page)).toBeFocused()
}

test('a key opens it; what is typed is found, chosen by the arrows, announced, and gone to', async ({ visitors }) => {
  const page = await visitors.reader()
  await opened(page, thread)
  await expect(options(page).filter({ hasText: 'Open questions' })).toHaveAttribute('href', '/questions')
  const asked: string[] = []
  page.on('request', request => { if (request.url().includes('/api/v1/search')) asked.push(request.url()) })
  await page.keyboard.type('pencil', { delay: 20 })
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/\d+ results?/)
  expect(asked.length).toBeLessThan(4)
  expect(asked.at(-1)).toContain('q=pencil&limit=8')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  const chosen = page.getByRole('dialog').getByRole('option', { selected: true })
  await expect(chosen).toHaveCount(1)
  await expect(field(page)).toHaveAttribute('aria-activedescendant', await chosen.getAttribute('id') ?? 'none')
  await expect(field(page)).toBeFocused()
  expect(await faultsIn(page, 'dialog')).toEqual([])
  const href = await chosen.getAttribute('href') ?? ''
  await page.keyboard.press('Enter')
  await page.waitForURL(url => url.pathname !== thread || url.hash !== '')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  if (!href.startsWith('/p/')) expect(page.url()).toContain(href.split('#')[0])
})

test('what is typed at once after the key arrives whole, however long the field takes to come', async ({ browser, baseURL }) => {
  // A worker would have a copy.
  const page = await (await browser.newContext({ baseURL, serviceWorkers: 'block' })).newPage()
  await page.route('**/assets/palette*', async route => { await new Promise(go => setTimeout(go, 700)); await route.continue() })
  for (const key of ['/', 'Control+k']) {
    await page.goto('/papers')
    await page.waitForLoadState('networkidle')
    await page.keyboard.press(key)
    await page.keyboard.type('polyx')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('semous / k')
    await expect(field(page)).toHaveValue('polysemous / k')
    await page.keyboard.type('ey')
    await expect(field(page)).toHaveValue('polysemous / key')
    await expect(options(page).filter({ hasText: 'All results for “polysemous / key”' })).toHaveCount(1)
  }
  await page.goto('/papers')
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('/')
  await page.keyboard.type('noise rate')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/search\?q=noise\+rate$/)
  await page.context().close()
})

test('Enter without a choice goes to all results', async ({ visitors }) => {
  const page = await visitors.reader()
  await opened(page, '/papers')
  await page.keyboard.type('noise rate')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/search\?q=noise\+rate$/)
  await page.waitForLoadState('networkidle')
  // There the key goes to the page's own field.
  await page.keyboard.press('/')
  await expect(page.locator('main').getByRole('searchbox')).toBeFocused()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('Escape closes it without losing the words, here and on the next page, and the focus goes back', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto('/papers')
  await page.waitForLoadState('networkidle')
  const opener = page.locator('header nav').getByRole('link', { name: 'Search', exact: true })
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(field(page)).toBeFocused()
  await page.keyboard.type('memorised labels')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
  await expect(page).toHaveURL(/\/papers$/)
  await opened(page, '/questions')
  await expect(field(page)).toHaveValue('memorised labels')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('with single keys off only Ctrl K opens it, and neither does while somebody writes', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto(thread)
  await page.evaluate(() => { localStorage.setItem('keys', 'off') })
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('/')
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
  await expect(field(page)).toHaveValue('')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('/')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const text = page.getByRole('textbox', { name: 'Your answer' })
  await text.focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('a/b')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await text.fill('')
})

test('an answer that comes late does not show under other words', async ({ visitors }) => {
  const page = await visitors.reader()
  const held: (() => void)[] = []
  await page.route('**/api/v1/search?q=noise&*', async route => { await new Promise<void>(go => { held.push(go) }); await route.continue().catch(() => undefined) })
  await opened(page, '/papers')
  await page.keyboard.type('noise')
  await expect.poll(() => held.length).toBe(1)
  await field(page).fill('nothinglikethis')
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Nothing for “nothinglikethis”')
  for (const go of held) go()
  await page.waitForTimeout(300)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('Nothing for “nothinglikethis”')
  await expect(options(page)).toHaveText(['All results for “nothinglikethis”'])
})

test('what cannot be searched is said', async ({ visitors }) => {
  const page = await visitors.reader()
  await opened(page, '/papers')
  await field(page).fill(Array.from({ length: 13 }, (_, n) => `word${n}`).join(' '))
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('At most 12 words.')
  await page.context().setOffline(true)
  await field(page).fill('noise')
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('The search cannot be reached just now.')
})

test('by touch on a small screen in the dark it is usable and scrolls nothing sideways; who is signed in finds their places', async ({ visitors }) => {
  const page = await visitors.signedIn(author)
  await page.setViewportSize({ width: 360, height: 640 })
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.goto('/papers')
  await page.waitForLoadState('networkidle')
  await page.locator('header nav').getByRole('link', { name: 'Search', exact: true }).click()
  await expect(options(page).filter({ hasText: 'Moderation' })).toBeVisible()
  await field(page).fill('noise')
  await expect(options(page).filter({ hasText: 'All results for “noise”' })).toHaveCount(1)
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/result/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  for (const box of await Promise.all((await options(page).all()).map(option => option.boundingBox()))) expect(box?.height ?? 0).toBeGreaterThanOrEqual(44)
  expect(await faultsIn(page, 'dialog')).toEqual([])
  await page.mouse.click(180, 636)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('where the script cannot be had there is the page', async ({ browser, baseURL }) => {
  // A worker would have a copy.
  const page = await (await browser.newContext({ baseURL, serviceWorkers: 'block' })).newPage()
  await page.route('**/assets/palette*', route => route.abort())
  await page.goto('/papers')
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('/')
  await expect(page).toHaveURL(/\/search$/)
  await page.context().close()
})

test('what was found shows formulas set and marked, on the page and in the field, and none is wider than a telephone', async ({ visitors }) => {
  const thread = await aThread(visitors)
  const word = `bandicoot${unique().replace(/[^a-z0-9]/g, '')}`
  const long = `\\min_{\\theta} \\frac{1}{n} \\sum_{i=1}^{n} \\mathcal{L}_c(f(x_i; \\theta), y_i^d) + \\alpha \\mathcal{L}_e(f(x_i; \\theta)) + \\beta \\mathcal{L}_o(y_i^d, \\hat{y}_i)`
  await answered(thread, `The ${word} rate $\\mathcal{L}_c = KL(f(x) \\| y^d)$ is not a rate of ${word}: $${long}$.`)
  const page = await visitors.reader()
  await page.setViewportSize({ width: 360, height: 740 })

  await page.goto(`/search?q=${encodeURIComponent(`"${word} rate" $\\mathcal{L}_c = KL(f(x) \\| y^d)$`)}`)
  const hit = page.getByRole('listitem').filter({ hasText: word })
  await expect(hit.locator('mark').first()).toHaveText(`${word} rate`)
  await expect(hit.locator('mark').getByRole('math')).toHaveCount(1)
  await expect(hit.locator('mark')).toHaveCount(2)
  await expect(hit).not.toContainText('$')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)

  await opened(page, '/papers')
  await page.keyboard.type(word)
  const option = options(page).filter({ hasText: word }).first()
  await expect(option.getByRole('math').first()).toBeAttached()
  await expect(option.locator('[tabindex]')).toHaveCount(0)
})
