/** What threads of load data add to the counters of papers, people and the site. */
import type { Tx } from '@/db'
import { among } from '@/db/among'
import { changeMany } from '@/db/bulk'
import { papers, people } from '@/db/schema'
import { addTo } from '../counters'
import { isOpen } from '../questions'
import { activeAt } from './placed'
import { isPublic } from './plan'
import type { Planned, Thread } from './plan'

/** Counts threads before they are written. Returns the number of each question within its paper. */
export async function countThreads(tx: Tx, threads: Thread[], author: number | null): Promise<Map<Thread, number>> {
  const numbers = await countPapers(tx, threads)
  await countPeople(tx, threads, author !== null)
  const answers = threads.flatMap(thread => thread.answers)
  const all = [...answers, ...threads.flatMap(thread => [thread.question, ...thread.comments])]
  await addTo(tx, 'held', all.filter(post => post.outcome === 'held').length)
  await addTo(tx, 'flagged', answers.filter(post => isPublic(post) && post.flags.length > 0).length)
  await addTo(tx, 'questions', threads.length)
  return numbers
}

async function countPapers(tx: Tx, threads: Thread[]): Promise<Map<Thread, number>> {
  const ofPaper = new Map<number, Thread[]>()
  for (const thread of threads) {
    const own = ofPaper.get(thread.paper) ?? []
    ofPaper.set(thread.paper, own)
    own.push(thread)
  }
  await changeMany(tx, papers, { nextQuestion: 'add', questions: 'add', openQuestions: 'add', answers: 'add', activeAt: 'raise' }, [...ofPaper].map(([id, own]) => ({
    id, nextQuestion: own.length, questions: own.length, openQuestions: own.filter(thread => isOpen(thread.status)).length,
    answers: own.reduce((sum, thread) => sum + thread.answers.filter(isPublic).length, 0), activeAt: own.map(activeAt).reduce((a, b) => a > b ? a : b),
  })))
  const rows = await tx.select({ id: papers.id, next: papers.nextQuestion }).from(papers).where(among(papers.id, [...ofPaper.keys()]))
  return new Map(rows.flatMap(({ id, next }) => (ofPaper.get(id) ?? []).map((thread, n, own) => [thread, next - own.length + n] as const)))
}

type Tally = { questions: number; answers: number; comments: number; upvotes: number; endorsements: number; hidden: number }

async function countPeople(tx: Tx, threads: Thread[], endorses: boolean): Promise<void> {
  const tallies = new Map<number, Tally>()
  const add = (post: Planned, kind: 'questions' | 'answers' | 'comments') => {
    if (post.writer.person === null) return
    const tally = tallies.get(post.writer.person) ?? { questions: 0, answers: 0, comments: 0, upvotes: 0, endorsements: 0, hidden: 0 }
    tallies.set(post.writer.person, tally)
    if (post.outcome === 'hidden' || post.outcome === 'rejected') tally.hidden++
    if (!isPublic(post)) return
    tally[kind]++
    tally.upvotes += post.votes.length
    if (post.endorsed && endorses) tally.endorsements++
  }
  for (const thread of threads) {
    add(thread.question, 'questions')
    for (const answer of thread.answers) add(answer, 'answers')
    for (const comment of thread.comments) add(comment, 'comments')
  }
  await changeMany(tx, people, { questions: 'add', answers: 'add', comments: 'add', upvotes: 'add', endorsements: 'add', hidden: 'add' }, [...tallies].map(([id, tally]) => ({ id, ...tally })).sort((a, b) => a.id - b.id))
}
