import { expect, test } from 'vitest'
import { render } from '@/text/render'

const html = (source: string) => render(source).html

test('a price stays a price and a formula becomes MathML', () => {
  const result = render('it costs $5 and $6, while $x^2$ grows')
  expect(result.html).toContain('it costs $5 and $6, while <math>')
  expect(result.html).toContain('<annotation encoding="application/x-tex">x^2</annotation>')
  expect(result.math).toBe(true)
})

test.each(['$5/$6', 'US$5 or C$6', '$HOME and $PATH', '5$, 6$', '$ x $', '\\$5 and \\$6', '$20k-$30k', 'a `$x$` b', '$$ and $$$'])(
  'no formula is seen in %s',
  source => {
    expect(html(source)).not.toContain('<math')
    expect(render(source).faults).toEqual([])
  },
)

test.each([
  ['$a+b$', '<math><semantics>'],
  ['\\(a+b\\)', '<math><semantics>'],
  ['in $$a+b$$ line', '<math displaystyle="true">'],
  ['in \\[a+b\\] line', '<math displaystyle="true">'],
  ['$$a+b$$', '<math display="block"'],
  ['$$\na\n\n+b\n$$', '<math display="block"'],
  ['\\[\na+b\n\\]', '<math display="block"'],
  ['```math\na+b\n```', '<math display="block"'],
  ['words\n$$\na+b\n$$\nwords', '<math display="block"'],
  ['3$\\times$3', '<math><semantics>'],
])('%j is a formula', (source, start) => {
  expect(html(source)).toContain(start)
})

test('what a reader typed literally stays literal', () => {
  const source = '[14], [34] and y^d, “curly” and ‘single’, 69.7, 1) one 2) two, \\[14\\], x_i_j'
  const shown = html(source).replace(/<[^>]*>/g, '').trim()
  expect(shown).toBe('[14], [34] and y^d, “curly” and ‘single’, 69.7, 1) one 2) two, [14], x_i_j')
  expect(html(source)).not.toMatch(/<(a|sup|ol|ul|li|math)\b/)
})

test('a note keeps what looks like a list, a heading, a quotation or a definition', () => {
  const note = render('1) one\n2) two\n- three\n# four\n> 10 % five\n[6]: http://example.org/\n| a |\n|---|', { mode: 'note' })
  expect(note.html).not.toMatch(/<(ol|ul|li|h\d|blockquote|table|hr)\b/)
  expect(note.text).toContain('[6]: http://example.org/')
  expect(render('*so* `code` [link](https://a.org) $x$', { mode: 'note' }).html).toMatch(/<em>.*<code>.*<a .*<math>/s)
})

test('a title has formulas and code, and everything else as typed, on one line', () => {
  const title = render('The *role*\nof $y^d$ in `code` <b> for \\$5 [x](http://a.b) &amp; Q2', {
    mode: 'title',
    links: { questions: { 2: '/q/2' } },
  })
  expect(title.html).toMatch(/^The \*role\* of <math>.*<\/math> in <code>code<\/code> &lt;b&gt; for \$5 \[x\]\(http:\/\/a.b\) &amp;amp; Q2$/)
})

test('displays are focusable and named, and carry the number that their writer gave', () => {
  const result = html('$$a$$\n\n\\[ b \\tag{7} \\]\n\n$$c$$')
  expect(result).toContain('<div class="eq" tabindex="0" role="group" aria-label="Equation 1">')
  expect(result).toContain('aria-label="Equation (7)"')
  expect(result).toContain('<span class="eqno">(7)</span>')
  expect(result).toContain('aria-label="Equation 3"')
})

test('an unclosed display does not swallow the rest of the text', () => {
  const result = html('$$\nnot closed\n\n**bold**\n\n\\[ nor this\n\n- a list')
  expect(result).toContain('<strong>bold</strong>')
  expect(result).toContain('<li dir="auto">a list</li>')
})

test('headings begin at the third level and skip none', () => {
  expect(html('# a\n\n#### b\n\n## c\n\n### d').match(/<h\d/g)).toEqual(['<h3', '<h4', '<h4', '<h5'])
})

test('a table scrolls on its own and keeps the alignment of its columns', () => {
  const result = html('| a | b |\n|:-:|---|\n| $x$ | y |')
  expect(result).toContain('<div class="scroll" role="group" aria-label="Table 1" tabindex="0"><table>')
  expect(result).toContain('<th style="text-align:center">a</th>')
})

test('what has only a formula in it is no heading and no header cell, and a link so made has a name', () => {
  expect(html('# $x$\n\n## A\n\n#\n\n### B')).toMatch(/^<p dir="auto"><math>.*<h3 dir="auto">A<\/h3>\n<p dir="auto"><\/p>\n<h4 dir="auto">B/s)
  expect(html('| $x$ | y | |\n|---|---|---|\n| 1 | 2 | 3 |')).toMatch(/<td><math>.*<th>y<\/th>\s*<td><\/td>/s)
  expect(html('[$x$](https://a.org) and [](https://b.org)')).toMatch(/aria-label="\$x\$".*aria-label="https:\/\/b.org"/)
})

test('code in a named language is coloured, names it, and can be scrolled', () => {
  const result = html('```python\ndef f(): return "a" # why\n```')
  expect(result).toContain('<pre dir="ltr" tabindex="0" role="group" aria-label="Python code"><code>')
  expect(result).toContain('<span class="t-k">def</span>')
  expect(result).toContain('<span class="t-s">"a"</span>')
  expect(result).toContain('<span class="t-c"># why</span>')
})

