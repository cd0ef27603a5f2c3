/** What is named before it is there is linked once it is; and nothing tells of what is hidden. */
import { setTimeout as pause } from 'node:timers/promises'
import { desc, eq, isNotNull } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { db } from '@/db'
import { assessments, events, followers, mentions, notes, papers, posts } from '@/db/schema'
import { postAnswer } from '@/forum/answers'
import { postComment } from '@/forum/comments'
import { deletePost, undeletePost } from '@/forum/edits'
import { eventsSeen, record } from '@/forum/events'
import { beginLateReferences, lateReferences } from '@/forum/late-references'
import { advance } from '@/forum/log-followers'
import { listQuestionsOf } from '@/forum/lists'
import { mentionsOfPaper } from '@/forum/mentioned'
import { describePapers } from '@/forum/metadata'
import { listPapers } from '@/forum/papers'
import { decide } from '@/forum/moderation'
import { askQuestion } from '@/forum/questions'
import { readHome } from '@/forum/home'
import { findPerson } from '@/forum/persons'
import { readCard } from '@/forum/reference-cards'
import { renderMarked } from '@/forum/render-anew'
import { operator } from '@/forum/viewer'
import { importList } from '@/reading-list/apply'
import { openAssessment, saveAssessment } from '@/reading-list/assessment'
import { aDatabase } from '../support/database'
import { aGuest, anAnswer, aPaper, aPerson, aQuestion, must } from '../support/world'

process.env['RATE_LIMITS'] = 'off'
aDatabase()
beforeAll(() => beginLateReferences(new Date()))

/** What a server does in the background, to its end; fails where that has none. */
async function settle(): Promise<void> {
  for (let rounds = 0; rounds < 100;) {
    const { handled, failed } = await advance(lateReferences, new Date())
    if (failed) throw failed.error
    const rendered = await renderMarked()
    if (handled + rendered > 0) rounds++
    // On PostgreSQL an event is handled once no slower transaction of the whole server can precede it.
    else if (await isAtEnd()) return
    else await pause(10)
  }
  throw new Error('it goes round in circles')
}

async function isAtEnd(): Promise<boolean> {
  const [at] = await db().read.select({ position: followers.position }).from(followers).where(eq(followers.name, lateReferences.name))
  return (await eventsSeen(at?.position ?? 0, 1)).length === 0
}

async function lastEvent(): Promise<number> {
  const [last] = await db().read.select({ id: events.id }).from(events).orderBy(desc(events.id)).limit(1)
  return last?.id ?? 0
}

async function htmlOf(post: number): Promise<string> {
  const [row] = await db().read.select({ html: posts.html }).from(posts).where(eq(posts.id, post))
  return row?.html ?? ''
}

async function listed(...lines: string[]): Promise<void> {
  must(await importList(Buffer.from(`# List\n\n## Topic\n\n${lines.join('\n')}\n`), operator, { dryRun: false }))
}

test('a question that is asked later is linked where it was named, on its paper and by its paper’s name elsewhere', async () => {
  const paper = await aPaper({ slug: 'on-ties', title: 'Ties' })
  const { id: question } = await aQuestion({ paper })
  const here = await anAnswer({ question, body: 'See Q2, or question 2, not `Q2`; Q22 is another.' })
  const elsewhere = await anAnswer({ body: '[[on-ties Q2]] and [[Ties q2]] say more.' })
  const other = await anAnswer({ body: 'Q2 of this paper is another.' })
  await settle()
  expect(await htmlOf(here.id)).not.toContain('href')

  const { id } = must(await askQuestion(await aPerson({ trust: 2 }), { paper: 'on-ties', title: 'What of the second?', body: 'It comes later.' }))
  const position = await lastEvent()
  await settle()

  expect((await htmlOf(here.id)).match(/href="\/papers\/on-ties\/questions\/2"/g)).toHaveLength(2)
  expect((await htmlOf(elsewhere.id)).match(/href="\/papers\/on-ties\/questions\/2"/g)).toHaveLength(2)
  expect(await htmlOf(other.id)).not.toContain('href')
  expect(await db().read.select({ post: mentions.post }).from(mentions).where(eq(mentions.toPost, id)).orderBy(mentions.post)).toEqual([{ post: here.id }, { post: elsewhere.id }])
  const told = await db().read.select({ id: events.id, post: events.post }).from(events).where(eq(events.kind, 'post.rendered'))
  expect(told.filter(event => event.id > position).map(event => event.post)).toEqual([here.id, elsewhere.id])
})

