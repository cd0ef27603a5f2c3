/** The interface's words: every text is in the list of English ones and translated, and no text stands bare. */
import { afterAll, expect, test, vi } from 'vitest'
import { bareTexts, messagesSaid } from '../../scripts/words.mjs'
import { messages, nouns as english } from '@/words/en'
import { nouns as chinese, texts } from '@/words/zh-Hans'

const placeholders = (text: string) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort()

test('the list of English texts is what the code says', () => {
  const said = messagesSaid()
  expect(said.length).toBeGreaterThan(1_000)
  const listed = Object.keys(texts)
  expect(said.filter(text => !listed.includes(text)), 'run "npm run words", then translate').toEqual([])
  expect(listed.filter(text => !said.includes(text)), 'nobody says these any more').toEqual([])
  expect(messages).toEqual(said)
})

test('a translation has the values of its text, and is not English', () => {
  for (const [text, translated] of Object.entries(texts)) expect(placeholders(translated), text).toEqual(placeholders(text))
  const sentences = Object.entries(texts).filter(([text]) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(text))
  expect(sentences.filter(([, translated]) => !/\p{Script=Han}/u.test(translated)).map(([text]) => text)).toEqual([])
})

test('every noun has the forms that its language asks for', () => {
  for (const [locale, nouns] of [['en', english], ['zh-Hans', chinese]] as const) {
    const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    for (const [noun, forms] of Object.entries(nouns)) expect(Object.keys(forms).toSorted(), `${noun} in ${locale}`).toEqual(wanted.toSorted())
  }
})

// The same in every language.
const names = new Set(['ORCID', 'Atom', 'Markdown', 'arXiv', 'Amara', 'GitHub', 'Google', 'mt', 'UTC'])

test('no text stands bare in a page', () => {
  expect(bareTexts(names)).toEqual([])
})

test('a site in Chinese says all in Chinese, its numbers and dates too', async () => {
  vi.resetModules()
  process.env['SITE_LANGUAGE'] = 'zh-Hans'
  const { counted, dayOf, language, t } = await import('@/words')
  expect([t('Save changes'), counted(1, 'answer'), counted(12_345, 'answer'), dayOf(new Date('2020-03-11T23:05:00Z')), language.tag]).toEqual([texts['Save changes'], '1 个回答', '12,345 个回答', '2020年3月11日', 'zh-Hans'])
  expect(t('Question {0}', 7)).toContain('7')
})

test('a language that no catalogue has stops the start with one sentence', async () => {
  const { loadConfig } = await import('@/config')
  expect(loadConfig({ SITE_LANGUAGE: 'tlh' })).toEqual({ ok: false, sentence: 'SITE_LANGUAGE is wrong: give en (English) or zh-Hans (simplified Chinese).' })
})

afterAll(() => {
  delete process.env['SITE_LANGUAGE']
  vi.resetModules()
})