test('code in no known language, or too much of it, is left uncoloured', () => {
  expect(html('```klingon\nx = 1\n```')).toContain('aria-label="Code"><code>x = 1')
  expect(html(`\`\`\`python\n${'x = 1\n'.repeat(4_000)}\`\`\``)).not.toContain('t-s')
  expect(html(`\`\`\`python\n${'1'.repeat(1_001)}\n\`\`\``)).not.toContain('t-s')
})

test('footnotes lead there and back, by names that belong to their text', () => {
  const one = html('one[^a], again[^a]\n\n[^a]: the note')
  const other = html('other[^a]\n\n[^a]: the note')
  const ids = [...one.matchAll(/ id="([^"]*)"/g)].map(match => match[1])
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(id).toMatch(/^user-content-[0-9a-f]{8}-/)
  for (const [, target] of one.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target)
  expect(other).not.toContain(ids[0])
})

test('tasks show whether they are done, to the ear as well', () => {
  const result = html('- [x] read\n- [ ] write')
  expect(result).toContain('<input type="checkbox" aria-label="Done" checked disabled /> read')
  expect(result).toContain('<input type="checkbox" aria-label="To do" disabled /> write')
})

test('a broken formula stands as typed with the reason, and the rest is rendered', () => {
  const result = render('see $\\frac{a$ and **this** and $\\nocommand$ and $b$')
  expect(result.html).toContain('<code>$\\frac{a$</code> <span class="tex-reason">(The formula that starts with \\frac is not closed: add }.)</span>')
  expect(result.html).toContain('<strong>this</strong>')
  expect(result.html).toContain('<mi>b</mi>')
  expect(result.faults).toEqual([
    { source: '$\\frac{a$', message: 'The formula that starts with \\frac is not closed: add }.' },
    { source: '$\\nocommand$', message: 'The command \\nocommand is not known here.' },
  ])
})

test('a broken display is a block of its own', () => {
  expect(html('$$\n\\left( a\n$$\n\nmore')).toMatch(/^<p class="tex-fault" role="note"><code>.*<\/code> .*<\/p>\n<p dir="auto">more<\/p>\n$/s)
})

test('Arabic and Hebrew blocks run from right to left, and so do the lists around them', () => {
  expect(html('مرحبا\n\nhello')).toBe('<p dir="auto">مرحبا</p>\n<p dir="auto">hello</p>\n')
  expect(html('> שלום\n\n- مرحبا')).toMatch(/<blockquote dir="rtl">.*<ul dir="rtl">/s)
  expect(html('> hello\n\n- hello')).not.toContain('rtl')
  expect(html('| مرحبا |\n|---|\n| a |')).toMatch(/<table dir="rtl">.*<td dir="auto">a<\/td>/s)
})

test('an image is a link with its words, and nothing is loaded', () => {
  const result = render('![the *plot*](https://i.example/p.png) and [![in](https://i.example/q.png)](https://a.org)')
  expect(result.html).toContain('<a href="https://i.example/p.png" rel="nofollow ugc noopener noreferrer">the plot</a>')
  expect(result.html).toContain('<a href="https://a.org" rel="nofollow ugc noopener noreferrer">in</a>')
  expect(result.html).not.toContain('<img')
  expect(result.links).toBe(2)
})

test.each([
  ['see https://example.org/a_b_c.', 'https://example.org/a_b_c'],
  ['(https://en.example.org/wiki/A_(b))', 'https://en.example.org/wiki/A_(b)'],
  ['**https://example.org**', 'https://example.org'],
  ['http://localhost:3000/x?a=1&b=2!', 'http://localhost:3000/x?a=1&amp;b=2'],
  ['<mailto:ada@example.org>', 'mailto:ada@example.org'],
])('%s is a link', (source, address) => {
  expect(html(source)).toContain(`<a href="${address}" rel="nofollow ugc noopener noreferrer">`)
})

test.each(['example.org', 'ada@example.org', '//example.org', 'ftp://example.org/', 'xhttps://example.org', '[x](/papers)', '[x](//a.b)', 'http://'])(
  '%s is no link',
  source => expect(html(source)).not.toContain('<a '),
)

test('plain text keeps the words, sets blocks apart, and shows formulas as TeX', () => {
  const { text } = render('# A *title*\n\nSee `code`, $x^2$ and [a link](https://a.org)[^1].\n\n- one\n- two\n\n$$y$$\n\n[^1]: a note')
  expect(text).toBe('A title\n\nSee code, $x^2$ and a link.\n\none\n\ntwo\n\n$$y$$\n\na note')
})

test('it is told which fonts a text needs', () => {
  expect(render('*a*')).toMatchObject({ italic: true, math: false })
  expect(render('$a$')).toMatchObject({ italic: false, math: true })
  expect(render('$\\nocommand$').math).toBe(false)
})

test('the same text gives the same bytes, whatever was rendered before', () => {
  const source = '$\\gdef\\shared{1}\\shared$ [^1] [a]\n\n[^1]: note\n\n[a]: https://a.org'
  const first = render(source)
  expect(render('$\\shared$').faults).toHaveLength(1)
  expect(render(source)).toEqual(first)
})
