/** Cards over links that lead to places of this site: by pointer, by keyboard, and away by Escape. */
import { answered, aThread } from '../support/live-threads'
import { expect, test } from '../support/visitors'

test('a card comes by hovering and by focus, can be pointed at, and goes by Escape', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 1), await visitors.reader()]
  const id = await answered(thread, `See #post-${thread.answers[0] ?? 0} and [[pencil]].`)
  await reader.goto(thread.path)
  const link = reader.locator(`#post-${id} .said a`, { hasText: '#post-' })
  const card = reader.getByRole('group', { name: 'In brief' })

  await link.hover()
  await expect(card).toBeVisible()
  await card.hover()
  await reader.mouse.move(0, 0)
  await expect(card).toHaveCount(0)

  await reader.keyboard.press('Tab')
  await link.focus()
  await expect(card).toBeVisible()
  await reader.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await expect(link).toBeFocused()

  await reader.locator(`#post-${id} .said a`, { hasText: 'pencil' }).hover()
  await expect(card.getByText('Probabilistic', { exact: false }).first()).toBeVisible()
})

test('a card sets formulas as posts do', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors), await visitors.reader()]
  const told = await answered(thread, 'Here $\\mathcal{L}_c$ is bounded by $y^d$, see')
  const id = await answered(thread, `See #post-${told}.`)
  await reader.goto(thread.path)
  await reader.locator(`#post-${id} .said a`, { hasText: '#post-' }).hover()
  const card = reader.getByRole('group', { name: 'In brief' })
  await expect(card.getByRole('math')).toHaveCount(2)
  await expect(card).not.toContainText('$')
})

test('what is mentioned says where', async ({ visitors }) => {
  const [thread, reader] = [await aThread(visitors, 1), await visitors.reader()]
  const first = thread.answers[0] ?? 0
  const id = await answered(thread, `As #post-${first} says.`)
  await reader.goto(thread.path)
  await expect(reader.locator(`#post-${first} .mentioned a`)).toHaveAttribute('href', new RegExp(`#post-${id}$`))
})
