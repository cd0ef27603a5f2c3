import { expect, test, thread } from '../support/visitors'

test('a citation is copied by one button', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(thread)
  await page.getByRole('link', { name: 'Cite', exact: true }).first().click()
  await page.getByRole('link', { name: 'Copy: BibTeX' }).click()

  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await page.getByRole('region', { name: 'BibTeX' }).locator('pre').textContent())
})
