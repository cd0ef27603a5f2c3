import { expect, test } from 'vitest'
import { mentionedPaths, references } from '@/text/references'
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
  ['10.1109/CVPR.2019.00123, page 3', '<a href="/papers/cvpr">10.1109/CVPR.2019.00123</a>, page 3'],
  ['10.1162/neco.2006.18.7.1527.', '<a href="https://doi.org/10.1162/neco.2006.18.7.1527" rel="nofollow ugc noopener noreferrer">10.1162/neco.2006.18.7.1527</a>.'],
  ['(see 10.1016/0016-7037(83)90226-6)?', '>10.1016/0016-7037(83)90226-6</a>)?'],
  ['**10.1000/a_b_c**;', '<a href="https://doi.org/10.1000/a_b_c" rel="nofollow ugc noopener noreferrer">10.1000/a_b_c</a></strong>;'],
  ['参见 10.48550/arXiv.1903.07788。', '<a href="/papers/pencil">10.48550/arXiv.1903.07788</a>。'],
  ['DOI 10.1038/nature14539', '>10.1038/nature14539</a>'],
  ['10.1145/3292500.3330701', '>10.1145/3292500.3330701</a>'],
  ['10.1162/089976698300017197', '>10.1162/089976698300017197</a>'],
])('%s is linked', (source, expected) => {
  expect(html(source)).toContain(expected)
})

test.each([
  'Q3 and Question 9', 'FAQ2', 'Q2b', 'q2', 'Q2.5', 'x_Q2', '#post-124', '@nobody', 'Recall@K', 'mAP@0.5', 'a@ada.org', '@ada@example.org',
  '@ada.org', '@constructor', '\\@ada', '`Q2 @ada`', '$Q2$', '    Q2 arXiv:1903.07788', '```\n@ada\n```', 'arXiv:1903.077', 'doi:11.1000/x',
  '`10.1162/neco.2006`', '$10.1162/neco.2006$', '    10.1162/neco.2006', '10.2500/100', '10.2500/100.', 'a loss of 10.1234/10.5678 here', '10.5000/2.5', '10.0001/1000', '10.2024/2025', '10.2021/12/31', '10.2500/300-400', '210.1162/neco', '1.10.1162/neco', '10.116/neco', 'doi.org/10.1162/neco', '10.1162/.', 'doi:10.1162/;', '\\(10.1162/neco.2006\\)',
  '10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O', '10.1162/',
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
    named: [],
    places: [],
  })
})

test('the addresses behind words, and DOIs alone, are looked up', () => {
  const found = references('[a](https://doi.org/10.1000/a(1)b);so, [b](https://arxiv.org/abs/1903.07788), 10.1000/C. See https://doi.org/10.1000/d')
  expect([found.dois, found.arxiv]).toEqual([['10.1000/c', '10.1000/a(1)b', '10.1000/d'], ['1903.07788']])
})

test('no more than 200 candidates of a kind are looked up', () => {
  const source = Array.from({ length: 500 }, (_, number) => `@person${number} Q${number}`).join(' ')
  expect(references(source).handles).toHaveLength(200)
  expect(references(source).questions).toHaveLength(200)
})

const here = { ...links, site: 'https://forum.example', named: { 'pencil': '/papers/pencil', 'pencil q2': '/papers/pencil/questions/2', 'deep ranking': '/papers/ranking' }, places: { '/p/123': '/p/123', '/papers/pencil': '/papers/pencil', '/papers/old-name/questions/2': '/papers/pencil/questions/2' } }
const htmlHere = (source: string) => render(source, { links: here }).html

