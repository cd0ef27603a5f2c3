import { noticeJourneys } from '../support/notice-journeys'
import { expect, test } from '../support/visitors'

noticeJourneys()

test('choices are saved by their button', async ({ visitors }) => {
  const page = await visitors.member('Chooser')
  await page.goto('/settings')
  await page.getByLabel('Who names me').selectOption('off')
  await page.locator('#notices').getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByText('What you are told of is saved.')).toBeVisible()
  await expect(page.getByLabel('Who names me')).toHaveValue('off')
})
