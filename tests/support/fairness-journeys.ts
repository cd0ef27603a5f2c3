/** What people learn of decisions about them, and what they can do: the same with and without a script. */
import type { APIRequestContext } from '@playwright/test'
import { moderatorNamed } from './queue-journeys'
import { answer, author, decide, expect, handleOf, postWith, thread, unique } from './visitors'
import type { Visitors } from './visitors'

type Journey = (visitors: Visitors, request: APIRequestContext) => Promise<void>
const password = 'long enough password 1'

export const fairnessJourneys: Record<string, Journey> = {
  'a guest whose answer was rejected reads the statement on the receipt, appeals once, and reads another moderator’s answer': async (visitors, request) => {
    const [guest, first, second] = [await visitors.reader(), await visitors.signedIn(author), await visitors.reader()]
    await moderatorNamed(request, second)
    const text = `An unclear thought ${unique()}`
    await guest.goto(thread)
    await answer(guest, text, 'A passer-by')
    const receipt = await postWith(guest, text).getByRole('link', { name: 'Its receipt' }).getAttribute('href') ?? ''
    await decide(first, text, 'Reject', 'Say which equation you mean.')

    await guest.goto(receipt)
    await expect(guest.getByText('Your answer was not published.')).toBeVisible()
    await expect(guest.getByText('Say which equation you mean.')).toBeVisible()
    await expect(guest.getByText(/^Decided by the author on /)).toBeVisible()
    await guest.getByRole('textbox', { name: 'Your appeal' }).fill('It is equation 7, as I say.')
    await guest.getByRole('button', { name: 'Appeal' }).click()
    await expect(guest.getByText('Your appeal waits.')).toBeVisible()
    await expect(guest.getByRole('textbox', { name: 'Your appeal' })).toHaveCount(0)

    await second.goto('/moderation?show=appeals')
    const item = second.getByRole('article').filter({ hasText: text })
    await expect(item.getByText('It is equation 7, as I say.')).toBeVisible()
    await item.getByRole('button', { name: 'Uphold' }).click()
    await expect(item).toBeHidden()
    await guest.goto(receipt)
    await expect(guest.getByText('Your appeal was read, and the decision stands.')).toBeVisible()
  },

  'a guest changes a published answer: readers see the former text until a moderator lets the change through': async visitors => {
    const [guest, stranger, moderator] = [await visitors.reader(), await visitors.reader(), await visitors.signedIn(author)]
    const text = `A first thought ${unique()}`
    const better = `A better thought ${unique()}`
    await guest.goto(thread)
    await answer(guest, text, 'A passer-by')
    const receipt = await postWith(guest, text).getByRole('link', { name: 'Its receipt' }).getAttribute('href') ?? ''
    await decide(moderator, text, 'Approve')

    await guest.goto(receipt)
    await guest.getByText('Change it', { exact: true }).click()
    await guest.getByRole('textbox', { name: 'Your answer' }).fill(better)
    await guest.getByRole('button', { name: 'Save' }).click()
    await expect(guest.getByText('Your change waits for review;')).toBeVisible()
    await expect(guest.getByText('readers still see the former text.')).toBeVisible()
    await expect(guest.locator('[data-body]', { hasText: text })).toBeVisible()
    await stranger.goto(thread)
    await expect(postWith(stranger, text)).toBeVisible()
    expect(await stranger.content()).not.toContain(better)

    await moderator.goto('/moderation?show=edits')
    await moderator.getByRole('article').filter({ hasText: better.slice(-12) }).getByRole('button', { name: 'Approve' }).click()
    await expect(async () => {
      await stranger.goto(thread)
      await expect(postWith(stranger, better)).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 5_000 })
    await guest.goto(receipt)
    await expect(guest.getByText('Your change waits for review;')).toHaveCount(0)
  },

  'who is suspended is told at the door until when and why, appeals there, and is let in again with the posts shown': async (visitors, request) => {
    const [member, moderator, second, reader] = [await visitors.member('Rude'), await visitors.signedIn(author), await visitors.reader(), await visitors.reader()]
    await moderatorNamed(request, second)
    const handle = await handleOf(member)
    const text = `A rude remark ${unique()}`
    await member.goto(thread)
    await answer(member, text)
    await expect(postWith(member, text)).toBeVisible()
    await decide(moderator, text, 'Approve')

    await moderator.goto(`/moderation/people/${handle}`)
    await moderator.getByLabel('Reason, told to the person').fill('Insults three people.')
    await moderator.getByRole('radio', { name: /^Is hidden while the suspension stands/ }).check()
    await moderator.getByRole('button', { name: 'Suspend' }).click()
    await expect(moderator.getByText(/^Suspended until \d+ \w+ \d{4}\.$/)).toBeVisible()
    await expect(moderator.getByText('1 post is hidden by it.')).toBeVisible()
    await reader.goto(thread)
    expect(await reader.content()).not.toContain(text)
    expect((await member.goto('/settings'))?.status()).toBe(401)

    await signInAs(member, handle)
    await expect(member.getByRole('alert')).toContainText('This account is suspended until')
    await expect(member.getByRole('alert')).toContainText('Insults three people.')
    await member.getByRole('link', { name: 'Read what was decided, and appeal' }).click()
    await expect(member.getByRole('heading', { name: /^You are suspended until/ })).toBeVisible()
    await member.getByRole('textbox', { name: 'Your appeal' }).fill('I was provoked.')
    await member.getByRole('button', { name: 'Appeal' }).click()
    await expect(member.getByText('Your appeal waits.')).toBeVisible()

    await second.goto('/moderation/people')
    await expect(second.getByText('I was provoked.').first()).toBeVisible()
    await second.goto(`/moderation/people/${handle}`)
    await second.getByRole('button', { name: 'End the suspension' }).first().click()
    await expect(second.getByRole('heading', { name: 'Suspend', exact: true })).toBeVisible()
    await signInAs(member, handle)
    await member.waitForURL(url => !url.pathname.startsWith('/signin'))
    await expect(async () => {
      await reader.goto(thread)
      await expect(postWith(reader, text)).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 5_000 })
  },

  'a member whose answer was hidden finds the statement from the thread': async visitors => {
    const [member, moderator] = [await visitors.member('Quiet'), await visitors.signedIn(author)]
    const text = `A stray remark ${unique()}`
    await member.goto(thread)
    await answer(member, text)
    await expect(postWith(member, text)).toBeVisible()
    await decide(moderator, text, 'Hide', 'It is off the question.')
    await member.goto(thread)
    await postWith(member, text).getByRole('link', { name: 'What was decided, and what you can do' }).click()
    await expect(member.getByRole('heading', { name: 'Your answer was not published.' })).toBeVisible()
    await member.getByRole('textbox', { name: 'Your appeal' }).fill('It answers the second half.')
    await member.getByRole('button', { name: 'Appeal' }).click()
    await expect(member.getByText('Your appeal waits.')).toBeVisible()
  },

  'everybody reads in the log what was done and why, and nobody’s name': async visitors => {
    const [guest, moderator, reader] = [await visitors.reader(), await visitors.signedIn(author), await visitors.reader()]
    const [text, name, why] = [`A stray remark ${unique()}`, `Barnaby ${unique()}`, `Off the question, see ${unique()}.`]
    await guest.goto(thread)
    await answer(guest, text, name)
    await expect(postWith(guest, text)).toBeVisible()
    await decide(moderator, text, 'Reject', why)
    await reader.goto('/about')
    await reader.getByRole('link', { name: 'moderation log' }).click()
    const line = reader.getByRole('row').filter({ hasText: why })
    await expect(line).toContainText('The author')
    await expect(line).toContainText('did not publish')
    await expect(line.getByRole('link')).toHaveCount(0)
    const page = await reader.content()
    expect([page.includes(text), page.includes(name)]).toEqual([false, false])
  },

  'moderators keep notes on a person, which the person’s own page does not show': async visitors => {
    const [member, moderator] = [await visitors.member('Noted'), await visitors.signedIn(author)]
    const handle = await handleOf(member)
    const words = `Writes as Noor too ${unique()}`
    await moderator.goto(`/moderation/people/${handle}`)
    await moderator.getByLabel('A note').fill(words)
    await moderator.getByRole('button', { name: 'Keep the note' }).click()
    await expect(moderator.getByText(words)).toBeVisible()
    for (const path of [`/people/${handle}`, '/settings']) {
      await member.goto(path)
      expect(await member.content()).not.toContain(words)
    }
    expect((await member.goto(`/moderation/people/${handle}`))?.status()).toBe(403)
    await moderator.getByRole('button', { name: 'Delete this note' }).click()
    await expect(moderator.getByText(words)).toHaveCount(0)
  },
}

async function signInAs(page: Awaited<ReturnType<Visitors['reader']>>, handle: string): Promise<void> {
  await page.goto('/signin')
  await page.getByLabel('E-mail').first().fill(`${handle}@example.org`)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
