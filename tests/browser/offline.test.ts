/** The site as an app: what installs it, what can be read without the network, what a push shows, and that none of it keeps what is private. */
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { author, expect, test, unique } from '../support/visitors'

const paper = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'
const thread = `${paper}/questions/2`

const manifest = z.object({
  id: z.string(), name: z.string().min(1), short_name: z.string().min(1).max(15), start_url: z.literal('/'), scope: z.literal('/'), display: z.enum(['standalone', 'minimal-ui']),
  theme_color: z.string().regex(/^#[0-9a-f]{6}$/), background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  icons: z.array(z.object({ src: z.string().startsWith('/icons/'), sizes: z.string(), type: z.string(), purpose: z.enum(['any', 'maskable']) })),
})

/** Waits until the worker serves this page, which it does from the second look on at the latest. */
async function served(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (navigator.serviceWorker.controller === null) await new Promise(resolve => { navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }) })
  })
}

/** Everything in the caches of this browser: addresses, and what is said of how long each may be kept. */
async function kept(page: Page): Promise<{ url: string; control: string; text: string }[]> {
  return page.evaluate(async () => {
    const found: { url: string; control: string; text: string }[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        const answer = await cache.match(request)
        found.push({ url: new URL(request.url).pathname, control: answer?.headers.get('cache-control') ?? '', text: answer?.headers.get('content-type')?.startsWith('text/html') ? await answer.text() : '' })
      }
    }
    return found
  })
}

const keptPaths = async (page: Page) => (await kept(page)).map(({ url }) => url)

/** Waits until a page is kept, with the scripts that it loads once it stands. */
async function keptWhole(page: Page, path: string): Promise<void> {
  const later = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-later]')].map(({ dataset }) => dataset['later'] ?? ''))
  await expect.poll(async () => {
    const paths = await keptPaths(page)
    return [path, ...later].filter(one => one !== '' && !paths.includes(one))
  }).toEqual([])
}

test('a browser can install the site: a manifest with a name and icons of the sizes it says', async ({ page }) => {
  await page.goto('/')
  expect(await page.locator('link[rel="manifest"]').getAttribute('href')).toBe('/manifest.webmanifest')
  const answer = await page.request.get('/manifest.webmanifest')
  expect(answer.headers()['content-type']).toContain('application/manifest+json')
  const { icons } = manifest.parse(await answer.json())
  expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(['any any', '192x192 any', '512x512 any', '512x512 maskable'])
  for (const { src, sizes, type } of icons) {
    const file = await page.request.get(src)
    expect([file.status(), file.headers()['content-type']?.split(';')[0]]).toEqual([200, type])
    const width = await page.evaluate(async address => { const image = new Image(); image.src = address; await image.decode(); return image.naturalWidth }, src)
    if (sizes !== 'any') expect(`${width}x${width}`).toBe(sizes)
  }
  const worker = await page.request.get('/sw.js')
  expect([worker.status(), worker.headers()['cache-control'], worker.headers()['content-type']]).toEqual([200, 'no-cache', 'text/javascript; charset=utf-8'])
})

test('without the network a thread that was read is there, and any other page says what is', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto('/')
  await served(page)
  await page.goto(thread)
  const heading = await page.getByRole('heading', { level: 1 }).innerText()
  await keptWhole(page, thread)
  await page.context().setOffline(true)

  await page.goto(thread)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
  await expect(page.getByText('This is the copy that you read on')).toBeVisible()
  expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily)).toContain('Colloquy')

  await page.goto('/papers')
  await expect(page.getByRole('heading', { level: 1, name: 'You are offline' })).toBeVisible()
  await expect(page.getByText('What you have read is here.')).toBeVisible()
  await page.locator('main').getByRole('link').filter({ hasText: heading.slice(0, 20) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)

  await page.context().setOffline(false)
  await page.goto('/papers')
  await expect(page.getByRole('heading', { level: 1, name: 'You are offline' })).toHaveCount(0)
})

