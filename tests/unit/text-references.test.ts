import { expect, test } from 'vitest'
import { references } from '@/text/references'
import { render } from '@/text/render'

const links = {
  questions: { 1: '/papers/pencil/questions/1', 2: '/papers/pencil/questions/2' },
  posts: { 123: '/p/123' },
  people: { ada: '/people/ada', 'mary-jane': '/people/mary-jane' },
  papers: { '1903.07788': '/papers/pencil', '10.1109/cvpr.2019.00123': '/papers/cvpr' },
}
const html = (source: string) => render(source, { links }).html

test.each([
  ['If the answer of Question1 is yes', '<a href="/papers/pencil/questions/1">Question1</a>'],
  ['see Q2.', '<a href="/papers/pencil/questions/2">Q2</a>.'],
  ['see question 2, too', '<a href="/papers/pencil/questions/2">question 2</a>'],
  ['as in #post-123', '<a href="/p/123">#post-123</a>'],
  ['thanks @ada.', '<a href="/people/ada" class="mention">@ada</a>.'],
  ['thanks @Mary-Jane!', '<a href="/people/mary-jane" class="mention">@Mary-Jane</a>'],
  ['*thanks @ada*', '<em>thanks <a href="/people/ada" class="mention">@ada</a></em>'],
  ['arXiv:1903.07788v2', '<a href="/papers/pencil">arXiv:1903.07788v2</a>'],
  ['doi:10.48550/arXiv.1903.07788', '<a href="/papers/pencil">'],
  ['doi:10.1109/CVPR.2019.00123', '<a href="/papers/cvpr">'],
  ['arXiv:1706.03762v5', '<a href="https://arxiv.org/abs/1706.03762v5" rel="nofollow ugc noopener noreferrer">'],
  ['arXiv:math.CA/0611800', '<a href="https://arxiv.org/abs/math/0611800" rel'],
  ['(doi:10.1016/0016-7037(83)90226-6).', '<a href="https://doi.org/10.1016/0016-7037(83)90226-6" rel="nofollow ugc noopener noreferrer">doi:10.1016/0016-7037(83)90226-6</a>).'],
])('%s is linked', (source, expected) => {
  expect(html(source)).toContain(expected)
})

test.each([
  'Q3 and Question 9', 'FAQ2', 'Q2b', 'q2', 'Q2.5', 'x_Q2', '#post-124', '@nobody', 'Recall@K', 'mAP@0.5', 'a@ada.org', '@ada@example.org',
  '@ada.org', '@constructor', '\\@ada', '`Q2 @ada`', '$Q2$', '    Q2 arXiv:1903.07788', '```\n@ada\n```', 'arXiv:1903.077', 'doi:11.1000/x',
])('%j is not linked', source => {
  expect(html(source)).not.toContain('<a ')
})

test('nothing within a link is linked again', () => {
  expect(html('[see Q2 and @ada](https://example.org)').match(/<a /g)).toHaveLength(1)
  expect(html('https://example.org/@ada/Q2').match(/<a /g)).toHaveLength(1)
})

test('references are no links of the writer’s own', () => {
  expect(render('arXiv:1706.03762 doi:10.1000/x Q2', { links }).links).toBe(0)
})

test('candidates for looking up are found, folded and without repetition', () => {
  expect(references('Q2, Question 2, question 10; #post-5 @Ada @ada arXiv:1903.07788v2 arXiv:hep-th/9901001 doi:10.48550/arXiv.2001.00001v1 doi:10.1000/ABC.')).toEqual({
    questions: [2, 10],
    posts: [5],
    handles: ['ada'],
    arxiv: ['1903.07788', 'hep-th/9901001', '2001.00001'],
    dois: ['10.48550/arxiv.2001.00001v1', '10.1000/abc'],
  })
})

test('no more than 200 candidates of a kind are looked up', () => {
  const source = Array.from({ length: 500 }, (_, number) => `@person${number} Q${number}`).join(' ')
  expect(references(source).handles).toHaveLength(200)
  expect(references(source).questions).toHaveLength(200)
})
