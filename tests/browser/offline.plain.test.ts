import { expect, test } from '../support/visitors'

test('without a script, settings say that notices on a device need one, and the feed of notifications needs none', async ({ visitors }) => {
  const page = await visitors.member('Una')
  await page.goto('/settings')
  await expect(page.getByText('To switch it on, the browser needs to run a script of this site.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Switch on for this device' })).toBeHidden()
  await page.getByRole('button', { name: 'Make an address' }).click()
  await expect(page.locator('[data-address]')).toContainText('/notifications/feed.atom?key=')
})

test('the page for readers without a network stands by itself', async ({ visitors }) => {
  const page = await visitors.reader()
  await page.goto('/offline')
  await expect(page.getByRole('heading', { level: 1, name: 'You are offline' })).toBeVisible()
  await expect(page.getByText('Nothing is kept yet.')).toBeVisible()
})
