import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { papers, posts, searchWords, topics } from '@/db/schema'
import { eq } from 'drizzle-orm'
import { endorseAnswer } from '@/forum/answers'
import { editPost } from '@/forum/edits'
import { beginFollowing } from '@/forum/log-followers'
import { decide } from '@/forum/moderation'
import { search } from '@/forum/search'
import type { SearchRequest } from '@/forum/search'
import { indexPaper, indexPerson, reindexAll } from '@/forum/search-rows'
import { castVote } from '@/forum/votes'
import { tidyWords, wordLearner } from '@/forum/vocabulary'
import { formulaWords } from '@/text/formula-features'
import { aDatabase } from '../support/database'
import { followToEnd } from '../support/log'
import { aComment, anAnswer, aPaper, aPerson, aQuestion, must } from '../support/world'

aDatabase()

const found = async (q: string, more: Partial<SearchRequest> = {}) => (await search({ q, ...more })).hits.map(hit => hit.id)
const learn = () => followToEnd(wordLearner)
async function indexedPaper(given: { title: string; authors?: string[]; topic?: number; known?: { year: number; arxiv: string; doi: string } }): Promise<{ id: number; slug: string }> {
  const paper = await aPaper({ title: given.title })
  await db().write(async tx => {
    await tx.update(papers).set({ authors: given.authors ?? [], topic: given.topic ?? null, ...given.known }).where(eq(papers.id, paper.id))
    await indexPaper(tx, paper.id)
  })
  return paper
}

beforeAll(async () => { await beginFollowing(wordLearner, new Date()) })

test('a word finds its other forms, with and without accents, joined or not', async () => {
  const { id } = await anAnswer({ body: 'The résumé shows that back-propagation generalises Kolmogorov widths.' })
  for (const q of ['resume', 'RÉSUMÉ', 'backpropagation', 'back-propagation', 'back propagation', 'generalise', 'generalising', 'kolmogorov width', 'kolmo', 'kolmogor*']) expect(await found(q), q).toContain(id)
})

test('a phrase stands in its order, whatever stands around it', async () => {
  const { id: one } = await anAnswer({ body: 'A zebra crosses quietly at noon.' })
  const { id: other } = await anAnswer({ body: 'Quietly a zebra waits; it crosses later.' })
  expect(await found('"zebra crosses quietly"')).toEqual([one])
  expect((await found('zebra crosses quietly'))[0]).toBe(one)
  expect(await found('zebra quietly')).toEqual(expect.arrayContaining([one, other]))
})

test('what is left out is not found', async () => {
  const { id: plain } = await anAnswer({ body: 'An okapi in the forest.' })
  const { id: striped } = await anAnswer({ body: 'An okapi with stripes.' })
  expect(await found('okapi')).toEqual(expect.arrayContaining([plain, striped]))
  expect(await found('okapi -stripes')).toEqual([plain])
  expect(await found('okapi -"in the forest"')).toEqual([striped])
  expect((await search({ q: '-okapi' })).remarks).toHaveLength(1)
})

test('notation is found as it stands', async () => {
  const { id } = await anAnswer({ body: 'Here y^d is fixed, the noise rate is 69.7 and GPT-4 is not meant.' })
  await anAnswer({ body: 'Here d comes before y in the alphabet, 7 before 69.' })
  for (const q of ['y^d', '69.7', 'GPT4', 'gpt-4', '"noise rate"']) expect((await found(q))[0], q).toBe(id)
})

test('a formula finds posts with it or one like it, the likest first', async () => {
  const { id: same } = await anAnswer({ body: 'They set $\\mathcal{L}_c = KL(f(x) \\| y^d)$ throughout.' })
  const { id: like } = await anAnswer({ body: 'Elsewhere $\\mathcal L_c = \\mathrm{KL}(g(x) \\| z)$ is used.' })
  const { id: other } = await anAnswer({ body: 'Nothing but $e^{i\\pi} + 1 = 0$ here.' })
  await learn()
  const hits = await found('$\\mathcal{L}_c = KL(f(x) \\| y^d)$')
  expect(hits.slice(0, 2)).toEqual([same, like])
  expect(hits).not.toContain(other)
  expect((await found('$\\mathcal{L}_c = KL$')).slice(0, 2).sort()).toEqual([same, like].sort())
  expect((await found('$e^{i \\pi}$'))[0]).toBe(other)
  expect((await search({ q: '$e^{i \\pi}$' })).hits[0]?.snippet).toMatch(/^Nothing but <mark><math>.*>e\^\{i\\pi\} \+ 1 = 0<\/annotation><\/semantics><\/math><\/mark> here\.$/)
  expect((await search({ q: '-$e^{i \\pi}$ bilby' })).remarks).toHaveLength(1)
})

