/** What people do with their texts, the same with and without a script. Each takes the visitors and tells what it expects. */
import { answer, author, decide, expect, handleOf, postWith, published, thread, unique } from './visitors'
import type { Visitors } from './visitors'

type Journey = (visitors: Visitors) => Promise<void>

export const journeys: Record<string, Journey> = {
  'a guest answers, finds the answer by its receipt in another browser, and everybody reads it once approved': async visitors => {
    const [guest, stranger, elsewhere, moderator] = [await visitors.reader(), await visitors.reader(), await visitors.reader(), await visitors.signedIn(author)]
    const text = `A shorter path ${unique()}`
    await guest.goto(thread)
    await expect(guest.getByText('You are writing as a guest, so a moderator reads this before it appears.')).toBeVisible()
    await answer(guest, `${text} with $x^2$.`, 'A passer-by')
    const held = postWith(guest, text)
    await expect(held.getByText('Waiting for review.')).toBeVisible()
    await expect(held.locator('math')).toBeVisible()
    const receipt = await held.getByRole('link', { name: 'Its receipt' }).getAttribute('href')
    await stranger.goto(thread)
    expect(await stranger.content()).not.toContain(text)
    await elsewhere.goto(receipt ?? '')
    await expect(elsewhere.locator('[data-body]', { hasText: text })).toBeVisible()
    await expect(elsewhere.getByText('Waiting for review.')).toBeVisible()
    await decide(moderator, text, 'Approve')
    await expect(async () => {
      await stranger.goto(thread)
      await expect(postWith(stranger, text)).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 5_000 })
    await elsewhere.reload()
    await expect(elsewhere.getByText('Published.')).toBeVisible()
  },

  'a rejected guest reads why, sends the answer once more, and it is held again': async visitors => {
    const [guest, moderator] = [await visitors.reader(), await visitors.signedIn(author)]
    const text = `An unclear thought ${unique()}`
    await guest.goto(thread)
    await answer(guest, text, 'A passer-by')
    const receipt = await postWith(guest, text).getByRole('link', { name: 'Its receipt' }).getAttribute('href')
    await decide(moderator, text, 'Reject', 'Say which equation you mean.')
    await guest.goto(receipt ?? '')
    await expect(guest.getByText('Not published.')).toBeVisible()
    await expect(guest.getByText('Say which equation you mean.')).toBeVisible()
    await guest.getByRole('textbox', { name: 'Your answer' }).fill(`${text}, of equation 7.`)
    await guest.getByRole('button', { name: 'Save' }).click()
    await expect(guest.getByText('Waiting for review.')).toBeVisible()
    await expect(guest.locator('[data-body]', { hasText: `${text}, of equation 7.` })).toBeVisible()
  },

  'a member upvotes once, finds the vote again, and takes it back': async visitors => {
    const { text } = await published(visitors)
    const member = await visitors.member('Voter')
    await member.goto(thread)
    const vote = postWith(member, text).getByRole('button', { name: 'Upvote' }).first()
    const score = postWith(member, text).locator('[data-score]').first()
    await vote.click()
    await expect(vote).toHaveAttribute('aria-pressed', 'true')
    await expect(score).toHaveText(/^1/)
    await member.waitForTimeout(300)
    await member.goto(thread)
    await expect(vote).toHaveAttribute('aria-pressed', 'true')
    await vote.click()
    await expect(vote).toHaveAttribute('aria-pressed', 'false')
    await expect(score).toHaveText(/^0/)
  },

  'nobody upvotes their own post, and is told why': async visitors => {
    const { text, page } = await published(visitors)
    await page.goto(thread)
    const vote = postWith(page, text).getByRole('button', { name: 'Upvote' }).first()
    await expect(vote).toBeDisabled()
    await expect(vote).toHaveAccessibleDescription('You cannot upvote your own post.')
  },

  'a guest who upvotes signs in, and the vote is cast on the way': async visitors => {
    const { text } = await published(visitors)
    const account = await visitors.member('Asked')
    const email = `${await handleOf(account)}@example.org`
    const guest = await visitors.reader()
    await guest.goto(thread)
    await postWith(guest, text).getByRole('button', { name: 'Upvote' }).first().click()
    await expect(guest.getByLabel('and upvote this answer')).toBeChecked()
    await guest.getByLabel('E-mail').first().fill(email)
    await guest.getByLabel('Password', { exact: true }).fill('long enough password 1')
    await guest.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(postWith(guest, text).getByRole('button', { name: 'Upvote' }).first()).toHaveAttribute('aria-pressed', 'true')
  },

  'a member comments, and the author replies under it': async visitors => {
    const { text, page } = await published(visitors)
    const member = await visitors.member('Commenter')
    const comment = `Which rate ${unique()}`
    await member.goto(thread)
    await postWith(member, text).getByRole('link', { name: 'Comment', exact: true }).click()
    const box = member.getByRole('textbox', { name: 'Your comment' })
    await box.fill(comment)
    await member.locator('form').filter({ has: box }).getByRole('button', { name: 'Post comment' }).click()
    await expect(postWith(member, comment).getByText('Waiting for review.')).toBeVisible()
    await decide(page, comment, 'Approve')
    await page.goto(thread)
    await postWith(page, comment).getByRole('link', { name: 'Reply' }).click()
    const reply = page.getByRole('textbox', { name: 'Your comment' })
    await reply.fill(`The paper gives two, ${comment}.`)
    await page.locator('form').filter({ has: reply }).getByRole('button', { name: 'Post comment' }).click()
    await expect(postWith(page, `The paper gives two, ${comment}.`)).toBeVisible()
  },

  'a refused answer comes back filled, with its error at the field': async visitors => {
    const guest = await visitors.reader()
    const text = `Nameless ${unique()}`
    await guest.goto(thread)
    await answer(guest, text)
    const name = guest.getByRole('textbox', { name: 'Your name' })
    await expect(name).toHaveAccessibleDescription('Give a name to post under, or sign in.')
    await expect(name).toBeFocused()
    await expect(guest.getByRole('textbox', { name: 'Your answer' })).toHaveValue(text)
    await expect(guest.getByRole('alert').filter({ hasText: 'Not posted.' })).toBeVisible()
  },

  'whoever edits what changed meanwhile gets both texts': async visitors => {
    const { text, page } = await published(visitors)
    const other = await visitors.signedIn(author)
    const edit = await postWith(page, text).getByRole('link', { name: 'Edit' }).getAttribute('href')
    await page.goto(edit ?? '')
    await other.goto(edit ?? '')
    await page.getByRole('textbox', { name: 'Your answer' }).fill(`${text}, first`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(postWith(page, `${text}, first`)).toBeVisible()
    await other.getByRole('textbox', { name: 'Your answer' }).fill(`${text}, second`)
    await other.getByRole('button', { name: 'Save' }).click()
    await expect(other.getByText('This was changed while you were editing.')).toBeVisible()
    await expect(other.getByRole('textbox', { name: 'Your answer' })).toHaveValue(`${text}, second`)
    await expect(other.locator('pre', { hasText: `${text}, first` })).toBeVisible()
    await other.getByRole('button', { name: 'Save' }).click()
    await expect(postWith(other, `${text}, second`)).toBeVisible()
    await postWith(other, `${text}, second`).getByRole('link', { name: 'edited' }).click()
    await expect(other.locator('ins', { hasText: 'second' })).toBeVisible()
    await expect(other.locator('del', { hasText: 'first' })).toBeVisible()
  },

  'a guest asks a question, which has a page for its writer only until it is approved': async visitors => {
    const [guest, stranger, moderator] = [await visitors.reader(), await visitors.reader(), await visitors.signedIn(author)]
    const title = `Does it hold for ${unique()}?`
    await guest.goto('/papers/pencil/ask')
    await guest.getByRole('textbox', { name: 'Title' }).fill(title)
    await guest.getByLabel('Kind of place').selectOption('Equation')
    await guest.getByLabel('Which one').fill('(7)')
    await guest.getByRole('textbox', { name: 'Your question' }).fill('I could not see it from the table.')
    await guest.getByRole('textbox', { name: 'Your name' }).fill('A passer-by')
    await guest.getByRole('button', { name: 'Ask question' }).click()
    await expect(guest.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(guest.getByText('Waiting for review.')).toBeVisible()
    await expect(guest.getByText('Eq. (7)')).toBeVisible()
    expect((await stranger.goto(guest.url()))?.status()).toBe(404)
    await decide(moderator, title, 'Approve')
    expect((await stranger.goto(guest.url()))?.status()).toBe(200)
  },

  'a flag reaches the queue with its reason, and its reader learns what came of it': async visitors => {
    const [guest, page, reader] = [await visitors.reader(), await visitors.signedIn(author), await visitors.member('Flagger')]
    const text = `Off the question ${unique()}`
    await guest.goto(thread)
    await answer(guest, text, 'A passer-by')
    await expect(postWith(guest, text)).toBeVisible()
    await decide(page, text, 'Approve')
    await reader.goto(thread)
    const link = postWith(reader, text).getByRole('link', { name: 'Flag' }).first()
    const address = await link.getAttribute('href')
    await link.click()
    await reader.getByLabel('It is off the question').check()
    await reader.getByRole('button', { name: 'Send the flag' }).click()
    await expect(reader.getByText('A moderator will look.').first()).toBeVisible()
    await page.goto('/moderation?show=flagged')
    await expect(page.getByRole('article').filter({ hasText: text }).getByText('It is off the question')).toBeVisible()
    await decide(page, text, 'Approve')
    await reader.goto(address ?? '')
    await expect(reader.getByText('A moderator has looked, and the post stays.')).toBeVisible()
  },

  'the author endorses a guest’s answer, and takes a hostile one down': async visitors => {
    const [guest, moderator, stranger] = [await visitors.reader(), await visitors.signedIn(author), await visitors.reader()]
    const [good, bad] = [`Worth endorsing ${unique()}`, `Worth nothing ${unique()}`]
    for (const text of [good, bad]) {
      await guest.goto(thread)
      await answer(guest, text, 'A passer-by')
      await expect(postWith(guest, text)).toBeVisible()
      await decide(moderator, text, 'Approve')
    }
    await moderator.goto(thread)
    await postWith(moderator, good).getByRole('button', { name: 'Endorse' }).click()
    await expect(postWith(moderator, good).getByText(/^Endorsed by/)).toBeVisible()
    await postWith(moderator, bad).getByRole('link', { name: 'Hide' }).click()
    await moderator.getByLabel('In your words').fill('Attacks a person.')
    await moderator.getByRole('button', { name: 'Hide' }).click()
    await expect(moderator.getByRole('dialog')).toHaveCount(0)
    await stranger.goto(thread)
    await expect(postWith(stranger, good).getByText(/^Endorsed by/)).toBeVisible()
    expect(await stranger.content()).not.toContain(bad)
    await moderator.goto('/moderation/log')
    await expect(moderator.getByRole('row').filter({ hasText: 'Attacks a person.' }).first()).toContainText('hid')
  },

  'a locked thread takes answers from moderators only': async visitors => {
    const [moderator, stranger] = [await visitors.signedIn(author), await visitors.reader()]
    await moderator.goto('/papers/pencil/ask')
    await moderator.getByRole('textbox', { name: 'Title' }).fill(`To be locked ${unique()}`)
    await moderator.getByRole('textbox', { name: 'Your question' }).fill('It will be locked.')
    await moderator.getByRole('button', { name: 'Ask question' }).click()
    await moderator.waitForURL(/\/questions\/\d+/)
    const place = moderator.url().split('#')[0] ?? ''
    await moderator.goto(place)
    await moderator.getByRole('button', { name: 'Lock' }).click()
    await expect(moderator.getByText('Locked.', { exact: true })).toBeVisible()
    await stranger.goto(place)
    await expect(stranger.getByText('A moderator has locked this thread.')).toBeVisible()
    await expect(stranger.getByRole('textbox', { name: 'Your answer' })).toHaveCount(0)
    await moderator.goto(place)
    await answer(moderator, 'One last word.')
    await expect(postWith(moderator, 'One last word.')).toBeVisible()
  },
}
