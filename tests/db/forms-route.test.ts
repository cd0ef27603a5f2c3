import { expect, test, vi } from 'vitest'
import { POST } from '@/app/forms/[form]/route'
import { take } from '@/auth/kept'
import { createToken } from '@/forum/tokens'
import { aDatabase } from '../support/database'
import { anAnswer, aPerson, aQuestion, must } from '../support/world'

// The forms of signing in load next-auth, which loads only inside Next.js; a browser tries them.
vi.mock('@/app/forms/people', () => ({ peopleForms: {} }))

aDatabase()

function send(form: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`http://localhost:3000/forms/${form}`, { method: 'POST', body: new URLSearchParams(fields), headers: { 'x-colloquy-address': '203.0.113.7', ...headers } })
  return POST(request, { params: Promise.resolve({ form }) })
}

test('a form that nobody wrote is not found', async () => {
  expect((await send('no-such-form', {})).status).toBe(404)
  expect((await send('constructor', {})).status).toBe(404)
})

test('a reader who posts is sent on, once, with the cookies that belong to it', async () => {
  const { id } = await aQuestion()
  const answer = await send('answer', { question: String(id), body: 'On its way.', guest: 'Amara', plain: '1' })
  expect([answer.status, answer.headers.get('location')?.includes('#post-')]).toEqual([303, true])
  expect(answer.headers.getSetCookie().map(cookie => cookie.split('=')[0])).toEqual(['guest', 'plain'])
})

test('a refused form names the page to show again and what it was filled with', async () => {
  const { id, paper } = await aQuestion()
  const answer = await send('answer', { question: String(id), body: 'Without a name.' })
  expect([answer.status, answer.headers.get('x-colloquy-show')]).toEqual([422, `/papers/${paper.slug}/questions/1`])
  const kept = take(answer.headers.get('x-colloquy-kept') ?? '')
  expect(kept?.fields['body']).toBe('Without a name.')
  expect(decodeURIComponent(answer.headers.get('x-colloquy-say') ?? '')).toBe('Give a name to post under, or sign in.')
})

test('a script is told the same as JSON', async () => {
  const { id } = await aQuestion()
  const script = { accept: 'application/json' }
  const refused = await send('answer', { question: String(id), body: '' }, script)
  expect(await refused.json()).toMatchObject({ ok: false, error: { text: 'Write something first.', fields: [{ field: 'body' }] }, current: null })
  const posted = await send('answer', { question: String(id), body: 'By script.', guest: 'Amara' }, script)
  const told: unknown = await posted.json()
  expect(told).toMatchObject({ ok: true, state: 'held' })
  expect(JSON.stringify(told)).toContain('/receipts/')
  const previewed = await send('preview', { form: 'answer', question: String(id), body: '*so*' }, script)
  expect(await previewed.text()).toMatch(/^\{"ok":true,"html":".*<em>so<\/em>.*"\}$/)
})

test('a thousand fields, doubled ones and strange names change nothing', async () => {
  const { id } = await aQuestion()
  const body = new URLSearchParams([['question', String(id)], ['body', 'The first counts.'], ['body', 'The second does not.'], ['guest', 'Amara'], ['__proto__', 'x'], ...Array.from({ length: 1_000 }, (_, at) => [`extra${at}`, 'x'])])
  const request = new Request('http://localhost:3000/forms/answer', { method: 'POST', body, headers: { 'x-colloquy-address': '203.0.113.8' } })
  expect((await POST(request, { params: Promise.resolve({ form: 'answer' }) })).status).toBe(303)
})

test('a token opens no form: whoever sends one is a guest there', async () => {
  const { id } = await anAnswer()
  const { token } = must(await createToken(await aPerson(), { label: 'all', scope: 'write' }))
  for (const authorization of [`Bearer ${token}`, 'Bearer nonsense']) {
    const answer = await send('vote', { post: String(id), voted: '1' }, { authorization })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/signin?next=%2Fp%2F${id}&vote=${id}`])
  }
})
