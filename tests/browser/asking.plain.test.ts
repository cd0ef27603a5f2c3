import { expect, test } from '../support/visitors'
import { pencil, suggests } from '../support/asking-journeys'

test('what was perhaps asked already is shown with the preview and when asked for, and the text stays', async ({ visitors }) => {
  const guest = await visitors.reader()
  await guest.goto(`${pencil}/ask`)
  await expect(guest.getByRole('heading', { name: 'Perhaps asked already' })).toHaveCount(0)
  await guest.getByLabel('Title', { exact: true }).fill(suggests.title)
  await guest.getByRole('button', { name: 'See similar questions' }).click()

  await expect(guest.getByRole('heading', { name: 'Perhaps asked already' })).toBeVisible()
  await expect(guest.getByRole('link', { name: suggests.found }).first()).toHaveAttribute('target', '_blank')
  await expect(guest.getByLabel('Title', { exact: true })).toHaveValue(suggests.title)

  await guest.getByRole('textbox', { name: 'Your question' }).fill('Only the text now.')
  await guest.getByRole('button', { name: 'Preview' }).click()
  await expect(guest.getByRole('region', { name: 'Preview' })).toContainText('Only the text now.')
  await expect(guest.getByRole('link', { name: suggests.found }).first()).toBeVisible()
})

test('a question that is like another one can be asked all the same', async ({ visitors }) => {
  const guest = await visitors.reader()
  await guest.goto(`${pencil}/ask`)
  await guest.getByLabel('Title', { exact: true }).fill(suggests.title)
  await guest.getByRole('textbox', { name: 'Your question' }).fill('I have read the other one, and it is not mine.')
  await guest.getByRole('textbox', { name: 'Your name' }).fill('A passer-by')
  await guest.getByRole('button', { name: 'Ask question' }).click()
  await expect(guest.getByRole('heading', { name: suggests.title })).toBeVisible()
})
