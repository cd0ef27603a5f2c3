import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { db } from '@/db'
import { papers, topics } from '@/db/schema'
import { cardKey, cardPath, readCard, readSiteCard, sentenceOf, siteCardPath, topicCardPath } from '@/forum/cards'
import type { Card } from '@/forum/cards'
import { decide } from '@/forum/moderation'
import { Cards, readLasting } from '@/server/cards/cards'
import { drawCard } from '@/server/cards/drawing'
import { CardFiles } from '@/server/cards/files'
import { placesFor, signsOfMachine, signsSet } from '@/server/cards/machine-type'
import { aDatabase } from '../support/database'
import { aPaper, aPerson, aQuestion, anAnswer, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()
const folder = mkdtempSync(path.join(os.tmpdir(), 'colloquy-cards-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

const plainCard = Buffer.from('plain')
const cardsIn = (name: string, draw: (card: Card) => Promise<Uint8Array | null> = drawCard) => new Cards({ files: new CardFiles(path.join(folder, name)), read: readCard, readLasting, draw, plain: () => Promise.resolve(plainCard) })
const cardOf = async (id: number) => { const card = await readCard('question', id); if (!card) throw new Error('no card'); return card }
const addressOf = async (id: number) => cardPath('question', id, await cardOf(id))

test('a card is drawn once and kept, changes its address with its counts, and its old address leads to the new one', async () => {
  const { id } = await aQuestion({ title: 'Why is $\\theta$ small?' })
  let drawn = 0
  const cards = cardsIn('once', card => { drawn++; return drawCard(card) })
  const before = await addressOf(id)
  const [first, second] = await Promise.all([cards.answer(before), cards.answer(before)])
  expect([first.status, first.headers['content-type'], first.body.equals(second.body), drawn]).toEqual([200, 'image/png', true, 1])
  expect((await cards.answer(before)).body.equals(first.body)).toBe(true)
  expect([drawn, readdirSync(path.join(folder, 'once'))]).toEqual([1, [`${cardKey(await cardOf(id))}.png`]])

  await anAnswer({ question: id })
  const after = await addressOf(id)
  expect(after).not.toBe(before)
  expect(await cards.answer(before)).toMatchObject({ status: 302, headers: { location: after } })
})

test('a card is plain words: no TeX, the paper, the counts, the site', async () => {
  const paper = await aPaper({ title: 'On $\\ell_1$ norms' })
  const { id } = await aQuestion({ paper, title: 'Why is $\\theta \\leq 1$?' })
  expect(await cardOf(id)).toEqual({ site: 'Colloquy', title: 'Why is θ ≤ 1?', paper: 'On ℓ₁ norms', about: null, facts: ['Question 1', '0 answers'] })
  expect(await readCard('paper', paper.id)).toMatchObject({ title: 'On ℓ₁ norms', paper: null, facts: ['1 question', '0 answers'] })
})

test('a question that is hidden has no card, though its picture lies on disk', async () => {
  const { id } = await aQuestion()
  const cards = cardsIn('hidden')
  const address = await addressOf(id)
  expect((await cards.answer(address)).status).toBe(200)
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'hide', reason: { text: 'off topic' } }))
  expect((await cards.answer(address)).status).toBe(404)
})

test('addresses that name nothing have no card', async () => {
  const { id } = await anAnswer()
  const cards = cardsIn('nothing')
  for (const other of [`/cards/question-${id}-0123456789abcdef.png`, '/cards/question-0-0123456789abcdef.png', '/cards/paper-9999999999-0123456789abcdef.png', '/cards/../x.png', '/cards/paper-1-0123456789ABCDEF.png', '/cards/']) {
    expect((await cards.answer(other)).status, other).toBe(404)
  }
})

test('a flood of cards is drawn a few at a time; the others get the plain card at once, to be asked for again soon', async () => {
  const paper = await aPaper()
  const asked: string[] = []
  for (let n = 0; n < 14; n++) asked.push(await addressOf((await aQuestion({ paper })).id))
  let go = () => {}
  const gate = new Promise<void>(open => { go = open })
  const cards = cardsIn('flood', async () => { await gate; return Buffer.from('drawn') })
  const answers = asked.map(one => cards.answer(one))
  // The first two are answered while all others wait behind the gate.
  let answered = 0
  await new Promise<void>(two => { for (const one of answers) void one.then(() => { if (++answered === 2) two() }) })
  go()
  const texts = (await Promise.all(answers)).map(answer => `${answer.body.toString()} ${String(answer.headers['cache-control'])}`)
  expect(texts.filter(text => text === 'drawn public, max-age=86400')).toHaveLength(12)
  expect(texts.filter(text => text === 'plain public, max-age=60')).toHaveLength(2)
})