test('titles and excerpts show formulas set and mark what was sought, words outside and formulas whole', async () => {
  const { id } = await aQuestion({ paper: await aPaper({ title: 'On $\\ell_1$' }), title: 'Why does the antechinus fix $y^d$ early?', body: 'The antechinus loss $\\mathcal{L}_q$ <b> and $\\frac{q}{$ stay.' })
  const [hit] = (await search({ q: 'antechinus $y^d$' })).hits
  expect([hit?.id, hit?.paper, hit?.paperPlain]).toEqual([id, 'On $\\ell_1$', 'On ℓ₁'])
  expect(hit?.titleHtml).toMatch(/^Why does the <mark>antechinus<\/mark> fix <mark><math>.*y\^d.*<\/math><\/mark> early\?$/)
  expect(hit?.snippet).toMatch(/^The <mark>antechinus<\/mark> loss <math>.*\\mathcal\{L\}_q<\/annotation><\/semantics><\/math> &lt;b&gt; and \$\\frac\{q\}\{\$ stay\.$/)
})

test('a phrase is marked as one stretch', async () => {
  await aQuestion({ title: 'Is the quokka rate a rate of the quokka?', body: 'A quokka has a rate; the quokka rate is another.' })
  const [hit] = (await search({ q: '"quokka rate"' })).hits
  expect(hit?.titleHtml).toBe('Is the <mark>quokka rate</mark> a rate of the quokka?')
  expect(hit?.snippet).toBe('A quokka has a rate; the <mark>quokka rate</mark> is another.')
})

test('Greek letters and their names find each other', async () => {
  const { id: sign } = await anAnswer({ body: 'The constant κ bounds the wombat spectrum.' })
  const { id: name } = await anAnswer({ body: 'Take kappa as the wombat condition number.' })
  expect(await found('kappa wombat')).toEqual(expect.arrayContaining([sign, name]))
  expect(await found('κ wombat')).toEqual(expect.arrayContaining([sign, name]))
})

test('writing without spaces is found by its parts', async () => {
  const { id } = await anAnswer({ body: '标签噪声会影响深度学习的泛化能力。' })
  for (const q of ['标签噪声', '深度学习', '泛化', '力', '学', '习']) expect(await found(q), q).toContain(id)
  expect(await found('噪声标签')).not.toContain(id)
  const [hit] = (await search({ q: '深度学习' })).hits
  expect(hit?.snippet).toContain('<mark>深度学习</mark>')
})

test('writers are found by their names however these are written, and by no other words', async () => {
  const named = async (name: string, handle: string) => (await anAnswer({ by: await aPerson({ name, handle }), body: 'A nailtail once sat beside the boodie.' })).id
  const [ann, zoe, kim, wang, quoll] = [await named('J.Smith O’Nele', 'ada-2'), await named('Zoë The Rakali', 'zoe-the'), await named('김철수', 'kim'), await named('王小明', 'wang'), await named('Quoll Boodie', 'quoll')]
  for (const [q, ids] of [
    ['author:smith', [ann]], ['author:"smith o’nele"', [ann]], ['author:ada-2', [ann]], ['author:zoe', [zoe]], ['author:"zoë the"', [zoe]], ['author:"the zoe"', []], ['author:the', [zoe]], ['author:boodie', [quoll]], ['author:nailtail', []],
    ['author:김철수', [kim]], ['author:王小明', [wang]], ['author:kim -author:wang', [kim]], ['-author:smith -author:the -author:kim -author:wang', [quoll]], ['-author:"smith o’nele" -author:"zoe the" author:zoe', []],
  ] as const) expect((await found(`nailtail ${q}`)).sort(), q).toEqual([...ids])
})

test('each filter narrows, in the query or beside it', async () => {
  const writer = await aPerson({ name: 'Vera Numbat', handle: 'vera-numbat' })
  const { id: question, paper } = await aQuestion({ title: 'Why does the bilby dig?', by: writer })
  const { id: answer } = await anAnswer({ question, body: 'The bilby digs for food.' })
  const { id: comment } = await aComment({ parent: answer, body: 'A bilby I saw did not.' })
  const author = await aPerson({ role: 'author' })
  must(await endorseAnswer(author, { post: answer, endorsed: true }))
  const { id: open } = await aQuestion({ title: 'Do two bilby dens touch?' })
  expect((await found('bilby')).sort()).toEqual([question, answer, comment, open].sort())
  expect(await found('bilby kind:answer')).toEqual([answer])
  expect(await found('bilby', { kind: 'comment' })).toEqual([comment])
  expect(await found('bilby is:endorsed')).toEqual([answer])
  expect(await found('bilby author:vera-numbat')).toEqual([question])
  expect(await found('bilby author:"Vera Numbat"')).toEqual([question])
  expect(await found('bilby', { author: 'vera-numbat' })).toEqual([question])
  expect(await found('bilby kind:question has:answer')).toEqual([question])
  expect(await found('bilby kind:question no:answer')).toEqual([open])
  expect(await found('title:dens bilby')).toEqual([open])
  expect(await found('bilby status:closed')).toEqual([])
  expect((await found('bilby status:open')).sort()).toEqual([question, answer, comment, open].sort())
  const day = new Date().toISOString().slice(0, 10)
  expect(await found(`bilby after:${day.slice(0, 4)}`)).toHaveLength(4)
  expect(await found(`bilby after:${day}`)).toHaveLength(4)
  expect(await found('bilby before:2019-05')).toEqual([])
  expect((await search({ q: 'bilby nonsense:here kind:tree' })).remarks).toHaveLength(1)
  const [kept] = await db().read.select({ paper: posts.paper }).from(posts).where(eq(posts.id, question))
  expect(kept?.paper).toBe(paper.id)
})

test('a topic covers those under it; papers are found by the people on their title pages', async () => {
  const now = new Date()
  const [above] = await db().write(tx => tx.insert(topics).values({ slug: 'marsupials', title: 'Marsupials', titleHtml: 'Marsupials', position: 1, createdAt: now }).returning({ id: topics.id }))
  const [under] = await db().write(tx => tx.insert(topics).values({ slug: 'gliders', title: 'Gliders', titleHtml: 'Gliders', parent: above?.id ?? 0, position: 2, createdAt: now }).returning({ id: topics.id }))
  const paper = await indexedPaper({ title: 'On the flight of the feathertail', authors: ['Łucja Ökonom', 'Bo Li'], topic: under?.id ?? 0, known: { year: 2019, arxiv: '1903.07788', doi: '10.1000/xyz' } })
  expect((await search({ q: 'feathertail flight' })).hits[0]?.titleHtml).toBe('On the <mark>flight</mark> of the <mark>feathertail</mark>')
  for (const q of ['feathertail topic:marsupials', 'feathertail topic:gliders', 'author:ökonom', 'author:okonom feathertail', 'Bo Li', 'kind:paper feathertail', '1903.07788', 'arXiv:1903.07788', '10.1000/xyz', 'feathertail 2019']) {
    expect((await search({ q })).hits.map(hit => hit.url), q).toEqual([`/papers/${paper.slug}`])
  }
  expect((await search({ q: 'feathertail topic:mars' })).hits).toHaveLength(1)
  expect(await search({ q: 'feathertail topic:birds' })).toMatchObject({ hits: [], remarks: ['There is no topic “birds”.'] })
  expect(await search({ q: 'feathertail', author: 'nobody-here' })).toMatchObject({ hits: [], remarks: ['Nobody here is called “nobody-here”.'] })
})

test('people are found once they have written', async () => {
  const writer = await aPerson({ name: 'Quillon Tarsier' })
  await anAnswer({ by: writer, body: 'Something else entirely.' })
  await learn()
  await db().write(tx => indexPerson(tx, writer))
  const hits = (await search({ q: 'tarsier' })).hits
  expect(hits[0]).toMatchObject({ kind: 'person', title: 'Quillon Tarsier', url: `/people/${writer.handle}` })
})

test('a slip of the finger is mended where nothing is found, and only then', async () => {
  const { id } = await anAnswer({ body: 'Reinforcement of the pademelon enclosure.' })
  await learn()
  for (const q of ['pademelno', 'padmelon', 'pademelom enclosure', 'reinforcment pademelon']) {
    const result = await search({ q })
    expect(result.hits.map(hit => hit.id), q).toContain(id)
  }
  expect(await search({ q: 'pademelno' })).toMatchObject({ meant: 'pademelon', instead: true })
  expect(await search({ q: 'pademelon' })).toMatchObject({ meant: null, instead: false })
})

test('of the like, what is endorsed and upvoted comes first; what holds all words before what holds some', async () => {
  const { id: question } = await aQuestion({ title: 'A matter of taste' })
  const ids = []
  for (let n = 0; n < 3; n++) ids.push((await anAnswer({ question, body: 'The quoll hunts by night.' })).id)
  const [first = 0, second = 0, third = 0] = ids
  must(await castVote(await aPerson(), { post: first, voted: true }))
  must(await castVote(await aPerson(), { post: first, voted: true }))
  must(await endorseAnswer(await aPerson({ role: 'author' }), { post: second, endorsed: true }))
  const part = await anAnswer({ question, body: 'A quoll, a quoll, a quoll.' })
  expect((await found('quoll hunts night')).slice(0, 4)).toEqual([second, first, third, part.id])
  expect((await found('quoll', { order: 'votes' }))[0]).toBe(first)
  expect((await found('quoll hunts', { order: 'newest' }))[0]).toBe(third)
})

test('an edit is found at once, what it took out no longer, and what is hidden not at all', async () => {
  const writer = await aPerson()
  const { id } = await anAnswer({ by: writer, body: 'The potoroo sleeps.' })
  must(await editPost(writer, { post: id, revision: 1, body: 'The bettong sleeps.' }))
  expect(await found('bettong')).toEqual([id])
  expect(await found('potoroo')).toEqual([])
  must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'hide', reason: { text: 'No.' } }))
  expect(await found('bettong')).toEqual([])
  expect((await search({ q: 'betong' })).meant).toBeNull()
})

