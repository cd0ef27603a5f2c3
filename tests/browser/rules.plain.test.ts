/** The rules of the house without scripts: a plain form that is refused, tried, and shut to others. */
import { author, expect, test } from '../support/visitors'

const page = '/moderation/rules'

test('rules are refused with the form as it was filled, then tried on last month’s posts without being saved', async ({ visitors }) => {
  const desk = await visitors.signedIn(author)
  await desk.goto(page)
  await expect(desk.getByRole('heading', { name: 'Rules of the house', level: 1 })).toBeVisible()
  await desk.getByLabel('First posts that wait').fill('-3')
  await desk.getByLabel('Words or phrases').fill('perpetual motion')
  await desk.getByRole('button', { name: 'Save the rules' }).click()
  await expect(desk.getByRole('alert')).toContainText('Not saved.')
  await expect(desk.getByLabel('First posts that wait')).toHaveValue('-3')
  await expect(desk.getByLabel('First posts that wait')).toHaveAttribute('aria-invalid', 'true')
  await expect(desk.getByLabel('Words or phrases')).toHaveValue('perpetual motion')

  await desk.getByLabel('First posts that wait').fill('7')
  await desk.getByRole('button', { name: 'Try on last month’s posts' }).click()
  await expect(desk.getByText('Nothing is saved yet.')).toBeVisible()
  await expect(desk.getByRole('row', { name: /A member’s posts until 7 of theirs were approved/ })).toBeVisible()
  await desk.goto(page)
  await expect(desk.getByLabel('First posts that wait')).toHaveValue('2')
})

test('they are the author’s: a guest is asked to sign in, a member is refused', async ({ visitors }) => {
  expect((await (await visitors.reader()).goto(page))?.status()).toBe(401)
  expect((await (await visitors.member('Curious')).goto(page))?.status()).toBe(403)
})
