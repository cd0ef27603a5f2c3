import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandLine } from '../support/command-line'
import { engine } from '../support/database'

const aSite = commandLine()
const sample = path.resolve('content/reading-list.md')
const imported = z.object({
  applied: z.boolean(), found: z.strictObject({ topics: z.number(), papers: z.number(), up: z.number(), down: z.number(), unrated: z.number(), notes: z.number(), questions: z.number() }),
  added: z.array(z.object({ kind: z.enum(['topic', 'paper', 'note', 'question']), title: z.string(), paper: z.string().optional() })),
  changed: z.array(z.unknown()), removed: z.array(z.unknown()), unchanged: z.number(), problems: z.array(z.object({ line: z.number(), text: z.string() })),
})

test('called without a command it lists all; called wrongly it says how, on standard error, with code 2', { timeout: 60_000 }, async () => {
  const site = await aSite('sqlite')

  const all = await site.forum([])
  expect([all.code, all.err]).toEqual([0, ''])
  for (const name of ['import', 'export', 'import-json', 'user', 'token', 'moderation', 'rules', 'backup', 'restore', 'seed', 'doctor']) expect(all.out).toMatch(new RegExp(`^  ${name} +\\w`, 'm'))

  const wrong = await Promise.all([['paint'], ['import'], ['import', 'a', 'b'], ['user', 'add', 'x'], ['user', 'dance'], ['token', 'create', 'x', '--scope', 'all'], ['seed', '--papers', 'many'], ['moderation', 'decide', 'x', 'hide'], ['export', 'x', '--format', 'pdf'], ['doctor', '--deep']]
    .map(args => site.forum(args)))
  for (const ran of wrong) {
    expect([ran.code, ran.out]).toEqual([2, ''])
    expect(ran.err).toMatch(/npm run -s forum -- \w+/)
  }
})

test('a reading list is looked at with --dry-run, then imported, and the second time nothing changes', { timeout: 60_000 }, async () => {
  const site = await aSite()

  const looked = imported.parse(await site.json('import', sample, '--dry-run'))
  expect([looked.applied, looked.found.papers, looked.added.length > 40]).toEqual([false, 23, true])
  const done = imported.parse(await site.json('import', sample))
  expect([done.applied, done.added.length, done.found]).toEqual([true, looked.added.length, { topics: 2, papers: 23, up: 11, down: 11, unrated: 1, notes: done.found.notes, questions: 5 }])
  const again = imported.parse(await site.json('import', sample))
  expect([again.added, again.changed, again.removed, again.unchanged]).toEqual([[], [], [], done.added.length])
})

test('what is no reading list is refused in one sentence and changes nothing', { timeout: 60_000 }, async () => {
  const site = await aSite('sqlite')
  writeFileSync(site.file('binary.md'), Buffer.from([0x4d, 0x5a, 0, 0, 1, 2, 3]))
  writeFileSync(site.file('latin.md'), Buffer.from([0x23, 0x20, 0xe4, 0xf6, 0xfc]))
  writeFileSync(site.file('huge.md'), Buffer.alloc(50 * 1024 * 1024, 'a paper\n'))
  writeFileSync(site.file('deep.md'), `${'> '.repeat(10_000)}a paper`)
  writeFileSync(site.file('empty.md'), '')
  mkdirSync(site.file('folder.md'))

  for (const name of ['binary.md', 'latin.md', 'huge.md', 'deep.md', 'empty.md', 'folder.md', 'nowhere.md']) {
    const ran = await site.forum(['import', name])
    expect([name, ran.code, ran.out, ran.err.trim().split('\n').length]).toEqual([name, 1, '', 1])
  }
  expect((await site.forum(['export', 'out', '--format', 'bibtex'])).code).toBe(0)
  expect(readFileSync(`${site.file('out')}/papers.bib`, 'utf8')).toBe('')
})