test('another heading is found with all that stands under it, the former one with nothing', async () => {
  const writer = await aPerson()
  const { id: question } = await aQuestion({ by: writer, title: 'Is the mulgara hushname bounded?' })
  const { id: answer } = await anAnswer({ question, body: 'It is not.' })
  expect((await found('mulgara')).sort()).toEqual([question, answer].sort())
  must(await editPost(writer, { post: question, revision: 1, title: 'Is the ningaui bounded?', body: 'I do not see why.' }))
  expect(await found('mulgara')).toEqual([])
  expect(await found('title:hushname')).toEqual([])
  expect((await found('ningaui')).sort()).toEqual([question, answer].sort())
})

test('words that nothing holds are forgotten, words and formulas that something holds are not', async () => {
  const writer = await aPerson()
  const { id } = await anAnswer({ by: writer, body: 'The kowari bound $\\zeta^{kowari}_{77}$ holds.' })
  await learn()
  const known = async (word: string) => (await db().read.select().from(searchWords).where(eq(searchWords.word, word))).length
  const features = formulaWords('$\\zeta^{kowari}_{77}$').split(' ')
  const tidyAll = async () => { for (let n = 0; n < 60; n++) await tidyWords() }
  await tidyAll()
  expect(await known('kowari')).toBe(1)
  for (const feature of features) expect(await known(`~${feature}`), feature).toBe(1)
  must(await editPost(writer, { post: id, revision: 1, body: 'Nothing of it is left.' }))
  await tidyAll()
  expect(await known('kowari')).toBe(0)
})

