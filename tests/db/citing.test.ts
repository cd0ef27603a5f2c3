import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { GET as postBib } from '@/app/p/[id]/cite.bib/route'
import { GET as postText } from '@/app/p/[id]/cite.txt/route'
import { GET as paperBib } from '@/app/papers/[slug]/cite.bib/route'
import { GET as paperJson } from '@/app/papers/[slug]/cite.json/route'
import { GET as paperRis } from '@/app/papers/[slug]/cite.ris/route'
import { db } from '@/db'
import { addresses, paperMetadata, papers, people, posts, revisions } from '@/db/schema'
import { qaPageOf } from '@/app/engines/question'
import { postAnswer } from '@/forum/answers'
import { workOf } from '@/forum/citing'
import { editPost } from '@/forum/edits'
import { decide } from '@/forum/moderation'
import { readSite } from '@/forum/site'
import { readThreadOf } from '@/forum/threads'
import { endorseAnswer } from '@/forum/answers'
import { castVote } from '@/forum/votes'
import { call, warmRenderer } from '../support/api'
import { faultsOf } from '../support/structured-data'
import { aDatabase } from '../support/database'
import { aComment, aGuest, aPaper, aPerson, aQuestion, anAnswer, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()
beforeAll(warmRenderer)

const request = new Request('http://localhost:3000/')
const at = <T>(params: T) => ({ params: Promise.resolve(params) })
const bibOf = async (id: number, query = '') => { const answer = await postBib(new Request(`${request.url}p/${id}/cite.bib${query}`), at({ id: String(id) })); return { status: answer.status, text: await answer.text() } }

async function aKnownPaper() {
  const paper = await aPaper({ title: 'Gradient clouds' })
  await db().write(async tx => {
    await tx.update(papers).set({ authors: ['Ada Brandt', 'et al.'], year: 2019 }).where(eq(papers.id, paper.id))
    await tx.insert(paperMetadata).values({
      paper: paper.id, source: 'crossref', title: 'Gradient Clouds.', authors: [{ family: 'Brandt', given: 'Ada' }, { family: 'Tanaka', given: 'Jun' }], type: 'paper-conference', container: 'Proceedings of Clouds', publisher: 'Sky', pages: '1-9', year: 2019, month: 6, doi: '10.1000/clouds', updatedAt: new Date(),
    })
  })
  return paper
}

test('a paper is cited by the list’s words and what is known beside, each format as a file of its type', async () => {
  const { slug } = await aKnownPaper()
  const bib = await paperBib(request, at({ slug }))
  expect([bib.headers.get('content-type'), bib.headers.get('content-disposition')]).toEqual(['application/x-bibtex; charset=utf-8', `attachment; filename="${slug}.bib"`])
  expect(await bib.text()).toBe(`@inproceedings{${slug},\n  title = {Gradient clouds},\n  author = {Brandt, Ada and Tanaka, Jun},\n  booktitle = {Proceedings of Clouds},\n  publisher = {Sky},\n  pages = {1--9},\n  year = {2019},\n  month = jun,\n  doi = {10.1000/clouds},\n}\n`)
  expect(await (await paperRis(request, at({ slug }))).text()).toMatch(/^TY {2}- CONF\r\nAU {2}- Brandt, Ada\r\n[^]*ER {2}- \r\n$/)
  expect(JSON.parse(await (await paperJson(request, at({ slug }))).text())).toMatchObject([{ id: slug, type: 'paper-conference', DOI: '10.1000/clouds' }])
})

test('a former slug leads to the citation where the paper is now, and no paper has none', async () => {
  const { id, slug } = await aPaper()
  await db().write(async tx => { await tx.insert(addresses).values({ kind: 'paper', slug: `former-${slug}`, target: id }) })
  const moved = await paperBib(request, at({ slug: `former-${slug}` }))
  expect([moved.status, moved.headers.get('location')]).toEqual([308, `/papers/${slug}/cite.bib`])
  expect((await paperBib(request, at({ slug: 'no-such-paper' }))).status).toBe(404)
})

test('an answer is cited by its writer, its date, its lasting address and its revision', async () => {
  const by = await aPerson({ name: 'Léa Fournier' })
  await db().write(async tx => { await tx.update(people).set({ orcid: '0000-0002-1825-0097' }).where(eq(people.id, by.id)) })
  const { question, id } = await anAnswer({ by })
  expect(question).toBeGreaterThan(0)
  must(await editPost(by, { post: id, revision: 1, body: 'Because of another fact.' }))
  const { text } = await bibOf(id)
  for (const line of ['author = {Fournier, Léa}', 'note = {revision 2}', `url = {http://localhost:3000/p/${id}?revision=2}`, 'orcid = {0000-0002-1825-0097}', 'urldate = {']) expect(text).toContain(line)
  expect(await (await postText(request, at({ id: String(id) }))).text()).toMatch(new RegExp(`^Léa Fournier \\(\\d{4}-\\d\\d-\\d\\d\\)\\. Answer to Question 1 on .+\\. .+\\. http://localhost:3000/p/${id}\\?revision=2, revision 2\\n$`))
})

test('a former text is cited by its title, its day and its address, and the present one by its own', async () => {
  const by = await aPerson()
  const { id } = await aQuestion({ by, title: 'Why so?' })
  await db().write(async tx => { await tx.update(posts).set({ createdAt: new Date('2024-01-02T03:00:00Z'), publicAt: new Date('2024-01-03T03:00:00Z') }).where(eq(posts.id, id)) })
  must(await editPost(by, { post: id, revision: 1, title: 'Why else?', body: 'Another text.' }))
  await db().write(async tx => { await tx.update(posts).set({ editedAt: new Date('2024-05-06T03:00:00Z') }).where(eq(posts.id, id)) })

  const [former, present] = [await bibOf(id, '?revision=1'), await bibOf(id, '?revision=2')]
  for (const line of [`@misc{post-${id}-revision-1,`, ': {W}hy so?}', 'year = {2024}', 'month = jan', 'note = {revision 1}', `url = {http://localhost:3000/p/${id}?revision=1}`]) expect(former.text).toContain(line)
  for (const line of [`@misc{post-${id},`, ': {W}hy else?}', 'month = may', `url = {http://localhost:3000/p/${id}?revision=2}`]) expect(present.text).toContain(line)
  expect(present.text).toBe((await bibOf(id)).text)
  const { json } = await call('GET', `/posts/${id}/citation?revision=1`)
  expect(json['text']).toMatch(/\(2024-01-03\)\. Question 1 on .+: Why so\?/)
  expect(json).toMatchObject({ url: `http://localhost:3000/p/${id}`, revisionUrl: `http://localhost:3000/p/${id}?revision=1` })
})

test('a question without a title is cited by the first sentence of its text then', async () => {
  const by = await aPerson()
  const { id } = await aQuestion({ by, title: '', body: 'Is it so? Or not.' })
  must(await editPost(by, { post: id, revision: 1, body: 'Is it otherwise? Or not.' }))
  expect((await bibOf(id, '?revision=1')).text).toMatch(/: \{I\}s it so\?/)
  expect((await bibOf(id)).text).toMatch(/: \{I\}s it otherwise\?/)
})

test('a revision that is not there, was never public, or is of a hidden post is cited nowhere, and a sentence says so', async () => {
  const by = await aPerson()
  const moderator = await aPerson({ role: 'moderator' })
  const { id } = await anAnswer({ by })
  must(await editPost(by, { post: id, revision: 1, body: 'Because of another fact.' }))
  const missing = { status: 404, text: 'This post has no such revision that everybody may read.\n' }
  for (const query of ['?revision=3', '?revision=0', '?revision=-1', '?revision=x', '?revision=99999999999', '?revision=1.5']) expect(await bibOf(id, query)).toEqual(missing)
  expect((await call('GET', `/posts/${id}/citation?revision=3`)).status).toBe(404)
  expect((await bibOf(id, '?revision=')).status).toBe(200)

  await db().write(async tx => { await tx.update(revisions).set({ state: 'held' }).where(eq(revisions.post, id)) })
  expect(await bibOf(id, '?revision=1')).toEqual(missing)
  await db().write(async tx => { await tx.update(revisions).set({ state: 'public' }).where(eq(revisions.post, id)) })
  must(await decide(moderator, { post: id, decision: 'hide', reason: { text: 'off topic' } }))
  for (const query of ['', '?revision=1', '?revision=2']) expect(await bibOf(id, query)).toEqual({ status: 404, text: 'There is nothing to cite here.\n' })
  expect((await call('GET', `/posts/${id}/citation?revision=1`)).status).toBe(404)
})

test('a former member is cited as such, a guest by name', async () => {
  const { id, by } = await anAnswer()
  await db().write(async tx => { await tx.update(people).set({ former: true }).where(eq(people.id, by.id)) })
  expect((await bibOf(id)).text).toContain('author = {{former member}}')

  const { id: question } = await aQuestion()
  const held = must(await postAnswer(aGuest(), { question, body: 'A guest’s word.', guest: 'Gast Freund' }))
  expect((await bibOf(held.id)).status).toBe(404)
  must(await decide(await aPerson({ role: 'moderator' }), { post: held.id, decision: 'approve' }))
  expect((await bibOf(held.id)).text).toContain('author = {Freund, Gast}')
})

test('what the public does not read is cited nowhere', async () => {
  const { id, question } = await anAnswer()
  const moderator = await aPerson({ role: 'moderator' })
  must(await decide(moderator, { post: id, decision: 'hide', reason: { text: 'off topic' } }))
  expect((await bibOf(id)).status).toBe(404)
  expect((await call('GET', `/posts/${id}/citation`)).status).toBe(404)
  expect((await bibOf(question)).status).toBe(200)
  for (const other of ['0', '-1', 'x', '99999999999999999999', '2147483648']) expect((await postBib(request, at({ id: other }))).status).toBe(404)
})

test('the API gives a citation in each format', async () => {
  const { slug } = await aKnownPaper()
  const paper = await call('GET', `/papers/${slug}/citation`)
  expect([paper.status, paper.json['text']]).toEqual([200, 'Brandt, A., & Tanaka, J. (2019). Gradient clouds. Proceedings of Clouds, 1–9. Sky. https://doi.org/10.1000/clouds'])
  const { id } = await aQuestion()
  expect((await call('GET', `/posts/${id}/citation`)).json).toMatchObject({ url: `http://localhost:3000/p/${id}`, revisionUrl: `http://localhost:3000/p/${id}?revision=1`, csl: { type: 'post' } })
})

test('a thread’s data holds public posts alone, one accepted answer, and counts what everybody can read', async () => {
  const author = await aPerson({ role: 'author' })
  const { id: question } = await aQuestion({ title: 'Why </script><!-- & so?' })
  const [plain, endorsed, best, hidden] = [await anAnswer({ question }), await anAnswer({ question }), await anAnswer({ question }), await anAnswer({ question, body: 'Not for everybody.' })]
  const comment = await aComment({ parent: plain.id })
  await aComment({ parent: hidden.id })
  for (const { id } of [endorsed, best]) must(await endorseAnswer(author, { post: id, endorsed: true }))
  must(await castVote(await aPerson(), { post: best.id, voted: true }))
  must(await decide(await aPerson({ role: 'moderator' }), { post: hidden.id, decision: 'hide', reason: { text: 'off topic' } }))
  must(await postAnswer(aGuest(), { question, body: 'Held back.', guest: 'Gast' }))

  // Read as a moderator, to whom all is shown.
  const thread = await readThreadOf(question, {}, await aPerson({ role: 'moderator' }))
  if (!thread) throw new Error('no thread')
  const data = qaPageOf(thread, await workOf(thread.paper), await readSite())
  expect(faultsOf(data)).toEqual([])
  const site = 'http://localhost:3000/p/'
  expect(data).toMatchObject({ mainEntity: { name: 'Why </script><!-- & so?', answerCount: 3, acceptedAnswer: { url: `${site}${best.id}`, upvoteCount: 1 }, about: { '@type': 'ScholarlyArticle' } } })
  const said = JSON.stringify(data)
  expect(said).not.toMatch(/Not for everybody|Held back|Gast/)
  for (const { id } of [plain, endorsed, comment]) expect(said).toContain(`"${site}${id}"`)
})
