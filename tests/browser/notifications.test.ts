import { faultsIn } from '../support/axe'
import { noticeJourneys } from '../support/notice-journeys'
import { aThread, told } from '../support/live-threads'
import { answer, author, expect, test, thread, unique } from '../support/visitors'

noticeJourneys()

test('a choice is saved as it is changed, and says so', async ({ visitors }) => {
  const page = await visitors.member('Chooser')
  await page.goto('/settings')
  await page.getByLabel('Who names me').selectOption('off')
  await expect(page.locator('#notices').getByText('Saved.')).toBeVisible()
  await page.getByLabel('Follow a question when I ask it').uncheck()
  await expect(page.locator('#notices').getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Who names me')).toHaveValue('off')
  await expect(page.getByLabel('Follow a question when I ask it')).not.toBeChecked()
})

test('keys move, open and mark as read', async ({ visitors }) => {
  const [member, other] = [await visitors.member('Keys'), await visitors.signedIn(author)]
  await member.goto(thread)
  await member.getByRole('button', { name: 'Follow this question' }).click()
  await expect(member.getByRole('button', { name: 'Follow this question' })).toHaveAttribute('aria-pressed', 'true')
  for (let n = 0; n < 2; n++) {
    await other.goto(thread)
    await answer(other, `For the keys ${unique()}`)
  }
  await expect(async () => {
    await member.goto('/notifications')
    await expect(member.locator('.inbox li').filter({ hasText: '2 new answers' })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(member.getByRole('link', { name: /Notifications/ }).first()).toContainText('2')
  await member.waitForLoadState('networkidle')
  await member.keyboard.press('j')
  await expect(member.locator('.inbox li').first()).toBeFocused()
  await member.keyboard.press('e')
  await expect(member.locator('.inbox li').first().getByRole('button', { name: 'Mark as unread' })).toBeVisible()
  await member.keyboard.press('o')
  await expect(member).toHaveURL(/\/papers\/.+#post-\d+$/)
})

test('who looks at the thread again has read what is told of it, though nothing in it is newer', async ({ visitors }) => {
  const [asked, member] = [await aThread(visitors, 1), await visitors.member('Again')]
  const isRead = () => member.waitForResponse(response => response.url().includes('/api/v1/readings/') && response.ok())
  await member.goto(asked.path)
  await Promise.all([isRead(), member.getByRole('button', { name: 'Follow this question' }).click(), member.getByText('Answer 1.').scrollIntoViewIfNeeded()])
  await expect(member.getByRole('button', { name: 'Follow this question' })).toHaveAttribute('aria-pressed', 'true')
  await told(asked.page, 'PUT', `/questions/${asked.id}/status`, { status: 'answered' })
  await expect(async () => {
    await member.goto('/notifications')
    await expect(member.locator('.inbox li.unread').filter({ hasText: 'as answered' })).toHaveCount(1, { timeout: 1_000 })
  }).toPass()
  await Promise.all([isRead(), member.goto(asked.path)])
  await member.goto('/notifications')
  await expect(member.locator('.inbox li').filter({ hasText: 'as answered' })).toHaveCount(1)
  await expect(member.locator('.inbox li.unread')).toHaveCount(0)
})

test('the page of notifications: no fault for assistive technology and no sideways scroll, in each width and colour', async ({ visitors }) => {
  test.slow()
  const [member, other] = [await visitors.member('Looker'), await visitors.signedIn(author)]
  await member.goto(thread)
  await member.getByRole('button', { name: 'Follow this question' }).click()
  await expect(member.getByRole('button', { name: 'Follow this question' })).toHaveAttribute('aria-pressed', 'true')
  await other.goto(thread)
  await answer(other, `To be looked at ${unique()}`)
  await expect(async () => {
    await member.goto('/notifications')
    await expect(member.locator('.inbox li')).toHaveCount(1, { timeout: 1_000 })
  }).toPass()
  for (const address of ['/notifications', '/settings']) {
    await member.goto(address)
    for (const [width, scheme] of [[360, 'dark'], [1440, 'light']] as const) {
      await member.setViewportSize({ width, height: 900 })
      await member.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      expect(await faultsIn(member), `${address} at ${width} px`).toEqual([])
      if (process.env['PICTURES']) await member.screenshot({ path: `${process.env['PICTURES']}${address.slice(1)}-${width}.png`, fullPage: true })
    }
    for (const width of [768, 320]) {
      await member.setViewportSize({ width, height: 700 })
      expect(await member.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${address} at ${width} px`).toBe(0)
    }
  }
})
