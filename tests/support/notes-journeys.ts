/** What an author does with rating and notes, the same with and without a script. Each project has papers of its own. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { test as running } from '@playwright/test'
import { answer, author, expect, postWith, thread, unique } from './visitors'
import type { Visitors } from './visitors'

type Journey = (visitors: Visitors, papers: { edited: string; settled: string }) => Promise<void>

export const journeys: Record<string, Journey> = {
  'an author edits rating and notes from the paper’s page, and everybody reads them': async (visitors, { edited }) => {
    const [page, reader] = [await visitors.signedIn(author), await visitors.reader()]
    const note = `Read twice ${unique()}`
    await page.goto(`/papers/${edited}`)
    await page.getByRole('link', { name: 'Edit notes' }).click()
    await page.getByRole('radio', { name: 'Down' }).check()
    await page.getByRole('textbox', { name: 'Remark' }).fill('Worth another look')
    await page.getByRole('textbox', { name: 'Notes' }).fill(`- ${note}\n  - and $x^2$ below it`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(url => url.pathname === `/papers/${edited}`)
    await reader.goto(`/papers/${edited}`)
    const margin = reader.getByRole('complementary', { name: 'Author’s notes' })
    await expect(margin.getByText(note)).toBeVisible()
    await expect(margin.getByText('Rated down')).toBeVisible()
    await expect(margin.locator('math')).toBeVisible()
    await expect(reader.getByRole('link', { name: 'Edit notes' })).toBeHidden()
  },

  'of two tabs the second is told, keeps its text, sees both, and may then save': async (visitors, { edited }) => {
    const [first, second] = [await visitors.signedIn(author), await visitors.signedIn(author)]
    const [one, two] = [`First tab ${unique()}`, `Second tab ${unique()}`]
    const form = `/reading-list/papers/${edited}`
    await first.goto(form)
    await second.goto(form)
    await first.getByRole('textbox', { name: 'Notes' }).fill(`- ${one}`)
    await first.getByRole('button', { name: 'Save' }).click()
    await first.waitForURL(url => url.pathname === `/papers/${edited}`)
    await second.getByRole('textbox', { name: 'Notes' }).fill(`- ${two}`)
    await second.getByRole('button', { name: 'Save' }).click()
    await expect(second.getByText('This was changed while you were editing.')).toBeVisible()
    await expect(second.getByRole('textbox', { name: 'Notes' })).toHaveValue(`- ${two}`)
    await expect(second.getByRole('heading', { name: 'How yours differs from the present text' })).toBeVisible()
    await expect(second.getByRole('region', { name: 'The present text' }).getByText(one)).toBeVisible()
    await second.getByRole('button', { name: 'Save' }).click()
    await second.waitForURL(url => url.pathname === `/papers/${edited}`)
    await expect(second.getByText(two).first()).toBeAttached()
  },

  'a good answer becomes a note that says whose it is; hidden, the note stays and names nobody': async visitors => {
    const [page, member, reader] = [await visitors.signedIn(author), await visitors.member('Writer'), await visitors.reader()]
    const [text, note] = [`The third stage repeats the first ${unique()}.`, `Stages repeat ${unique()}`]
    await member.goto(thread)
    await answer(member, text)
    const held = page.getByRole('article').filter({ hasText: text })
    // The answer may still be on its way.
    await expect(async () => {
      await page.goto('/moderation')
      await expect(held).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await held.getByRole('button', { name: 'Approve' }).click()
    await expect(async () => {
      await page.goto(thread)
      await expect(postWith(page, text)).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 10_000 })
    await postWith(page, text).getByRole('link', { name: 'Note', exact: true }).click()
    await expect(page.getByRole('textbox', { name: 'Your note' })).toHaveValue(text)
    await page.getByRole('textbox', { name: 'Your note' }).fill(note)
    await page.getByRole('button', { name: 'Add the note' }).click()
    await page.waitForURL(url => url.pathname.startsWith('/papers/'))
    await reader.goto(thread)
    const noted = reader.getByRole('complementary', { name: 'Author’s notes' }).getByRole('listitem').filter({ hasText: note })
    await noted.getByRole('link', { name: 'From an answer by Writer' }).click()
    await expect(postWith(reader, text)).toBeVisible()
    await page.goto(`/posts/${/post-(\d+)/.exec(reader.url())?.[1] ?? ''}/hide`)
    await page.getByRole('button', { name: 'Hide' }).click()
    await expect(async () => {
      await reader.goto('/papers/pencil')
      await expect(noted).toBeVisible({ timeout: 500 })
      await expect(reader.getByRole('link', { name: 'From an answer by Writer' }).filter({ visible: true })).toHaveCount(0, { timeout: 500 })
    }).toPass({ timeout: 10_000 })
  },

  'where the file changed too, both are shown, the site’s stands until it is settled, and nothing is lost': async (visitors, { settled }) => {
    const page = await visitors.signedIn(author)
    const [here, there] = [`Here ${unique()}`, `There ${unique()}`]
    const exported = await (await page.request.get('/reading-list/export')).text()
    await page.goto(`/reading-list/papers/${settled}`)
    const title = await page.locator('.desk-form > p').first().innerText()
    await page.getByRole('textbox', { name: 'Notes' }).fill(`- ${here}`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(url => url.pathname === `/papers/${settled}`)
    await importByOperator(exported.replace(new RegExp(`(.*${title.replace(/[()]/g, '\\$&')}.*)`), `$1\n  - ${there}`))
    await page.goto('/reading-list')
    const choice = page.getByRole('region', { name: title })
    await expect(choice.locator('del', { hasText: here.split(' ')[1] ?? here })).toBeVisible()
    await expect(choice.locator('ins', { hasText: there.split(' ')[1] ?? there }).first()).toBeVisible()
    await choice.getByRole('link', { name: 'Put both together' }).click()
    await page.getByRole('textbox', { name: 'Notes' }).fill(`- ${here}\n- ${there}`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.waitForURL(url => url.pathname === `/papers/${settled}`)
    await page.goto('/reading-list')
    await expect(page.getByRole('region', { name: title })).toHaveCount(0)
    await expect(page.getByRole('textbox', { name: 'reading-list.md' })).toHaveValue(new RegExp(`- ${here}\n[^]*- ${there}`))
  },
}

/** Imports a list as the operator does, by the command line beside the running server. */
async function importByOperator(list: string): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-list-'))
  const file = path.join(folder, 'list.md')
  writeFileSync(file, list)
  const env = running.info().config.webServer?.env ?? {}
  try {
    await promisify(execFile)(process.execPath, ['dist/forum.mjs', 'import', file], { env: { ...process.env, ...env, NODE_ENV: 'production', INIT_CWD: folder } })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
