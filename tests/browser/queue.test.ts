/** The moderators' desk in a browser with scripts: keys, selection, undoing, two moderators at once, and by thumb. */
import type { Page } from '@playwright/test'
import { author, expect, postWith, test, thread, unique } from '../support/visitors'
import { answersOfGuest, moderatorNamed, queueOfWriter, statesOf } from '../support/queue-journeys'

async function press(page: Page, key: string, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) await page.keyboard.press(key)
}

const left = (page: Page) => page.locator('[data-queue] > li:not(.is-decided)')

test('a hundred posts are cleared by keys alone in fewer presses, undone, and are gone after a reload', async ({ visitors, request }) => {
  test.setTimeout(240_000)
  const ids = await answersOfGuest(request, 100)
  const page = await visitors.signedIn(author)
  await page.goto(queueOfWriter(ids[0]))
  await expect(left(page)).toHaveCount(100)

  // All are chosen on such a page: none, then sixty one by one, then the rest in one go.
  let presses = 0
  const keys = async (key: string, times = 1) => { presses += times; await press(page, key, times) }
  await keys('X')
  await keys('a', 60)
  await expect(left(page)).toHaveCount(40)
  await keys('X')
  await expect(page.getByText('40 of 40 selected')).toBeVisible()
  await keys('s')
  await expect(left(page)).toHaveCount(0)
  await keys('u')
  await expect(left(page)).toHaveCount(40)
  await keys('X')
  await keys('h')
  await expect(left(page)).toHaveCount(0)
  expect(presses).toBeLessThanOrEqual(100)

  await expect(page.locator('[data-queue]')).not.toHaveAttribute('aria-busy', 'true')
  await page.goto(queueOfWriter(ids[0]))
  await expect(page.getByText('Nothing is waiting.')).toBeVisible()
  const states = await statesOf(request, ids)
  expect([states.filter(state => state === 'public').length, states.filter(state => state === 'hidden').length]).toEqual([60, 40])
})

test('a rejection by keys names its reason, folds the item, and its Undo opens it again', async ({ visitors, request }) => {
  const [first] = await answersOfGuest(request, 2)
  const page = await visitors.signedIn(author)
  await page.goto(queueOfWriter(first))
  await press(page, 'X')
  await press(page, 'r')
  await press(page, '2')
  await press(page, 'Enter')
  await expect(left(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(left(page)).toHaveCount(2)
  await page.reload()
  await expect(left(page)).toHaveCount(2)
})

test('the help lists the keys, and x selects the item that is before one', async ({ visitors, request }) => {
  const [first] = await answersOfGuest(request, 3)
  const page = await visitors.signedIn(author)
  await page.goto(queueOfWriter(first))
  await press(page, '?')
  await expect(page.getByRole('dialog', { name: 'Keys of the queue' })).toBeVisible()
  await press(page, 'Escape')
  await press(page, 'X')
  await press(page, 'j')
  await press(page, 'x')
  await expect(page.getByText('1 of 3 selected')).toBeVisible()
  await press(page, 'a')
  await expect(left(page)).toHaveCount(2)
  await expect(page.locator('[data-queue] > li').nth(1)).toContainText('Approved.')
})

test('two moderators see who looks at what, and the second to decide is told who did what', async ({ visitors, request }) => {
  test.setTimeout(90_000)
  const [first] = await answersOfGuest(request, 2)
  const [one, other] = [await visitors.signedIn(author), await visitors.reader()]
  const name = await moderatorNamed(request, other)
  await one.goto(queueOfWriter(first))
  await other.goto(queueOfWriter(first))
  await expect(one.getByText(`${name} is looking at this.`).first()).toBeVisible({ timeout: 25_000 })

  // Both press before either has heard of the other.
  await other.route('**/forms/look', route => route.fulfill({ json: { ok: true, looking: [], decided: [] } }))
  await one.getByRole('article').first().getByRole('button', { name: 'Approve' }).click()
  await expect(one.locator('[data-queue] > li').first()).toContainText('Approved.')
  await other.getByRole('article').first().getByRole('button', { name: 'Hide' }).click()
  await expect(other.locator('[data-queue] > li').first()).toContainText('decided this already: approve. Nothing was changed.', { timeout: 20_000 })
})

test('an item is edited and approved in one go, says so in the thread, and both are undone together', async ({ visitors, request }) => {
  const [[first], word] = [await answersOfGuest(request, 1), unique()]
  const page = await visitors.signedIn(author)
  await page.goto(queueOfWriter(first))
  await press(page, 'X')
  await press(page, 'e')
  await page.getByRole('textbox', { name: 'The answer' }).fill(`Mended ${word}.`)
  await page.getByRole('button', { name: 'Save and approve' }).click()
  await expect(page).toHaveURL(/\/moderation\?decided=1/)
  const reader = await visitors.reader()
  await reader.goto(`/p/${first}`)
  await expect(postWith(reader, `Mended ${word}.`).getByRole('link', { name: 'edited by a moderator' })).toBeVisible()

  await page.goto(`/posts/${first}/moderate`)
  await page.getByRole('button', { name: 'Undo it' }).click()
  await expect(page).not.toHaveURL(/moderate$/)
  expect(await statesOf(request, [first])).toEqual(['held'])
})

test('by thumb, an item swept to the right is approved', async ({ browser, visitors, request }) => {
  const [first] = await answersOfGuest(request, 1)
  const signed = await visitors.signedIn(author)
  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, storageState: await signed.context().storageState() })
  const page = await phone.newPage()
  await page.goto(queueOfWriter(first))
  await page.getByRole('article').first().evaluate(article => {
    const at = (x: number) => new Touch({ identifier: 1, target: article, clientX: x, clientY: 300 })
    article.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, touches: [at(60)], changedTouches: [at(60)] }))
    article.dispatchEvent(new TouchEvent('touchend', { bubbles: true, touches: [], changedTouches: [at(230)] }))
  })
  await expect(page.locator('[data-queue] > li').first()).toContainText('Approved.')
  await phone.close()
})