test.each([
  ['see [[pencil]].', 'see <a href="/papers/pencil">[[pencil]]</a>.'],
  ['[[Pencil  Q2]]', '<a href="/papers/pencil/questions/2">[[Pencil  Q2]]</a>'],
  ['[[Deep Ranking]]', '<a href="/papers/ranking">[[Deep Ranking]]</a>'],
  ['https://arxiv.org/abs/1903.07788v2', '<a href="/papers/pencil">https://arxiv.org/abs/1903.07788v2</a>'],
  ['(https://arxiv.org/pdf/1903.07788.pdf).', '<a href="/papers/pencil">'],
  ['https://doi.org/10.48550/arXiv.1903.07788', '<a href="/papers/pencil">'],
  ['<https://dx.doi.org/10.1109/CVPR.2019.00123>', '<a href="/papers/cvpr">'],
  ['https://forum.example/p/123', '<a href="/p/123">'],
  ['https://forum.example/papers/pencil/questions/1?order=newest#post-123', '<a href="/p/123">'],
  ['[a *preprint*](https://arxiv.org/abs/1903.07788)', '<a href="/papers/pencil">a <em>preprint</em></a>'],
  ['[Yi (2019)](https://doi.org/10.1109/CVPR.2019.00123 "CVPR")', '>Yi (2019)</a>'],
  ['[it][1]\n\n[1]: https://arxiv.org/pdf/1903.07788v1', '<a href="/papers/pencil">it</a>'],
  ['[this one](https://forum.example/papers/old-name/questions/2)', '<a href="/papers/pencil/questions/2">this one</a>'],
])('%s leads to its page here', (source, expected) => {
  expect(htmlHere(source)).toContain(expected)
})

test.each([
  ['[another](https://arxiv.org/abs/1903.07789)', 'https://arxiv.org/abs/1903.07789'],
  ['[page 5](https://arxiv.org/pdf/1903.07788#page=5)', 'https://arxiv.org/pdf/1903.07788#page=5'],
  ['https://arxiv.org/abs/1903.07789', 'https://arxiv.org/abs/1903.07789'],
  ['https://arxiv.org.evil.example/abs/1903.07788', 'https://arxiv.org.evil.example/abs/1903.07788'],
  ['https://forum.example.evil.example/p/123', 'https://forum.example.evil.example/p/123'],
  ['https://forum.example/p/124', 'https://forum.example/p/124'],
  ['https://forum.example/settings', 'https://forum.example/settings'],
  ['https://doi.org/10.1109/CVPR.2019.00123?x=1', 'https://doi.org/10.1109/CVPR.2019.00123?x=1'],
])('%s stays as its writer typed it', (source, address) => {
  expect(htmlHere(source)).toContain(`<a href="${address}" rel="nofollow ugc noopener noreferrer">`)
})

test.each(['`[[pencil]]`', '$[[pencil]]$', '[[unknown]]', '[[[pencil]]]', '\\[[pencil]]', '[[constructor]]', '[[unknown Q2]]', '    [[pencil]]'])('%j names nothing', source => {
  expect(htmlHere(source)).not.toContain('<a ')
})

test('a link to this site is none of another host', () => {
  expect(render('https://forum.example/p/123 and https://arxiv.org/abs/1903.07788', { links: here }).links).toBe(0)
})

test('what a text mentions is read from its links alone', () => {
  const { html: mentioning } = render('Q2, [[pencil]], #post-123 twice #post-123, @ada, `<a href="/p/9">`, <a href="/p/8">, https://example.org/p/7, "<a href=\\"/p/6\\">"', { links: here })
  expect(mentionedPaths(mentioning)).toEqual(['/papers/pencil/questions/2', '/papers/pencil', '/p/123'])
})

test('places and names are found for looking up', () => {
  const found = references('[[Pencil Q2]] https://forum.example/papers/a%20b/, (https://forum.example/p/12) https://forum.example/p/0', 'https://forum.example')
  expect([found.named, found.places]).toEqual([['pencil q2'], ['/papers/a%20b', '/p/12']])
})

test('hostile brackets and addresses take no time', () => {
  const began = performance.now()
  for (const source of ['['.repeat(60_000), '[[a'.repeat(20_000), `https://arxiv.org/abs/${'1'.repeat(60_000)}`, 'https://doi.org/10.1000/'.repeat(2_500), 'https://forum.example/papers/'.repeat(2_000), '10.1000/'.repeat(8_000), '10.1000/1 '.repeat(6_000), `10.1000/${'('.repeat(60_000)}`, `https://a.b/${'('.repeat(2_000)} `.repeat(30)]) {
    references(source, 'https://forum.example')
    mentionedPaths(`<a href="/p/${source}`)
  }
  expect(performance.now() - began).toBeLessThan(1_000)
})