test('a paper that comes later is linked by arXiv id, DOI and title, in posts, notes and remarks; another’s title is not', async () => {
  await listed('- **First of Many**', '  - As [[The Late One]] shows, and arXiv:2001.00001v2.', '- **Second of Many** 👍 See doi:10.1000/late.', '- **Third of Many** 👍', '  - On its own.')
  const { id } = await anAnswer({ body: 'Compare [[the late one]], arXiv:2001.00001, https://doi.org/10.1000/late, and [[the late]].' })
  await settle()
  expect(await htmlOf(id)).not.toContain('href="/papers/the-late-one"')

  await listed(
    '- **First of Many**', '  - As [[The Late One]] shows, and arXiv:2001.00001v2.', '- **Second of Many** 👍 See doi:10.1000/late.', '- **Third of Many** 👍', '  - On its own.',
    '- **The Late One** [arXiv](https://arxiv.org/abs/2001.00001) [page](https://doi.org/10.1000/late)', '- **Zeroth** See [[a list’s own]] first.', '- **A List’s Own**',
  )
  await settle()

  const [late] = await db().read.select().from(papers).where(eq(papers.slug, 'the-late-one'))
  expect((await htmlOf(id)).match(/href="\/papers\/the-late-one"/g)).toHaveLength(3)
  const noted = await db().read.select({ html: notes.html }).from(notes).innerJoin(assessments, eq(assessments.id, notes.assessment)).innerJoin(papers, eq(papers.id, assessments.paper)).where(eq(papers.title, 'First of Many'))
  expect(noted.map(row => row.html).join('').match(/href="\/papers\/the-late-one"/g)).toHaveLength(2)
  expect((await mentionsOfPaper(late?.id ?? 0))?.items.map(item => item.by === null ? item.paper.title : item.by.kind)).toContain('answer')
  expect((await mentionsOfPaper(late?.id ?? 0))?.items.map(item => item.paper.title)).toEqual(expect.arrayContaining(['First of Many']))
})

test('a remark, and a note on a topic, get their links too', async () => {
  const lines = ['All build on [[the later one]].', '', '- **One with a Remark** 👍']
  await listed(...lines)
  const author = await aPerson({ role: 'author' })
  const before = await openAssessment(author, 'one-with-a-remark')
  must(await saveAssessment(author, 'one-with-a-remark', { seen: before?.seen ?? '', remark: 'Less than [[the later one]].' }))
  await settle()
  const said = async () => [
    ...await db().read.select({ html: assessments.remarkHtml }).from(assessments).where(eq(assessments.remark, 'Less than [[the later one]].')),
    ...await db().read.select({ html: notes.html }).from(notes).where(isNotNull(notes.topic)),
  ].map(row => row.html?.includes('href="/papers/the-later-one"'))
  expect(await said()).toEqual([false, false])

  await listed(...lines, '- **The Later One**')
  await settle()

  expect(await said()).toEqual([true, true])
})

test('an id that only metadata tell is linked once they do', async () => {
  const paper = await aPaper({ title: 'Without an id' })
  const { id } = await anAnswer({ body: 'See doi:10.1000/LATER-known.' })
  must(await describePapers(operator, { papers: [{ paper: paper.id, says: { source: 'bibtex', title: 'Without an id', authors: [], type: 'article', container: null, publisher: null, volume: null, issue: null, pages: null, year: null, month: null, day: null, doi: '10.1000/later-known', arxiv: null, arxivVersion: null, url: null, abstract: null } }] }))
  await settle()

  expect(await htmlOf(id)).toContain(`href="/papers/${paper.slug}"`)
})

test('a post that was held is linked once it is approved, and what it names by then is linked in it', async () => {
  const { id: question, paper } = await aQuestion()
  const held = must(await postAnswer(aGuest(), { question, body: 'As Q2 says.', guest: 'Passer-by' }))
  const before = await anAnswer({ question, body: `Wait for #post-${held.id}.` })
  must(await askQuestion(await aPerson({ trust: 2 }), { paper: paper.slug, title: 'What of the second?', body: 'Asked meanwhile.' }))
  await settle()
  expect([await htmlOf(held.id), await htmlOf(before.id)].filter(html => html.includes('href'))).toEqual([])

  must(await decide(await aPerson({ role: 'moderator' }), { post: held.id, decision: 'approve' }))
  await settle()

  expect(await htmlOf(before.id)).toContain(`href="/p/${held.id}"`)
  expect(await htmlOf(held.id)).toContain(`href="/papers/${paper.slug}/questions/2"`)
})

