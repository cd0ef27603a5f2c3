import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Answer } from '@/components/answer'
import { branchesOf, Comments } from '@/components/comments'
import { Frame } from '@/components/frame'
import { PaperList } from '@/components/paper-list'
import { Rating } from '@/components/rating'
import { seenByNobody, type Sight } from '@/components/sight'
import type { Answer as AnswerDocument, Comment, PaperLine, Post, Site } from '@/forum/documents'

const legend = 'Closely related to the author’s own research.'
const author: Sight = { view: { handle: 'iris', name: 'Iris Example', role: 'author', waiting: 3, unread: 0 }, voted: new Set([7]) }

function aPost(given: Partial<Post> = {}): Post {
  const at = new Date('2020-03-11T14:05:09Z')
  return {
    id: 7, kind: 'answer', paper: 'pencil', question: 1, questionNumber: 1, parent: 1, writer: { handle: 'lea', name: 'Léa', role: 'member', former: false },
    body: 'x', html: '<p>x</p>', plain: 'x', score: 3, state: 'public', endorsed: false, endorsedBy: null, createdAt: at, publicAt: at, editedAt: null, editedByModerator: false,
    deletedAt: null, removed: null, revision: 1, url: '/papers/pencil/questions/1#post-7', heldWhy: null, decision: null, own: false, mentionedIn: null, ...given,
  }
}
const anAnswer = (given: Partial<Post> = {}): AnswerDocument => ({ ...aPost(given), kind: 'answer', comments: [] })
const aComment = (id: number, depth: 0 | 1 = 0): Comment => ({ ...aPost({ id }), kind: 'comment', depth, replyTo: null })

function answerAs(answer: AnswerDocument, sight: Sight): string {
  return renderToStaticMarkup(<Answer answer={answer} sight={sight} />)
}

test('a post is an article with its vote, its count and its one body', () => {
  const html = answerAs(anAnswer(), seenByNobody)
  expect(html).toContain('<article class="post answer hang" aria-label="Answer by Léa"')
  expect(html).toContain('aria-label="Upvote" aria-pressed="false"')
  expect(html).toContain('data-score="">3<span class="vh"> upvotes</span>')
  expect(html.match(/data-body=""/g)).toHaveLength(1)
})

test('nobody is shown the tools of writers and moderators', () => {
  const html = answerAs(anAnswer(), seenByNobody)
  expect(html).toContain('<span class="contents" data-slot="tools"></span>')
  expect(html).not.toMatch(/Endorse|Hide|Edit/)
})

test('an author can endorse and hide another’s answer, and sees the own vote pressed', () => {
  const html = answerAs(anAnswer(), author)
  expect(html).toMatch(/value="1" aria-pressed="false" name="endorsed"/)
  expect(html).toContain('href="/posts/7/hide"')
  expect(html).toMatch(/name="voted"[^>]*aria-pressed="true"|aria-pressed="true"[^>]*name="voted"/)
  expect(html).not.toContain('/posts/7/edit')
})

test('one’s own post cannot be upvoted, and says so', () => {
  const html = answerAs(anAnswer({ own: true }), author)
  expect(html).toContain('disabled=""')
  expect(html).toContain('You cannot upvote your own post.')
  expect(html).toContain('href="/posts/7/edit"')
})

test('a held post says that it waits, and cannot be voted on', () => {
  const html = answerAs(anAnswer({ state: 'held', own: true, writer: { guest: 'Noor' } }), seenByNobody)
  expect(html).toContain('aria-label="Your answer, waiting for review"')
  expect(html).toContain('<b>Waiting for review.</b> Only you and the moderators see this answer.')
  expect(html).not.toContain('Upvote')
})

test('a rejected post tells its writer the reason and the one revision', () => {
  const decision = { decision: 'reject', reason: 'no source', rule: null, at: new Date(0), byRole: 'moderator', mayRevise: true }
  const html = answerAs(anAnswer({ state: 'hidden', own: true, decision }), seenByNobody)
  expect(html).toContain('<b>Not published.</b>')
  expect(html).toContain('no source')
  expect(html).toContain('You can edit the answer once and send it again.')
})