test('a question is merged into another: the old address leads there, and its text stays readable, folded', async ({ visitors, request }) => {
  const word = unique()
  const page = await visitors.signedIn(author)
  for (const title of [`First of two ${word}?`, `Second of two ${word}?`]) {
    await page.goto('/papers/pencil/ask')
    await page.getByRole('textbox', { name: 'Title' }).fill(title)
    await page.getByRole('textbox', { name: 'Your question' }).fill(`Text of ${title}`)
    await page.getByRole('button', { name: 'Ask question' }).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }
  const second = new URL(page.url()).pathname
  const into = second.replace(/\d+$/, number => String(Number(number) - 1))
  const id = await page.locator('[data-thread]').getAttribute('data-thread')
  await page.goto(`/posts/${id ?? ''}/moderate`)
  const target = await (await request.get(into)).text()
  await page.getByLabel('The question that it repeats').fill(/data-thread="(\d+)"/.exec(target)?.[1] ?? '')
  await page.getByRole('button', { name: 'Merge it' }).click()

  const reader = await visitors.reader()
  await reader.goto(second)
  await expect(reader).toHaveURL(new RegExp(`${into}$`))
  await reader.getByText(`Also asked: Second of two ${word}?`).click()
  await expect(reader.getByText(`Text of Second of two ${word}?`)).toBeVisible()
})

test('a summary stands over the answers, and a former one stays readable', async ({ visitors }) => {
  const word = unique()
  const page = await visitors.signedIn(author)
  await page.goto(thread)
  const id = await page.locator('[data-thread]').getAttribute('data-thread')
  for (const text of [`Sum one ${word}`, `Sum two ${word}`]) {
    await page.goto(`/posts/${id ?? ''}/summary`)
    await page.getByRole('textbox', { name: 'The summary' }).fill(text)
    await page.getByRole('button', { name: 'Save the summary' }).click()
    await expect(page).toHaveURL(new RegExp(thread.replace('/papers/pencil', '')))
  }
  const reader = await visitors.reader()
  await reader.goto(thread)
  await expect(reader.getByRole('region', { name: 'Summary' })).toContainText(`Sum two ${word}`)
  await reader.getByRole('link', { name: 'former summaries' }).click()
  await expect(reader.getByText(`Sum one ${word}`)).toBeVisible()
})