test('nothing that is somebody’s is kept: only pages that are the same for everybody', async ({ visitors }) => {
  const page = await visitors.signedIn(author)
  await page.goto('/')
  await served(page)
  for (const path of [thread, '/settings', '/moderation', '/moderation/log', '/reading-list', `${paper}/ask`, '/notifications', '/search?q=noise', '/feed.atom', '/signin', '/viewer?path=/', '/no/such/page']) await page.goto(path)
  await page.goto('/about')
  await expect.poll(() => keptPaths(page)).toContain('/about')
  const all = await kept(page)
  for (const { url, control, text } of all) {
    expect(control, url).toMatch(/^public/)
    expect(url).not.toMatch(/^\/(settings|moderation|reading-list|notifications|signin|viewer|api|forms|receipts|posts|search|no)\b|\/ask$/)
    expect(text).not.toContain(author.email)
  }
  expect(all.map(({ url }) => url)).toEqual(expect.arrayContaining([thread, '/about', '/offline']))
})

test('at most fifty pages are kept, the oldest go first', async ({ visitors }) => {
  test.setTimeout(90_000)
  const page = await visitors.reader()
  await page.goto('/')
  await served(page)
  for (let n = 0; n < 54; n++) await page.goto(`/questions?topic=number${n}`)
  await expect.poll(async () => (await keptPaths(page)).filter(url => url === '/questions').length).toBe(50)
})

test('what somebody posts is there at once, with the worker between', async ({ visitors }) => {
  const page = await visitors.signedIn(author)
  await page.goto(thread)
  await served(page)
  await page.reload()
  const words = `Fresh through the worker ${unique()}`
  await page.getByRole('textbox', { name: 'Your answer' }).fill(words)
  await page.getByRole('button', { name: 'Post answer' }).click()
  await expect(page.getByText(words)).toBeVisible()
  await page.goto('/')
  await page.goto(thread)
  await expect(page.getByText(words)).toBeVisible()
  const other = await visitors.reader()
  await other.goto(thread)
  await expect(other.getByText(words)).toBeVisible()
})

test('a page comes back from the browser’s own memory with the worker between', async ({ playwright, launchOptions, baseURL }) => {
  // Browsers under test keep no page in memory unless they are asked to.
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
  const page = await browser.newPage({ baseURL })
  await page.goto('/about')
  await served(page)
  await page.reload()
  const session = await page.context().newCDPSession(page)
  const ways: string[] = []
  session.on('Page.frameNavigated', ({ type }) => { ways.push(type) })
  session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => { ways.push(...notRestoredExplanations.map(({ reason }) => reason)) })
  await session.send('Page.enable')
  await page.getByRole('link', { name: 'Papers', exact: true }).first().click()
  await page.waitForURL('**/papers')
  await page.evaluate(() => { history.back() })
  await expect.poll(() => ways.at(-1)).toBe('BackForwardCacheRestore')
  await browser.close()
})

test('a page that is about to be opened is fetched before the click, with the worker between', async ({ page }) => {
  await page.goto('/about')
  await served(page)
  const session = await page.context().newCDPSession(page)
  const fetched: string[] = []
  session.on('Preload.prefetchStatusUpdated', ({ prefetchUrl, status }) => { if (status === 'Ready') fetched.push(new URL(prefetchUrl).pathname) })
  await session.send('Preload.enable')
  await page.goto('/')
  await page.getByRole('link', { name: 'Papers', exact: true }).first().hover()
  await expect.poll(() => fetched).toEqual(['/papers'])
  await page.getByRole('link', { name: 'Papers', exact: true }).first().click()
  await page.waitForURL('**/papers')
  expect(await page.evaluate(() => performance.getEntriesByType('navigation').map(entry => 'deliveryType' in entry && entry.deliveryType))).toEqual(['navigational-prefetch'])
})

