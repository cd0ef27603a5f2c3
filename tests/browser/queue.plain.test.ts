/** The moderators' desk without scripts: the same decisions by plain forms. */
import { author, expect, test } from '../support/visitors'
import { answersOfGuest, queueOfWriter } from '../support/queue-journeys'

test('what is ticked is decided in one go, and can be undone from the same page', async ({ visitors, request }) => {
  const [first] = await answersOfGuest(request, 4)
  const page = await visitors.signedIn(author)
  await page.goto(queueOfWriter(first))
  await expect(page.getByRole('article')).toHaveCount(4)
  await page.getByRole('checkbox').first().uncheck()
  await page.getByRole('button', { name: 'Spam, these' }).click()
  await page.goto(queueOfWriter(first))
  await expect(page.getByRole('article')).toHaveCount(1)

  await page.goto(`${queueOfWriter(first)}&decided=1`)
  await page.locator('[data-recent]').getByRole('button', { name: 'Undo' }).first().click()
  await page.goto(queueOfWriter(first))
  await expect(page.getByRole('article')).toHaveCount(2)
})

test('a rejection names its rule and words, and the writer reads them on the receipt', async ({ visitors, request }) => {
  const [first] = await answersOfGuest(request, 1)
  const page = await visitors.signedIn(author)
  await page.goto(queueOfWriter(first))
  const item = page.getByRole('article').first()
  await item.getByRole('combobox').selectOption({ index: 4 })
  await item.getByLabel('In your words').fill('Which equation do you mean?')
  await item.getByRole('button', { name: 'Reject' }).click()
  await page.goto(`/posts/${first}/moderate`)
  await expect(page.getByText('Which equation do you mean?').first()).toBeVisible()
})
