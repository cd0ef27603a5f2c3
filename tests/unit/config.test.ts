import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadConfig } from '@/config'
import { dataDirSentence, makeFolder } from '@/config/folder'

function sentence(env: Record<string, string>): string {
  const loaded = loadConfig(env)
  return loaded.ok ? 'taken' : loaded.sentence
}

test('a wrong variable is refused in our words, by its name', () => {
  expect(sentence({ PORT: '70000' })).toBe('PORT is wrong: give a whole number from 0 to 65535.')
  expect(sentence({ PORT: 'http' })).toBe('PORT is wrong: give a whole number from 0 to 65535.')
  expect(sentence({ RATE_LIMITS: 'no' })).toBe('RATE_LIMITS is wrong: give on or off.')
  expect(sentence({ TRUST_PROXY: 'yes' })).toBe('TRUST_PROXY is wrong: give the number of proxies in front of the site, from 0 to 10.')
  expect(sentence({ SMTP_URL: 'mail.example.org', MAIL_FROM: 'a@example.org' })).toBe('SMTP_URL is wrong: give an address that begins with smtp:// or smtps://.')
  expect(sentence({ DATABASE_URL: 'mysql://a' })).toBe('DATABASE_URL is wrong: begin it with file: or postgres://.')
})

test('nobody is asked for metadata unless that is said', () => {
  expect(sentence({ METADATA_FETCH: 'yes' })).toBe('METADATA_FETCH is wrong: give on or off.')
  const said = [{}, { METADATA_FETCH: 'off' }, { METADATA_FETCH: 'on' }].map(env => { const loaded = loadConfig(env); return loaded.ok && loaded.config.metadataFetch })
  expect(said).toEqual([false, false, true])
})

test('the site’s address has no path, no query, nothing but an origin', () => {
  for (const wrong of ['https://a.org/forum', 'https://a.org/?x=1', 'https://a.org/#x', 'https://u:p@a.org', 'ftp://a.org', 'a.org', 'https://a.org;x']) {
    expect(sentence({ SITE_URL: wrong }), wrong).toMatch(/^SITE_URL is wrong: give the address of the site alone/)
  }
  const loaded = loadConfig({ SITE_URL: 'https://Forum.Example.org:443/' })
  expect(loaded.ok && loaded.config.siteUrl).toBe('https://forum.example.org')
})

test('pages that may embed are origins, so that nothing else gets into the content policy', () => {
  for (const wrong of ['https://a.org; script-src *', 'https://a.org;script-src', '*', "'self'", 'https://*.a.org', 'https://a.org/page', 'https://a.org b.org']) {
    expect(sentence({ EMBED_ORIGINS: wrong }), wrong).toMatch(/^EMBED_ORIGINS is wrong/)
  }
  const loaded = loadConfig({ EMBED_ORIGINS: 'https://a.org/, http://localhost:4000' })
  expect(loaded.ok && loaded.config.embedOrigins).toEqual(['https://a.org', 'http://localhost:4000'])
})

test('each replica is PostgreSQL', () => {
  expect(sentence({ DATABASE_URL: 'postgres://a/b', DATABASE_REPLICA_URL: 'postgres://c/d, file:e' })).toMatch(/^DATABASE_REPLICA_URL is wrong/)
  expect(sentence({ DATABASE_URL: 'postgres://a/b', DATABASE_REPLICA_URL: 'postgres://c/d,postgresql://e/f' })).toBe('taken')
})

test('mail has one sender, with a name or without', () => {
  for (const right of ['a@example.org', 'Forum <a@example.org>', '"Forum, the" <a@example.org>']) expect(sentence({ MAIL_FROM: right }), right).toBe('taken')
  for (const wrong of ['nobody', 'a@example.org, b@example.org', 'Forum <nobody>', 'A <a@example.org>, B <b@example.org>', 'a@example.org\r\nBcc: b@example.org']) {
    expect(sentence({ MAIL_FROM: wrong }), wrong).toMatch(/^MAIL_FROM is wrong: give one e-mail address/)
  }
})

test('the data folder is made for its owner alone, and where it cannot be made that is said at once', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'colloquy-folder-'))
  onTestFinished(() => { rmSync(home, { recursive: true }) })
  makeFolder(path.join(home, 'a/b/c'))
  makeFolder(path.join(home, 'a/b/c'))
  expect(statSync(path.join(home, 'a/b')).mode & 0o777).toBe(0o700)
  writeFileSync(path.join(home, 'taken'), '')
  for (const wrong of [path.join(home, 'taken'), path.join(home, 'taken/below'), ...(process.platform === 'linux' ? ['/proc/colloquy', '/proc/colloquy/data'] : [])]) {
    expect(() => { makeFolder(wrong) }, wrong).toThrow(/^E[A-Z]+: /)
  }
  expect(dataDirSentence('/proc/x', Object.assign(new Error('no'), { code: 'ENOENT' }))).toBe('DATA_DIR is wrong: /proc/x cannot be made or written (ENOENT). Name another folder, or let this user write there.')
})
