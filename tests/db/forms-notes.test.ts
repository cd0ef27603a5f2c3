import { expect, test } from 'vitest'
import type { FormAnswer, FormContext, FormHandler } from '@/app/forms/handler'
import { readingListApply, readingListNote, readingListNotes, readingListSettle } from '@/app/forms/reading-list'
import { operator } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import { exportList, importList, listSeen } from '@/reading-list/apply'
import { openAssessment } from '@/reading-list/assessment'
import { aDatabase } from '../support/database'
import { anAnswer, aPaper, aPerson, aQuestion, must } from '../support/world'

aDatabase()

const request = new Request('http://localhost:3000/forms/reading-list-notes', { method: 'POST' })
const send = (form: FormHandler, viewer: Viewer, fields: Record<string, string>) => form({ viewer, fields, request } satisfies FormContext)
const leadsTo = (answer: FormAnswer) => 'to' in answer ? answer.to : `shown again: ${answer.kept.refusal?.code ?? ''}`

function shown(answer: FormAnswer) {
  if ('to' in answer) throw new Error(`the form led to ${answer.to}`)
  return answer
}

test('the form of a paper saves and leads to it; refused, it comes back filled under its refusal’s status', async () => {
  const author = await aPerson({ role: 'author' })
  const { slug } = await aPaper()
  const seen = (await openAssessment(author, slug))?.seen ?? ''
  expect(leadsTo(await send(readingListNotes, author, { slug, seen, rating: 'up', remark: 'Short', notes: '- One\r\n  - Two' }))).toBe(`/papers/${slug}`)
  expect((await openAssessment(author, slug))?.site).toEqual({ rating: 'up', mark: '👍', remark: 'Short', notes: '- One\n  - Two' })
  const late = shown(await send(readingListNotes, author, { slug, seen, rating: 'none', remark: '', notes: '- Mine' }))
  expect([late.show, late.status, late.kept.fields['notes']]).toEqual([`/reading-list/papers/${slug}`, 412, '- Mine'])
  expect(shown(await send(readingListNotes, await aPerson({ role: 'moderator' }), { slug, seen, notes: '- Mine' })).status).toBe(403)
  expect(shown(await send(readingListNotes, author, { slug: 'none', seen, notes: '- Mine' })).status).toBe(404)
  expect((await openAssessment(author, slug))?.site.notes).toBe('- One\n  - Two')
})

test('a mark that is no thumb stays when the form says so, and goes when another is chosen', async () => {
  const author = await aPerson({ role: 'author' })
  must(await importList('## T\n\n- **On stars** ★★☆\n', operator, { dryRun: false }))
  const save = async (rating: string) => leadsTo(await send(readingListNotes, author, { slug: 'on-stars', seen: (await openAssessment(author, 'on-stars'))?.seen ?? '', rating, remark: rating, notes: '' }))
  expect([await save('kept'), (await openAssessment(author, 'on-stars'))?.site.mark]).toEqual(['/papers/on-stars', '★★☆'])
  expect([await save('none'), (await openAssessment(author, 'on-stars'))?.site.mark]).toEqual(['/papers/on-stars', null])
})

test('the choice between site and file comes back to where it was made, and a second one is told', async () => {
  const author = await aPerson({ role: 'author' })
  const file = (note: string) => `## T\n\n- **On choices** 👍\n  - ${note}\n`
  const slug = 'on-choices'
  const seen = async () => (await openAssessment(author, slug))?.seen ?? ''
  must(await importList(file('One'), operator, { dryRun: false }))
  await send(readingListNotes, author, { slug, seen: await seen(), notes: '- Here' })
  must(await importList(file('There'), operator, { dryRun: false }))
  const fields = { slug, seen: await seen(), back: '/reading-list', take: 'file' }
  expect(leadsTo(await send(readingListSettle, author, fields))).toBe('/reading-list?settled=file')
  expect((await openAssessment(author, slug))?.site.notes).toBe('- There')
  const again = shown(await send(readingListSettle, author, { ...fields, back: 'https://elsewhere.example/' }))
  expect([again.show, again.status, again.kept.refusal?.code]).toEqual(['/reading-list', 409, 'settled-already'])
})

test('a note of an answer leads to its paper; an empty one comes back', async () => {
  const author = await aPerson({ role: 'author' })
  const { id: question, paper } = await aQuestion()
  const { id: post } = await anAnswer({ question })
  const empty = shown(await send(readingListNote, author, { post: String(post), text: ' ' }))
  expect([empty.show, empty.kept.refusal?.fields[0]?.field]).toEqual([`/posts/${post}/note`, 'text'])
  expect(leadsTo(await send(readingListNote, author, { post: String(post), text: 'Ties stay.' }))).toBe(`/papers/${paper.slug}`)
  expect(shown(await send(readingListNote, author, { post: '999999', text: 'Ties stay.' })).status).toBe(404)
})

test('the workspace does not overwrite what was changed on the site since it was opened', async () => {
  const author = await aPerson({ role: 'author' })
  must(await importList('## T\n\n- **On workspaces** 👍\n  - One\n', operator, { dryRun: false }))
  const list = await exportList()
  const seen = listSeen(list)
  await send(readingListNotes, author, { slug: 'on-workspaces', seen: (await openAssessment(author, 'on-workspaces'))?.seen ?? '', notes: '- Meanwhile' })
  const late = shown(await send(readingListApply, author, { list: list.replace('- One', '- Two'), seen }))
  expect([late.status, late.kept.refusal?.code, (await openAssessment(author, 'on-workspaces'))?.site.notes]).toEqual([409, 'list-changed', '- Meanwhile'])
  expect(leadsTo(await send(readingListApply, author, { list: list.replace('- One', '- Two'), seen: listSeen(await exportList()) }))).toBe('/reading-list?applied=2')
})
