import type { Page } from '@playwright/test'
import { faultsIn } from '../support/axe'
import { answer, author, expect, handleOf, postWith, published, test, thread, unique } from '../support/visitors'
import type { Visitors } from '../support/visitors'

type Room = { name: string; open: (visitors: Visitors) => Promise<Page> }

const rooms: Room[] = [
  { name: 'a thread with a held answer and a refused one', open: async visitors => {
    const guest = await visitors.reader()
    await guest.goto(thread)
    await answer(guest, `Held ${unique()} $x^2$`, 'A passer-by')
    await expect(guest.getByText('Waiting for review.').first()).toBeVisible()
    await guest.getByRole('textbox', { name: 'Your answer' }).fill('')
    await guest.getByRole('button', { name: 'Post answer' }).click()
    await expect(guest.getByText('Write something first.').first()).toBeVisible()
    return guest
  } },
  { name: 'a thread as its author sees it, with a comment box and the menu', open: async visitors => {
    const { page, text } = await published(visitors)
    await postWith(page, text).getByRole('link', { name: 'Comment', exact: true }).click()
    await expect(page.getByRole('textbox', { name: 'Your comment' })).toBeFocused()
    return page
  } },
  { name: 'a flag over its thread', open: async visitors => {
    const { text } = await published(visitors)
    const reader = await visitors.reader()
    await reader.goto(thread)
    await reader.waitForLoadState('networkidle')
    await postWith(reader, text).getByRole('link', { name: 'Flag' }).click()
    await expect(reader.getByRole('dialog')).toBeVisible()
    return reader
  } },
  { name: 'the queue', open: async visitors => {
    const guest = await visitors.reader()
    await guest.goto(thread)
    await answer(guest, `To be read ${unique()}`, 'A passer-by')
    await expect(guest.getByText('Waiting for review.').first()).toBeVisible()
    return at(await visitors.signedIn(author), '/moderation')
  } },
  { name: 'the log', open: async visitors => at(await visitors.signedIn(author), '/moderation/log') },
  { name: 'the rules of the house', open: async visitors => at(await visitors.signedIn(author), '/moderation/rules') },
  { name: 'the form of a question', open: async visitors => at(await visitors.reader(), '/papers/pencil/ask') },
  ...(['comment', 'edit', 'delete', 'hide', 'flag', 'history', 'moderate'] as const).map(page => ({ name: `the page to ${page} a post`, open: async (visitors: Visitors) => {
    const written = await published(visitors)
    const link = await postWith(written.page, written.text).getByRole('link', { name: 'Link' }).getAttribute('href')
    return at(written.page, `/posts/${link?.split('/').at(-1) ?? ''}/${page}`)
  } })),
  { name: 'a receipt', open: async visitors => {
    const guest = await visitors.reader()
    const text = `By receipt ${unique()}`
    await guest.goto(thread)
    await answer(guest, text, 'A passer-by')
    return at(guest, await postWith(guest, text).getByRole('link', { name: 'Its receipt' }).getAttribute('href') ?? '')
  } },
  { name: 'a suspension', open: async visitors => {
    const handle = await handleOf(await visitors.member('Suspended'))
    return at(await visitors.signedIn(author), `/moderation/people/${handle}`)
  } },
]

async function at(page: Page, address: string): Promise<Page> {
  await page.goto(address)
  return page
}

for (const { name, open } of rooms) {
  test(`${name}: no fault for assistive technology and no sideways scroll, in each width and colour`, async ({ visitors }) => {
    test.slow()
    const page = await open(visitors)
    // Faults hang on the width (what is folded) or on the colours (contrast), so each of both is looked at once.
    for (const [width, scheme] of [[360, 'dark'], [1440, 'light']] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
      expect(await faultsIn(page), `${name} at ${width} px, ${scheme}`).toEqual([])
      expect(await page.getByRole('heading', { level: 1, includeHidden: true }).count()).toBe(1)
    }
    for (const width of [768, 320]) {
      await page.setViewportSize({ width, height: 700 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} at ${width} px`).toBe(0)
    }
  })
}