test('a deletion that is taken back is linked where it was named meanwhile', async () => {
  const { id, by, question } = await anAnswer({ body: 'Here and gone.' })
  must(await postComment(await aPerson({ trust: 2 }), { parent: id, body: 'So that something stays.' }))
  must(await deletePost(by, { post: id }))
  const naming = await anAnswer({ question, body: `What was #post-${id}?` })
  expect(await htmlOf(naming.id)).not.toContain('href')

  must(await undeletePost(by, { post: id }))
  await settle()

  expect(await htmlOf(naming.id)).toContain(`href="/p/${id}"`)
})

test('a name within code asks for nothing again and again', async () => {
  await listed('- **A Circle**', '  - It is called `[[a circle]]`, and `arXiv:2002.00002`.')
  const { id } = await anAnswer({ body: '`[[a circle]]`' })
  await settle()
  const position = await lastEvent()

  await db().write(async tx => {
    const [circle] = await tx.select({ id: papers.id }).from(papers).where(eq(papers.slug, 'a-circle'))
    await record(tx, 'paper.changed', { paper: circle?.id ?? 0 }, new Date())
  })
  await settle()

  expect(await lastEvent()).toBe(position + 1)
  expect(await htmlOf(id)).not.toContain('href')
})

test('of what is hidden no card tells, nor of what stands under it; what names it is still said to, where it comes back', async () => {
  const { id: question, paper } = await aQuestion({ title: 'A telling heading?' })
  const { id: answer } = await anAnswer({ question, body: 'A telling answer.' })
  const naming = await anAnswer({ body: `See #post-${answer} and [[${paper.slug} q1]].` })
  const moderator = await aPerson({ role: 'moderator' })
  expect(await readCard(`/p/${answer}`)).toMatchObject({ kind: 'answer', excerptHtml: 'A telling answer.' })

  must(await decide(moderator, { post: question, decision: 'hide', reason: { text: 'Off the point.' } }))
  await settle()
  expect(await Promise.all([`/p/${answer}`, `/p/${question}`, `/papers/${paper.slug}/questions/1`].map(path => readCard(path)))).toEqual([null, null, null])
  expect(await htmlOf(naming.id)).not.toContain('telling')

  must(await decide(moderator, { post: question, decision: 'restore' }))
  must(await decide(moderator, { post: answer, decision: 'hide', reason: { text: 'Off the point.' } }))
  expect([await readCard(`/p/${answer}`), (await readCard(`/p/${question}`))?.kind]).toEqual([null, 'question'])
})

test('the newest answers and a person’s posts are quoted with their formulas set', async () => {
  const by = await aPerson()
  const { id } = await anAnswer({ by, body: 'Since $x^2 < 1$.' })
  const set = /^Since <math>.*x\^2 &lt; 1<\/annotation><\/semantics><\/math>\.$/
  expect((await readHome()).recent.find(answer => answer.id === id)?.excerptHtml).toMatch(set)
  const person = await findPerson(by.handle)
  expect(person && 'found' in person ? person.found.posts.map(post => post.excerptHtml) : []).toEqual([expect.stringMatching(set)])
})

test('lists tell of papers and questions with their formulas set, links and emphasis gone', async () => {
  const title = 'A list of one paper'
  must(await importList(Buffer.from(`# A list\n\n## Of topics\n\n- ${title} 👍\n  - *Loss* is [bounded by $x^2 * y_1$](https://example.org/b), at \\$5/\\$n\\$.\n`), operator, { dryRun: false }))
  const paper = (await listPapers({ title })).items.find(one => one.title === title)
  expect(paper?.gistHtml).toMatch(/^Loss is bounded by <math>.*x\^2 \* y_1<\/annotation><\/semantics><\/math>, at \$5\/\$n\$\.$/)
  await aQuestion({ paper: { id: paper?.id ?? 0, slug: paper?.slug ?? '' }, title: 'Why?', body: 'As **$a < b$** & so on.' })
  expect((await listQuestionsOf(paper?.slug ?? '')).map(one => one.gistHtml)).toEqual([expect.stringMatching(/^As <math>.*a &lt; b<\/annotation><\/semantics><\/math> &amp; so on\.$/)])
})

test('a card sets the formulas of what it quotes, and cuts none', async () => {
  const { id } = await anAnswer({ body: `Since **$x^2 < 1$** & $\\frac{a}{b$ ${'so on '.repeat(30)} $y_1 + y_2 + y_3 + y_4 + y_5$ at last.` })
  const card = await readCard(`/p/${id}`)
  const html = card?.kind === 'answer' ? card.excerptHtml : ''
  expect(html).toMatch(/^Since <math><semantics>.*<annotation encoding="application\/x-tex">x\^2 &lt; 1<\/annotation><\/semantics><\/math> &amp; \$\\frac\{a\}\{b\$ so on .*so on…$/)
})