test('the exported list imported into an empty site is exported as the same bytes', { timeout: 60_000 }, async () => {
  const site = await aSite()
  await site.json('import', sample)
  await site.json('export', 'out', '--format', 'markdown')
  const second = await aSite()

  await second.json('import', `${site.file('out')}/reading-list.md`)
  await second.json('export', 'out', '--format', 'markdown')

  const text = readFileSync(`${site.file('out')}/reading-list.md`, 'utf8')
  expect(text.length).toBeGreaterThan(3_000)
  expect(readFileSync(`${second.file('out')}/reading-list.md`, 'utf8')).toBe(text)
  await site.json('export', 'out', '--format', 'bibtex')
  expect(readFileSync(`${site.file('out')}/papers.bib`, 'utf8').match(/^@\w+\{/gm)?.length).toBe(23)
})

test('an account is added with a password from the input, listed, given a token and a link, suspended and let in again', { timeout: 60_000 }, async () => {
  const site = await aSite()

  const added = await site.forum(['user', 'add', 'alma', '--email', 'alma@example.org', '--role', 'moderator', '--password-stdin', '--json'], 'a long and rare password\n')
  expect([added.code, JSON.parse(added.out)]).toEqual([0, { id: 1, handle: 'alma', role: 'moderator' }])
  expect((await site.forum(['user', 'add', 'bela', '--email', 'bela@example.org', '--role', 'member', '--password-stdin'], 'short\n')).err).toBe('A password has at least 8 characters.\n')
  expect((await site.forum(['user', 'add', 'bela', '--email', 'alma@example.org', '--role', 'member'])).code).toBe(1)
  expect(await site.json('user', 'list')).toMatchObject({ people: [{ handle: 'alma', email: 'alma@example.org', role: 'moderator' }] })
  expect((await site.forum(['token', 'create', 'alma', '--scope', 'moderate', '--json'])).out).toMatch(/^\{"token":"colloquy_[\w-]{43}"\}\n$/)
  expect((await site.forum(['token', 'create', 'nobody-here', '--scope', 'read'])).err).toBe('Nobody here has the handle nobody-here.\n')
  expect((await site.forum(['user', 'link', 'alma'])).out).toMatch(/^http:\/\/localhost:3000\/signin\/link\?token=[\w-]{43}\n/)
  const nextYear = new Date().getUTCFullYear() + 1
  expect(await site.json('user', 'suspend', 'alma', '--until', `${nextYear}-01-31`, '--posts', 'hide')).toMatchObject({ handle: 'alma', until: `${nextYear}-01-31T23:59:59.999Z`, reason: 'Suspended by the operator of this site.', hidden: 0, left: 0 })
  expect((await site.forum(['user', 'list'])).out).toContain(`suspended until 31 January ${nextYear}`)
  expect((await site.forum(['user', 'suspend', 'alma', '--until', '2999-01-01'])).code).toBe(1)
  expect((await site.forum(['user', 'suspend', 'alma', '--posts', 'burn'])).code).toBe(2)
  expect((await site.forum(['user', 'suspend', 'alma', '--until', '1990-01-01'])).code).toBe(1)
  const misused = await site.forum(['user', 'suspend', 'alma', '--until', 'soon'])
  expect(misused.err).toContain('[--reason TEXT]')
  expect(misused.err).toContain('without --reason: "Suspended by the operator of this site."')
  expect(await site.json('user', 'unsuspend', 'alma', '--posts', 'restore')).toMatchObject({ handle: 'alma', restored: 0, left: 0 })
})

test('a member stands in as a moderator until a day, or until that is ended', { timeout: 60_000 }, async () => {
  const site = await aSite()
  await site.forum(['user', 'add', 'cyd', '--email', 'cyd@example.org', '--role', 'member'])
  const soon = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10)
  expect(await site.json('user', 'appoint', 'cyd', '--until', soon)).toMatchObject({ handle: 'cyd', until: `${soon}T23:59:59.999Z` })
  expect((await site.forum(['user', 'appoint', 'cyd', '--until', '2020-01-01'])).code).toBe(1)
  for (const misuse of [[], ['--until', 'soon'], ['--until', soon, '--end']]) expect((await site.forum(['user', 'appoint', 'cyd', ...misuse])).code).toBe(2)
  expect((await site.forum(['user', 'appoint', 'cyd', '--end'])).out).toBe('cyd stands in as a moderator no longer.\n')
  expect((await site.forum(['user', 'appoint', 'cyd', '--end'])).code).toBe(1)
})

test('invented papers come after those of the list, as if the site had been started before; a large load is refused where people have posted', { timeout: 60_000 }, async () => {
  const site = await aSite()

  await site.json('seed', '--papers', '4', '--questions', '6', '--answers', '10', '--users', '5')
  const again = await site.json('seed', '--papers', '3', '--questions', '0', '--answers', '0', '--users', '0')
  const many = await site.forum(['seed', '--questions', '20000'])

  expect(again).toMatchObject({ papers: 3 })
  expect([many.code, many.out, many.err.split('\n').length]).toEqual([1, '', 2])
  expect(many.err).toMatch(/^People have posted on this site already/)
  expect(imported.parse(await site.json('import', sample, '--dry-run'))).toMatchObject({ added: [] })
  expect((await site.forum(['doctor'])).out).toBe('Nothing is wrong.\n')
})

