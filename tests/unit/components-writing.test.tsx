import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Composer } from '@/components/composer'
import { Difference } from '@/components/difference'
import { heldInShort, heldToWriter, ruleWords } from '@/components/held-words'
import { standingOf } from '@/components/standing'
import { rules } from '@/forum/moderation'
import { holdingRules } from '@/forum/screening/rules'

const given = { form: 'answer', question: 7, path: '/papers/pencil/questions/1', kept: null, signedIn: null, guide: null, closed: false, locked: false } as const
const kept = (code: 'blank' | 'signed-out' | 'question-closed') => ({
  form: 'answer', fields: { body: 'What I wrote', guest: 'Amara' }, preview: null, current: null,
  refusal: { code, status: 422, text: 'A sentence.', fields: code === 'blank' ? [{ field: 'body', code, text: 'Write something first.' }] : [], retryAfter: null, detail: {} },
})

test('a guest is told before typing that a moderator reads first, and is asked for a name', () => {
  const html = renderToStaticMarkup(<Composer {...given} />)
  expect(html).toContain('You are writing as a guest, so a moderator reads this before it appears.')
  expect(html).toContain('>Your name</label>')
  expect(html).toContain('aria-label="Your answer"')
})

test('a member whose posts appear at once is told so, and gives no name', () => {
  const html = renderToStaticMarkup(<Composer {...given} signedIn={{ handle: 'lea', name: 'Léa', role: 'member', waiting: null, unread: 0, atOnce: true }} />)
  expect(html).toContain('>Your answer appears at once.</p>')
  expect(html).not.toContain('Your name')
  expect(html).toContain('name="as" value="lea"')
})

test('a refused form has its text, its error at the field, and the caret there', () => {
  const html = renderToStaticMarkup(<Composer {...given} kept={kept('blank')} />)
  expect(html).toContain('>What I wrote</textarea>')
  expect(html).toMatch(/<textarea[^>]*aria-invalid="true"[^>]*aria-describedby="answer-7-error answer-7-why answer-7-hint"/)
  expect(html).toMatch(/<textarea[^>]*autofocus/i)
  expect(html).toContain('value="Amara"')
})

test('an answer to a question that was closed meanwhile can be posted as a comment', () => {
  const html = renderToStaticMarkup(<Composer {...given} closed kept={kept('question-closed')} />)
  expect(html).toContain('formAction="/forms/comment"')
  expect(html).toContain('>What I wrote</textarea>')
})

test('a closed question has no composer but in a template for moderators', () => {
  const html = renderToStaticMarkup(<Composer {...given} closed />)
  expect(html.startsWith('<template data-for="composer">')).toBe(true)
})

test('the desk and the writer read the same rules', () => {
  expect(ruleWords).toEqual(rules)
})

test('whoever posts for the first time has the guide beside the form, closed; whoever has posted does not', () => {
  const member = { handle: 'lea', name: 'Léa', role: 'member', waiting: null, unread: 0, atOnce: false } as const
  const shown = (signedIn: Parameters<typeof Composer>[0]['signedIn'], guide: string | null = null) => renderToStaticMarkup(<Composer {...given} signedIn={signedIn} guide={guide} />)

  for (const signedIn of [null, { ...member, first: true }]) {
    expect(shown(signedIn)).toContain('<details class="first-visit" data-first-visit=""><summary>Before you post</summary>')
    expect(shown(signedIn, '<p>Be <em>kind</em>.</p>')).toContain('<p>Be <em>kind</em>.</p>')
  }
  expect(shown({ ...member, first: false })).not.toContain('Before you post')
  expect(shown(null, `<p>${'Long. '.repeat(2_000)}</p>`)).toContain('<a href="/about#before">')
})

test('every rule that holds a post has words for the queue, and none betrays a blocked word or the filter', () => {
  for (const { code } of holdingRules) expect(heldInShort([code])).not.toBe(code === 'guest' ? '' : code)
  for (const code of ['words', 'domain', 'filter', 'alike-rejected']) expect(heldToWriter(code, 'answer')).toBe('Some answers are read before they appear, and this is one.')
})

test('a held post tells its writer why, and never of a trap', () => {
  expect(heldToWriter('guest,trap,haste', 'answer')).toBe('Guests’ answers are read before they appear.')
  expect(heldToWriter('trap', 'answer')).toBe('')
})

test('a rejected post tells its writer the reason and that it can be sent once more', () => {
  const decision = { decision: 'reject', reason: 'Say which equation.', rule: 'unclear', at: new Date(0), byRole: 'moderator', mayRevise: true }
  expect(standingOf({ kind: 'answer', state: 'hidden', own: true, heldWhy: null, decision })).toEqual({
    tone: 'danger', lead: 'Not published.',
    text: 'A moderator wrote: “It cannot be understood as it stands. Say which equation.” You can edit the answer once and send it again.',
  })
})

test('a difference says to a screen reader what was added and taken out', () => {
  const html = renderToStaticMarkup(<Difference changes={[{ kind: 'same', text: 'a ' }, { kind: 'removed', text: 'b' }, { kind: 'added', text: 'c' }]} />)
  expect(html).toContain('<del><span class="vh">Taken out: </span>b</del><ins><span class="vh">Added: </span>c</ins>')
})
