import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandLine } from '../support/command-line'

const aSite = commandLine()

const list = (remark: string) => `## Methods\n\n- **On sorting** 👍\n  - ${remark}\n`

test('a paper is assessed by the command line; a file that changed too waits for a choice, which is made there', { timeout: 120_000 }, async () => {
  const site = await aSite()
  writeFileSync(site.file('list.md'), list('It is stable'))
  writeFileSync(site.file('notes.md'), '- It is stable\n  - under ties\n')
  await site.json('import', 'list.md')

  expect(await site.json('assess', 'on-sorting', '--rating', 'down', '--remark', 'Hm', '--notes-file', 'notes.md')).toEqual({ slug: 'on-sorting', rating: 'down', mark: '👎', remark: 'Hm', notes: '- It is stable\n  - under ties', fromFile: null })
  expect(await site.json('import', 'list.md')).toMatchObject({ added: [], changed: [], removed: [], conflicts: [] })
  writeFileSync(site.file('list.md'), list('It is stable, and slow'))
  const both = await site.forum(['import', 'list.md', '--dry-run'])
  expect([both.code, both.out.includes('! On sorting: rating or notes were changed on the site and in the file.')]).toEqual([0, true])
  expect(await site.json('import', 'list.md')).toMatchObject({ changed: [], conflicts: [{ paper: 'On sorting', slug: 'on-sorting' }] })

  expect((await site.forum(['assess', 'on-sorting'])).out).toBe('On sorting\nRating: 👎\nRemark: Hm\n- It is stable\n  - under ties\nThe file says something else, and a choice waits (--take site|file):\nRating: 👍\n- It is stable, and slow\n')
  expect(await site.json('assess', 'on-sorting', '--take', 'file')).toMatchObject({ rating: 'up', remark: null, notes: '- It is stable, and slow', fromFile: null })
  expect((await site.forum(['assess', 'on-sorting', '--take', 'site'])).err).toBe('Nothing waits for a choice on on-sorting.\n')
  await site.json('export', 'out', '--format', 'markdown')
  expect(readFileSync(`${site.file('out')}/reading-list.md`, 'utf8')).toContain('- It is stable, and slow')
  expect((await site.forum(['doctor'])).out).toBe('Nothing is wrong.\n')
})

test('called wrongly, or on what is not there, nothing is assessed', { timeout: 60_000 }, async () => {
  const site = await aSite('sqlite')
  writeFileSync(site.file('bytes.md'), Buffer.from([0xc3, 0x28]))
  for (const args of [[], ['a', 'b'], ['a', '--rating', 'sideways'], ['a', '--take', 'both'], ['a', '--take', 'site', '--remark', 'x']]) expect((await site.forum(['assess', ...args])).code).toBe(2)
  expect((await site.forum(['assess', 'none'])).err).toBe('There is no paper none.\n')
  for (const name of ['bytes.md', 'nowhere.md']) expect((await site.forum(['assess', 'none', '--notes-file', name])).code).toBe(1)
})