test('the queue is listed and decided on; a decision that comes too late is refused', { timeout: 60_000 }, async () => {
  const site = await aSite()
  await site.json('seed', '--papers', '4', '--questions', '20', '--answers', '60', '--users', '20')
  const queue = z.object({ items: z.array(z.object({ id: z.number(), state: z.string(), heldWhy: z.array(z.string()), body: z.string() })) })
  const { items } = queue.parse(await site.json('moderation', 'list'))
  const [held] = items.filter(item => item.state === 'held')

  expect(held?.heldWhy.length).toBeGreaterThan(0)
  expect(await site.json('moderation', 'decide', String(held?.id), 'approve')).toEqual({ id: held?.id, decision: 'approve' })
  const late = await site.forum(['moderation', 'decide', String(held?.id), 'approve'])
  expect((await site.forum(['moderation', 'decide', '999999', 'hide'])).code).toBe(1)

  expect([late.code, late.err]).toEqual([1, 'The operator decided this already: approve. Nothing was changed.\n'])
  expect(queue.parse(await site.json('moderation', 'list')).items.map(item => item.id)).not.toContain(held?.id)
  expect((await site.forum(['doctor'])).out).toBe('Nothing is wrong.\n')
})

test('the doctor names what others may read, a missing list and a missing database, and mends what it can', { timeout: 60_000 }, async () => {
  const site = await aSite()
  expect((await site.forum(['doctor'])).code).toBe(1)
  await site.json('import', sample)
  expect(await site.json('doctor')).toEqual({ ok: true, faults: [] })

  mkdirSync(site.dataDir, { recursive: true })
  writeFileSync(`${site.dataDir}/notes`, 'mine', { mode: 0o600 })
  chmodSync(`${site.dataDir}/notes`, 0o644)
  site.env['READING_LIST'] = '/nowhere/list.md'
  const found = await site.forum(['doctor', '--json'])
  expect([found.code, found.err]).toEqual([1, '2 faults found.\n'])
  expect(JSON.parse(found.out)).toMatchObject({ ok: false, faults: [{ what: 'There is no reading list at /nowhere/list.md.' }, { what: `Others on this machine may read ${site.dataDir}/notes (mode 644).` }] })

  delete site.env['READING_LIST']
  expect((await site.forum(['doctor', '--mend'])).out).toBe('Nothing is wrong.\n')
  expect(statSync(`${site.dataDir}/notes`).mode & 0o777).toBe(0o600)
})

test('a wrong configuration and a database that cannot be used are one sentence, not a trace', { timeout: 60_000 }, async () => {
  const site = await aSite('sqlite')
  mkdirSync(site.dataDir)
  writeFileSync(`${site.dataDir}/forum.db`, 'this is no database, but it is long enough to be looked at')
  const damaged = await site.forum(['user', 'list'])
  const doctor = await site.forum(['doctor'])
  site.env['PORT'] = 'harbour'
  const wrong = await site.forum(['user', 'list'])

  expect([damaged.code, damaged.err.trim().split('\n').length]).toEqual([1, 1])
  expect(damaged.err).toContain('damaged')
  expect([doctor.code, doctor.out.includes('The database cannot be opened')]).toEqual([1, true])
  expect([wrong.code, wrong.err.startsWith('PORT is wrong')]).toEqual([1, true])
  expect((await site.forum(['backup', 'x.backup'])).code).toBe(1)
  Object.assign(site.env, { PORT: '', DATA_DIR: `${site.dataDir}/forum.db/below` })
  const nowhere = await site.forum(['user', 'list'])
  expect([nowhere.code, nowhere.err.startsWith('DATA_DIR is wrong: ')]).toEqual([1, true])
})

test.runIf(engine === 'postgres')('(on PostgreSQL, which may be away) a PostgreSQL that does not answer is one sentence', { timeout: 60_000 }, async () => {
  const site = await aSite()
  site.env['DATABASE_URL'] = 'postgres://colloquy@127.0.0.1:9/none'

  for (const args of [['user', 'list'], ['backup', 'x.backup'], ['export', 'out']]) {
    const ran = await site.forum(args)
    expect([args[0], ran.code, ran.err.trim().split('\n').length]).toEqual([args[0], 1, 1])
  }
})

test('the rules of the house are shown, set one by one, and tried without being set', { timeout: 180_000 }, async () => {
  const site = await aSite()
  const tried = await site.forum(['rules', 'set', 'firstHeld', '5', '--dry-run'])
  expect([tried.code, tried.out]).toEqual([0, expect.stringContaining('Nothing was changed.')])
  expect((await site.forum(['rules', 'show'])).out).toContain('A member’s posts until 2 of theirs were approved')

  for (const [name, value] of [['words', 'perpetual motion, ether'], ['domains', '["https://www.evil.example/"]'], ['away.until', '2030-01-31']] as const) {
    expect((await site.forum(['rules', 'set', name, value])).err).toBe('')
  }
  expect(await site.json('rules', 'show')).toMatchObject({ firstHeld: 2, words: ['perpetual motion', 'ether'], domains: ['evil.example'], away: { on: false, until: '2030-01-31' } })

  const wrong = await Promise.all([['firstHeld', 'many'], ['filter', 'perhaps'], ['domains', 'no domain'], ['unheard', '1']].map(args => site.forum(['rules', 'set', ...args])))
  expect(wrong.map(({ code, out }) => [code, out])).toEqual([[1, ''], [1, ''], [1, ''], [2, '']])
})
