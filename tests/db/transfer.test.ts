import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { snapshot } from '@/db/snapshot'
import { addPerson } from '@/forum/people'
import { exportSite, importSite } from '@/forum/transfer'
import { nobody, operator } from '@/forum/viewer'
import { commandLine } from '../support/command-line'
import type { Site } from '../support/command-line'
import { aDatabase, engine } from '../support/database'
import { must, refusal } from '../support/world'

// The database of this process stays empty until the last test; lived-in sites are made by the command line.
aDatabase()
const aSite = commandLine()
let livedIn: Site
let document = ''
let token = ''

beforeAll(async () => {
  livedIn = await aSite()
  await livedIn.json('import', path.resolve('content/reading-list.md'))
  await livedIn.json('seed', '--papers', '4', '--questions', '10', '--answers', '40', '--users', '15')
  await livedIn.forum(['user', 'add', 'alma', '--email', 'alma@example.org', '--role', 'moderator', '--password-stdin'], 'a long and rare password\n')
  token = z.object({ token: z.string() }).parse(await livedIn.json('token', 'create', 'alma', '--scope', 'write')).token
  await livedIn.json('user', 'link', 'alma')
  document = await exported(livedIn)
}, 120_000)

async function exported(site: Site): Promise<string> {
  await site.json('export', site.file('out'))
  return readFileSync(`${site.file('out')}/forum.json`, 'utf8')
}

async function* inPieces(text: string): AsyncGenerator<string> {
  await Promise.resolve()
  for (let at = 0; at < text.length; at += 1_000) yield text.slice(at, at + 1_000)
}

async function here(): Promise<string> {
  return snapshot(async on => {
    const pieces: string[] = []
    for await (const piece of must(exportSite(operator, on))) pieces.push(piece)
    return pieces.join('')
  })
}

test.each(engine === 'postgres' ? ['postgres', 'sqlite'] as const : ['sqlite'] as const)('a site exported, imported into %s and exported again is the same document', { timeout: 60_000 }, async kind => {
  const second = await aSite(kind)
  writeFileSync(second.file('in.json'), document)

  expect(await second.forum(['import-json', 'in.json'])).toMatchObject({ code: 0, err: '' })

  expect(await exported(second)).toBe(document)
  expect((await second.forum(['doctor'])).out).toBe('Nothing is wrong.\n')
})

test('an export holds accounts and texts, but no password, token, session or link, and only its owner may read it', () => {
  expect(document).toContain('alma@example.org')
  for (const secret of ['$argon2', token, 'password', 'Hash', '"sessions"', '"tokens"', '"rates"', '"outbox"']) expect(document).not.toContain(secret)
  expect(statSync(`${livedIn.file('out')}/forum.json`).mode & 0o777).toBe(0o600)
})

test('a file that is no export, is cut off, does not fit together or is from a newer version is refused in one sentence, and nothing is changed', async () => {
  const empty = await here()
  const broken: [string, RegExp][] = [
    ['', /not a JSON export/], ['hello', /not a JSON export/], ['{}', /not a JSON export/], ['[]', /not a JSON export/], ['{"format":"other"}', /not a JSON export/],
    [document.slice(0, -40), /not a JSON export|cut off/], [document.slice(0, document.length / 2), /cut off/], [`${document}{`, /not a JSON export/],
    [document.replace('"version":1', '"version":2'), /newer/],
    [document.replace('"decisions":[', '"extra":[{"a":1}],"decisions":['), /table extra is not known/],
    [document.replace('"decisions":[', '"decisions":[7,'), /not a JSON export/],
    [document.replace('"kind":"answer"', '"kind":"sermon"'), /Row \d+ of posts is not right: kind/],
    [document.replace('"url":"https://', '"url":"javascript:'), /would run a script/],
    [document.replace(/"paper":\d+,("topic":\w+,"question":\d+)/, '"paper":999999,$1'), /does not fit together/],
    [document.replace(/("kind":"answer","paper":\d+,"topic":\w+,"question":)\d+/, '$1999999'), /does not fit together/],
  ]

  for (const [text, why] of broken) {
    const refused = await importSite(operator, inPieces(text))
    expect(refused.ok ? text.slice(0, 80) : refused.error.text).toMatch(why)
  }

  expect(await here()).toBe(empty)
})

test('only an author or the operator takes a site along or brings one in', async () => {
  expect(refusal(await importSite(nobody, inPieces(document)))).toBe('sign-in')
  expect(await snapshot(on => Promise.resolve(exportSite(nobody, on).ok))).toBe(false)
})

test('HTML is cleaned as it comes in, new ids follow all that were ever given, and a site that is not empty takes no export', async () => {
  const told = document.replace('"html":"', '"html":"<script>alert(1)</script><p onclick=\\"x()\\">safe</p>').replace(/"lastIds":\{"people":\d+/, '"lastIds":{"people":4100')

  must(await importSite(operator, inPieces(told)))

  const cleaned = await here()
  expect(cleaned).not.toContain('<script')
  expect(cleaned).not.toContain('onclick')
  expect(cleaned).toContain('<p>safe</p>')
  expect(must(await addPerson(operator, { handle: 'bela', email: 'bela@example.org', role: 'member', passwordHash: null })).id).toBe(4101)
  const again = await importSite(operator, inPieces(document))
  expect(again.ok ? '' : again.error.text).toMatch(/^This site is not empty: it has 18 people/)
})