test('of a removed answer the sentence is left, and the comments under it', () => {
  const html = answerAs({ ...anAnswer({ removed: { by: 'writer', reason: null }, state: 'deleted', html: '', body: '' }), comments: [aComment(9)] }, seenByNobody)
  expect(html).toContain('Withdrawn by its writer. The replies stay.')
  expect(html).toContain('id="post-9"')
  expect(html).not.toContain('post=7')
})

test('three comments stand in sight, further ones are folded', () => {
  const html = renderToStaticMarkup(<Comments comments={[1, 2, 3, 4, 5].map(id => aComment(id))} sight={seenByNobody} />)
  expect(html).toContain('2 more comments')
  expect(html).toContain('<details class="fold">')
})

test('the fold that holds the post one came for is open', () => {
  const html = renderToStaticMarkup(<Comments comments={[1, 2, 3, 4, 5].map(id => aComment(id))} sight={seenByNobody} target={5} />)
  expect(html).toContain('<details class="fold" open="">')
})

test('replies stay under the comment they answer, folded or not', () => {
  const { shown, folded } = branchesOf([aComment(1), aComment(2, 1), aComment(3, 1), aComment(4, 1), aComment(5), aComment(6, 1)])
  expect(shown.map(branch => [branch.comment.id, branch.replies.map(c => c.id), branch.folded.map(c => c.id)])).toEqual([[1, [2, 3], [4]]])
  expect(folded.map(branch => [branch.comment.id, branch.replies.map(c => c.id)])).toEqual([[5, [6]]])
})

test('folding loses no comment and changes no order', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom<0 | 1>(0, 1), { maxLength: 12 }), depths => {
    const comments = depths.map((depth, index) => aComment(index + 1, index === 0 ? 0 : depth))
    const { shown, folded } = branchesOf(comments)
    const inOrder = [...shown, ...folded].flatMap(branch => [branch.comment, ...branch.replies, ...branch.folded])
    expect(inOrder.map(comment => comment.id)).toEqual(comments.map(comment => comment.id))
  }))
})

test('a rating carries its legend on hover and leads to it', () => {
  const html = renderToStaticMarkup(<Rating rating="down" mark="👎" author="Iris" legend={legend} brief />)
  expect(html).toContain(`href="#legend" title="Rated down by Iris. ${legend}"`)
  expect(html).toContain('Rated down (thumbs down)')
})

test('a mark that is neither up nor down is shown as written', () => {
  const html = renderToStaticMarkup(<Rating rating={null} mark="★★★☆" legend={legend} />)
  expect(html).toContain('★★★☆')
  expect(html).not.toContain('Unrated')
})

test('papers keep the order they are given in, whatever their rating', () => {
  const paper = (id: number, rating: 'up' | 'down' | null): PaperLine => ({
    id, slug: `p${id}`, title: `P${id}`, titleHtml: `P${id}`, topic: null, authors: [], venue: null, year: null, doi: null, arxiv: null, arxivVersion: null, links: [],
    ratings: [{ author: 'Iris', rating, mark: null }], gistHtml: null, known: { venue: null, year: null }, activeAt: new Date(0), counts: { questions: 0, openQuestions: 0, answers: 0 }, onList: true, url: `/papers/p${id}`,
  })
  const html = renderToStaticMarkup(<PaperList papers={[paper(1, 'down'), paper(2, null), paper(3, 'up')]} legend={legend} />)
  expect([...html.matchAll(/href="\/papers\/p(\d)"/g)].map(match => match[1])).toEqual(['1', '2', '3'])
})

test('the frame names nobody on a stored page and everything of one’s own on a composed one', () => {
  const site: Site = { name: 'Colloquy', author: 'Iris', legend, licence: null, source: null, intro: null, introHtml: null, url: 'http://localhost:3000' }
  const stored = renderToStaticMarkup(<Frame site={site} viewer={null} path="/papers/x">page</Frame>)
  const composed = renderToStaticMarkup(<Frame site={site} viewer={author.view} path="/papers/x">page</Frame>)
  expect(stored).toContain('href="/signin?next=%2Fpapers%2Fx"')
  expect(stored).toContain('<template data-for="account">')
  expect(composed).toContain('Sign out')
  expect(composed).toContain('href="/people/iris"')
  expect(composed).not.toContain('<template')
})
