/** Coming back to a thread: what is new since the last visit, with and without an account. */
import type { Page } from '@playwright/test'
import { expect, handleOf, test } from '../support/visitors'
import { aThread, answered, commented, post, told } from '../support/live-threads'

/** Reads a thread to its end, which the browser then remembers. */
async function read(page: Page, path: string, last: number): Promise<void> {
  await page.goto(path)
  await post(page, last).locator('.said').first().scrollIntoViewIfNeeded()
  await expect.poll(() => page.evaluate(() => localStorage.getItem('read') ?? ''), { timeout: 15_000 }).toContain(`,${last}]`)
}

/** How far the server has it. */
async function lastRead(page: Page, path: string): Promise<unknown> {
  const told = await page.evaluate(async at => (await fetch(`/viewer?path=${encodeURIComponent(at)}`)).text(), path)
  return /"lastRead":(\d+|null)/.exec(told)?.[1]
}

const since = (page: Page) => page.getByRole('status').filter({ hasText: 'since your last visit' })

test('a guest sees what is new, goes to it, and can say that all is read', async ({ visitors }) => {
  const [thread, guest] = [await aThread(visitors, 2), await visitors.reader()]
  const [first = 0, second = 0] = thread.answers
  const asked: string[] = []
  guest.on('request', request => { if (request.url().includes('/api/v1/')) asked.push(request.url()) })
  await read(guest, thread.path, second)
  const answer = await answered(thread, 'Later on.')
  const comment = await commented(thread, first, 'A late remark.')

  await guest.goto(thread.path)
  await expect(since(guest)).toHaveText('2 new since your last visit')
  for (const id of [answer, comment]) await expect(post(guest, id).locator(':scope > .byline .new')).toHaveText('New')
  await expect(post(guest, second).locator('.new')).toHaveCount(0)
  await guest.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(post(guest, comment)).toBeFocused()

  const last = await answered(thread, 'And one more.')
  await guest.goto(thread.path)
  await expect(post(guest, last).locator('.new')).toHaveText('New')
  await guest.getByRole('button', { name: 'All read' }).click()
  await expect(guest.locator('.new')).toHaveCount(0)
  await guest.reload()
  await guest.waitForLoadState('networkidle')
  await expect(guest.locator('.new, .arrival')).toHaveCount(0)
  expect(asked).toEqual([])
})

test('in a followed question the last place is the same at another device, and nobody’s first visit is all new', async ({ visitors }) => {
  const [thread, here] = [await aThread(visitors, 2), await visitors.member('Follower')]
  const there = await visitors.signedIn({ email: `${await handleOf(here)}@example.org`, password: 'long enough password 1' })
  await told(here, 'PUT', `/follows/question/${thread.id}`)
  await here.setViewportSize({ width: 400, height: 400 })
  await read(here, thread.path, thread.answers[0] ?? 0)
  // What was seen in the last seconds is sent when the page is left.
  await post(here, thread.answers[1] ?? 0).locator('.said').scrollIntoViewIfNeeded()
  await here.waitForTimeout(500)
  await here.goto('/about')
  await expect.poll(() => lastRead(here, thread.path)).toBe(String(thread.answers[1]))
  const answer = await answered(thread, 'Later on.')
  await there.goto(thread.path)
  await expect(since(there)).toHaveText('1 new since your last visit')
  await expect(post(there, answer).locator('.new')).toHaveText('New')

  const stranger = await visitors.reader()
  await stranger.goto(thread.path)
  await stranger.waitForLoadState('networkidle')
  await expect(stranger.locator('.new, .arrival')).toHaveCount(0)
})

test('the marks move nothing, and of two hundred and more threads the first is forgotten', async ({ visitors }) => {
  const [thread, guest] = [await aThread(visitors, 2), await visitors.reader()]
  await guest.setViewportSize({ width: 360, height: 740 })
  await read(guest, thread.path, thread.answers[1] ?? 0)
  await commented(thread, thread.answers[0] ?? 0, 'A late remark.')
  await answered(thread, 'Later on.')
  await guest.evaluate(() => {
    const others = Array.from({ length: 210 }, (_, n) => `[${900_000 + n},1]`).join(',')
    localStorage.setItem('read', (localStorage.getItem('read') ?? '').replace(/\]\}$/, `,${others}]}`))
  })
  await guest.addInitScript(() => {
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) document.documentElement.dataset['shifted'] = String(Number(document.documentElement.dataset['shifted'] ?? 0) + ('value' in entry && typeof entry.value === 'number' ? entry.value : 0))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await guest.goto(thread.path)
  await expect(since(guest)).toHaveText('2 new since your last visit')
  await guest.getByRole('button', { name: 'All read' }).click()
  expect(Number(await guest.evaluate(() => document.documentElement.dataset['shifted'] ?? '0'))).toBeLessThan(0.002)
  const kept = await guest.evaluate(() => localStorage.getItem('read') ?? '')
  expect([kept.split('],[').length, kept.includes('900209')]).toEqual([200, false])
})

test('the keys are listed on asking, can be switched off there, and have a page where their script cannot be had', async ({ page, browser, baseURL }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('next answer')
  await page.getByLabel('Use single keys in this browser').uncheck()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('link', { name: 'Keys', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()

  // A worker would have a copy.
  const without = await (await browser.newContext({ baseURL, serviceWorkers: 'block' })).newPage()
  await without.route('**/assets/keys*', route => route.abort())
  await without.goto('/papers')
  await without.waitForLoadState('networkidle')
  await without.getByRole('link', { name: 'Keys', exact: true }).click()
  await expect(without).toHaveURL(/\/about#keys$/)
  await without.context().close()
})
