import { expect, test } from 'vitest'
import { deletePost } from '@/forum/edits'
import { readHome } from '@/forum/home'
import { decide } from '@/forum/moderation'
import { findPerson } from '@/forum/persons'
import { search } from '@/forum/search'
import { readThreadOf } from '@/forum/threads'
import { aDatabase } from '../support/database'
import { aPerson, aQuestion, anAnswer, must } from '../support/world'

aDatabase()

for (const [how, takeAway] of [
  ['hidden', async (id: number) => must(await decide(await aPerson({ role: 'moderator' }), { post: id, decision: 'hide', reason: { text: 'x' } }))],
  ['withdrawn', async (id: number, asker: Awaited<ReturnType<typeof aPerson>>) => must(await deletePost(asker, { post: id }))],
] as const) {
  test(`the words of a ${how} question are read nowhere beside the answers that stay`, async () => {
    const asker = await aPerson()
    const question = await aQuestion({ by: asker, title: `A ${how} bilbyword` })
    const answer = await anAnswer({ question: question.id, body: 'A dunnartword stays.' })
    const shown = async () => JSON.stringify([await readHome(), await findPerson(answer.by.handle), await search({ q: 'bilbyword' }), await search({ q: 'dunnartword' })])
    expect(await shown()).toContain(`${how} bilbyword`)
    await takeAway(question.id, asker)
    expect(await shown()).not.toContain('bilbyword')
    const thread = await readThreadOf(question.id, {})
    expect([thread?.question.heading, thread?.answers.map(one => one.body)]).toEqual([expect.stringMatching(/removed|withdrawn/), ['A dunnartword stays.']])
  })
}