test('a push shows a title, a line and where it leads; what is no message shows something all the same', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ permissions: ['notifications'] })
  const page = await context.newPage()
  await page.goto('/about')
  await served(page)
  const session = await context.newCDPSession(page)
  const registered = new Promise<string>(resolve => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => { if (registrations[0]) resolve(registrations[0].registrationId) })
  })
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  const deliver = (data: string) => session.send('ServiceWorker.deliverPushMessage', { origin: `${baseURL ?? ''}/`, registrationId, data })
  const shown = () => page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, data: String(data) })))
  // A busy browser may lose what is handed to it this way, so it is handed over until it is there.
  const told = (data: string, wanted: unknown) => expect(async () => {
    await deliver(data)
    await expect.poll(shown, { timeout: 2_000 }).toEqual(wanted)
  }).toPass({ timeout: 15_000 })
  await told(JSON.stringify({ title: 'Why?', body: 'Lea answered', url: '/papers/pencil/questions/2#post-3', tag: 'a' }), [{ title: 'Why?', body: 'Lea answered', tag: 'a', data: '/papers/pencil/questions/2#post-3' }])
  await told(JSON.stringify({ title: 'Why?', body: 'Mo answered', url: '/', tag: 'a' }), [{ title: 'Why?', body: 'Mo answered', tag: 'a', data: '/' }])
  for (const nothing of ['null', 'no JSON']) await told(nothing, expect.arrayContaining([expect.objectContaining({ title: 'Something new', body: '', data: '' })]))
  await context.close()
})

test('settings offer to switch notices on, and list the devices that have them', async ({ visitors }) => {
  const page = await visitors.member('Pia')
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'Notices on this device' })
  await expect(section.getByRole('button', { name: 'Switch on for this device' })).toBeVisible()
  const keys = { p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4', auth: 'BTBZMqHH6r4Tts7J_aSIgg' }
  const made = await page.evaluate(async body => (await fetch('/api/v1/push/subscriptions', { method: 'PUT', headers: { 'content-type': 'application/json' }, body })).status, JSON.stringify({ endpoint: `https://fcm.googleapis.com/fcm/send/${unique()}`, keys, label: 'Firefox on Linux' }))
  expect(made).toBe(200)
  await page.reload()
  await expect(section.getByText('Firefox on Linux').first()).toBeVisible()
  await section.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('That device shows no notices any more.')).toBeVisible()
  await expect(section.getByText('Firefox on Linux')).toHaveCount(0)
})

test('one’s notifications have a feed at an address that is shown once', async ({ visitors, request }) => {
  const page = await visitors.member('Fay')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Make an address' }).click()
  const address = await page.locator('[data-address]').innerText()
  const feed = await request.get(address)
  const headers = feed.headers()
  expect([feed.status(), headers['content-type'], headers['cache-control'], headers['referrer-policy'], headers['x-robots-tag']]).toEqual([200, 'application/atom+xml; charset=utf-8', 'private, no-store', 'no-referrer', 'noindex'])
  expect((await request.get(address, { headers: { 'if-none-match': headers['etag'] ?? '' } })).status()).toBe(304)
  await page.goto('/settings')
  await expect(page.locator('[data-address]')).toHaveCount(0)
  await page.getByRole('button', { name: 'End the address' }).click()
  expect((await request.get(address)).status()).toBe(404)
})

test('feeds are kept like pages: tagged, and not sent twice', async ({ request }) => {
  for (const path of ['/feed.atom', '/questions/feed.atom', `${paper}/feed.atom`, `${thread}/feed.atom`]) {
    const first = await request.get(path)
    expect([first.status(), first.headers()['cache-control']], path).toEqual([200, 'public, max-age=0, must-revalidate'])
    expect((await request.get(path, { headers: { 'if-none-match': first.headers()['etag'] ?? '' } })).status(), path).toBe(304)
  }
})