test('pages follow one another without gap or repetition, with facets of all', async () => {
  const { id: question } = await aQuestion({ title: 'Which dunnart?' })
  for (let n = 0; n < 24; n++) await anAnswer({ question, body: `Dunnart number ${n} of many.` })
  const one = await search({ q: 'dunnart', limit: 10 })
  const two = await search({ q: 'dunnart', limit: 10, after: one.next })
  const three = await search({ q: 'dunnart', limit: 10, after: two.next })
  const all = [...one.hits, ...two.hits, ...three.hits].map(hit => hit.id)
  expect(new Set(all).size).toBe(25)
  expect(three.next).toBeNull()
  expect(one).toMatchObject({ total: 25, more: false, facets: { kinds: { question: 1, answer: 24 }, statuses: { open: 25 } } })
  expect((await search({ q: 'dunnart', kind: 'question' })).facets.kinds).toEqual({ question: 1, answer: 24 })
})

test('a paper and a person by their names are found, however much was written with the word since', async () => {
  const paper = await indexedPaper({ title: 'The bilby transform' })
  const named = await aPerson({ name: 'Bilby Strand' })
  await aQuestion({ by: named, paper })
  // The builder makes people without a search row; a change of name writes it.
  await db().write(tx => indexPerson(tx, named))
  for (let n = 0; n < 101; n++) await aQuestion({ title: `What of bilby ${n}?`, paper })
  const { id: question } = await aQuestion({ title: 'Which marsupial?', paper })
  for (let n = 0; n < 101; n++) await anAnswer({ question, body: `A bilby, number ${n}.` })
  const result = await search({ q: 'bilby', limit: 50 })
  expect(result.more).toBe(true)
  expect(result.facets.kinds).toMatchObject({ paper: 1, person: 1 })
  expect(result.facets.more.kinds).toBe(true)
  expect((await search({ q: named.handle })).facets.kinds.person).toBe(1)
  // What is chosen is counted as it was found; of all else there may be more.
  const narrowed = await search({ q: 'bilby', kind: 'paper' })
  expect(narrowed).toMatchObject({ total: 1, more: false, facets: { more: { kinds: true, statuses: false, topics: false }, kinds: { paper: 1 } } })
  const all = await search({ q: 'bilby', limit: 300 })
  expect(all.hits).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'paper', title: 'The bilby transform' }), expect.objectContaining({ kind: 'person' })]))
})

