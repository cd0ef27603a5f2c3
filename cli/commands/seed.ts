import { config } from '@/config'
import { seedSite } from '@/forum/seeding'
import { lastImported } from '@/forum/site'
import { operator } from '@/forum/viewer'
import { importAtStart } from '@/reading-list/apply'
import { answer, counted, Misuse, readArguments, refused } from '../command'
import type { Command } from '../command'
import { makeReady } from '../ready'

const numbers = { papers: '20', questions: '60', answers: '200', users: '40' } as const

export const seedCommand: Command = {
  usage: ['seed [--papers N] [--questions N] [--answers N] [--users N] [--rng SEED] [--json]'],
  says: 'adds invented papers, people and discussions to try the site under load; the same for the same seed; 20,000 posts and more only where nobody has posted',
  async run(args, io) {
    const option = { type: 'string' } as const
    const { values } = readArguments({ args, options: { papers: option, questions: option, answers: option, users: option, rng: option, json: { type: 'boolean' } } })
    const given = {
      papers: wholeNumber(values.papers ?? numbers.papers, '--papers'), questions: wholeNumber(values.questions ?? numbers.questions, '--questions'),
      answers: wholeNumber(values.answers ?? numbers.answers, '--answers'), users: wholeNumber(values.users ?? numbers.users, '--users'), rng: values.rng ?? 'colloquy',
    }
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    // As a first start would: a list that is read only afterwards would find invented papers that it does not know, and take them off.
    if (await lastImported() === null) await importAtStart(config().readingList)
    const began = performance.now()
    const seeded = await seedSite(operator, given)
    if (!seeded.ok) return refused(io, seeded.error)
    const { papers, questions, answers, users, posts, votes } = seeded.value
    return answer(io, values.json, seeded.value, [
      `Added ${counted(papers, 'paper')}, ${counted(questions, 'question')}, ${counted(answers, 'answer')} and ${counted(users, 'person', 'people')}: ${counted(posts, 'post')} and ${counted(votes, 'vote')} in all, in ${((performance.now() - began) / 1000).toFixed(1)} s.`,
    ])
  },
}

function wholeNumber(text: string, option: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new Misuse(`${option} ${text} is no whole number.`)
  return Number(text)
}
