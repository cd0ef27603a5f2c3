import { expect, test } from '../support/visitors'
import { pencil, suggests } from '../support/asking-journeys'

test('while a title is typed, what was perhaps asked already appears below it, opens beside it and goes again', async ({ visitors }) => {
  const guest = await visitors.reader()
  await guest.goto(`${pencil}/ask`)
  const title = guest.getByLabel('Title', { exact: true })
  await title.pressSequentially(suggests.title)
  const heading = guest.getByRole('heading', { name: 'Perhaps asked already' })
  await expect(heading).toBeVisible()
  await expect(guest.getByRole('status').filter({ hasText: 'Perhaps asked already' })).toHaveCount(1)

  const opened = guest.context().waitForEvent('page')
  await guest.getByRole('link', { name: suggests.found }).first().click()
  const other = await opened
  await expect(other.getByRole('heading', { level: 1, name: suggests.found })).toBeVisible()
  await other.close()
  await expect(title).toHaveValue(suggests.title)
  await expect(title).toBeEditable()

  await title.fill('Viticulture in the Jura')
  await expect(heading).toHaveCount(0)
})

test('where the answer cannot be read, the form is as it was', async ({ visitors }) => {
  const guest = await visitors.reader()
  await guest.goto(`${pencil}/ask`)
  await guest.route('**/similar', route => route.fulfill({ contentType: 'application/json', body: '{"items":' }))
  const asked = guest.waitForRequest('**/similar')
  await guest.getByLabel('Title', { exact: true }).fill(suggests.title)
  await asked
  await expect(guest.getByRole('heading', { name: 'Perhaps asked already' })).toHaveCount(0)
  await expect(guest.getByRole('button', { name: 'Ask question' })).toBeEnabled()
})