const nasty = ['"', '""', '"open', '*', '-', '--', 'AND OR NOT', 'NEAR(a b)', 'title:', 'title:"', '{title} : x', "' OR 1=1 --", '); DROP TABLE posts; --', '%', '_', '\\', '$', '$$', '$x', '\\(', '\u0000', 'a:b:c', ':', '^', 'x^', '()', '🦫', '\ud800', 'ﬁ', '*'.repeat(200),
  '"'.repeat(199), '-"a" -"b"', 'author:', 'after:2025-13', 'after:0000', 'before:9999-12-31', 'topic:../../x', 'is:', 'kind:', 'a'.repeat(10_000), 'a '.repeat(5_000), '$\\frac{'.repeat(1_000), '’', 'a<->b', 'a & b | !c', ':*', 'x:*', '#b1', 'kpaper', '~']

test('any text is a valid search', async () => {
  for (const q of nasty) {
    const since = performance.now()
    expect((await search({ q })).hits.length, q.slice(0, 40)).toBeGreaterThanOrEqual(0)
    expect(performance.now() - since, q.slice(0, 40)).toBeLessThan(2_000)
  }
})

test('rows that are written anew find what they found before', async () => {
  const paper = await aPaper({ title: 'On the woylie' })
  await db().write(async tx => {
    await tx.update(papers).set({ doi: '10.1000/woylie', year: 2017, arxiv: '1701.00001' }).where(eq(papers.id, paper.id))
    await indexPaper(tx, paper.id)
  })
  const asked = async () => Promise.all(['10.1000/woylie', '1701.00001', 'woylie 2017', 'author:smith', 'nailtail'].map(async q => (await search({ q })).hits.map(hit => hit.url)))
  const before = await asked()
  expect(before.every(urls => urls.length > 0)).toBe(true)
  await db().write(reindexAll)
  expect(await asked()).toEqual(before)
})