// In letters that join and are set in no square.
const unsettable = 'لماذا تنجح الطريقة'

test('letters that neither the type nor the machine has are never drawn as boxes: the card names the paper, else the site, and says where the title stands', async () => {
  const card: Card = { site: 'Colloquy', title: unsettable, paper: null, about: null, facts: ['Question 1'] }
  const said = 'The title is in letters that this picture has no type for. It stands on the page.'
  expect(await drawCard(card)).toEqual(await drawCard({ ...card, site: '', title: 'Colloquy', about: said }))
  expect(await drawCard({ ...card, paper: 'On labels' })).toEqual(await drawCard({ ...card, title: 'On labels', about: said }))
  expect(await drawCard({ ...card, site: unsettable })).toBeNull()
  expect(await drawCard({ ...card, title: 'A noisy ا label' })).toEqual(await drawCard({ ...card, title: 'A noisy label' }))
})

test('a Chinese title is drawn in a font of the machine, where it has one, each sign in its own ink; else it is said where it stands', async () => {
  const card: Card = { site: '阅读', title: '噪声标签 SNR 学习', paper: '论文', about: null, facts: ['问题 1'] }
  const lent = signsOfMachine(new Set('噪声a\u{10fffd}'))
  const drawn = await drawCard(card)
  expect([...lent]).toEqual(lent.size === 0 ? [] : ['噪', '声'])
  if (lent.size === 0) expect(drawn).toBeNull()
  else {
    expect(drawn).not.toEqual(await drawCard({ ...card, title: '噪声标签 SNR 方法' }))
    expect(await drawCard({ ...card, facts: [] })).not.toEqual(drawn)
  }
}, 30_000)

test('the places of signs are filled with text of their size, baseline and ink', () => {
  const [href] = Object.values(placesFor(new Set('中')))
  const svg = signsSet(`<svg><image href="${href ?? ''}" x="10" y="20" width="40" height="50"/></svg>`, () => ({ colour: '#123456', serif: true }))
  expect(svg).toMatch(/^<svg><text x="10" y="59" font-size="40" fill="#123456" font-family="[^"]+" font-weight="600">中<\/text><\/svg>$/)
})

test('the site and each topic have a card at an address that stays, with what is counted now', async () => {
  const cards = cardsIn('lasting')
  const { paper } = await aQuestion()
  const [topic] = await db().write(async tx => tx.insert(topics).values({ slug: 'noise', title: 'Learning with $\\eta$ noise', titleHtml: '', position: 1, papers: 1, createdAt: new Date() }).returning())
  await db().write(async tx => { await tx.update(papers).set({ topic: topic?.id ?? 0 }).where(eq(papers.id, paper.id)) })
  expect(await readSiteCard()).toMatchObject({ site: 'Colloquy', title: null, about: 'Open questions on the papers of the author’s reading list.', facts: [expect.stringMatching(/^\d+ papers$/), expect.stringMatching(/^\d+ questions$/)] })
  expect(await readLasting(topicCardPath(topic?.id ?? 0))).toMatchObject({ title: 'Learning with η noise', facts: ['1 paper'] })
  for (const place of [siteCardPath, topicCardPath(topic?.id ?? 0)]) {
    const answer = await cards.answer(place)
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, 'image/png', 'public, max-age=3600'])
    expect((await cards.answer(place)).body.equals(answer.body)).toBe(true)
  }
  expect((await cards.answer(topicCardPath(999_999))).status).toBe(404)
})

test('the site is described by the first sentence of its introduction', () => {
  expect(sentenceOf({ intro: 'Papers on *noise*, e.g. [labels](https://a.example). And more.', author: 'A' })).toBe('Papers on noise, e.g. labels.')
  expect(sentenceOf({ intro: '一些论文。还有更多。', author: 'A' })).toBe('一些论文。')
  expect(sentenceOf({ intro: null, author: 'Ann' })).toBe('Open questions on the papers of Ann’s reading list.')
})

test('the folder holds so many cards and no more; the oldest go', async () => {
  const files = new CardFiles(path.join(folder, 'bounded'), 4)
  for (let n = 0; n < 9; n++) await files.keep(`${n}`.padStart(16, '0'), Buffer.from('x'))
  expect(readdirSync(path.join(folder, 'bounded')).length).toBeLessThanOrEqual(4)
  expect(await files.read('8'.padStart(16, '0'))).not.toBeNull()
  expect(await files.read('0'.padStart(16, '0'))).toBeNull()
})
