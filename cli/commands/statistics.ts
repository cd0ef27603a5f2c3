import { daysMost, readStatistics } from '@/forum/statistics'
import type { Statistics } from '@/forum/statistics'
import { operator } from '@/forum/viewer'
import { answer, counted, Misuse, readArguments, refused } from '../command'
import type { Command } from '../command'
import { makeReady } from '../ready'

const hour = 3_600_000

export const statisticsCommand: Command = {
  usage: ['statistics [--days N] [--json]   (30 days where none are named; --days all)'],
  says: 'visits, posts, response times, questions waiting longest',
  async run(args, io) {
    const { values } = readArguments({ args, options: { days: { type: 'string' }, json: { type: 'boolean' } } })
    const days = daysIn(values.days ?? '30')
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    const read = await readStatistics(operator, days, { anew: true })
    return read.ok ? answer(io, values.json, read.value, linesOf(read.value)) : refused(io, read.error)
  },
}

function daysIn(text: string): number | null {
  if (text === 'all') return null
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (days < 1 || days > daysMost) throw new Misuse(`--days is ${text}: it is a number from 1 to ${daysMost}, or all.`)
  return days
}

function linesOf({ days, visits, posted, answering, queue }: Statistics): string[] {
  const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((all, row) => all + of(row), 0)
  const { response } = answering
  const time = (ms: number) => ms < 48 * hour ? `${Math.round(ms / hour * 10) / 10} h` : `${Math.round(ms / hour / 24)} days`
  const within = (part: string, ms: number | null) => ms === null ? `fewer than ${part} so far` : `${part} within ${time(ms)}`
  const shared = (of: number | null, span: string) => of === null ? `not watched for ${span} yet` : `${Math.round(of * 100)}% within ${span}`
  return [
    days === null ? 'All time' : `The last ${counted(days, 'day')}`,
    `  ${counted(sum(visits.days, day => day.views), 'view')}, ${counted(sum(visits.days, day => day.visitors), 'visitor')} (each day anew)`,
    `  ${counted(sum(posted.weeks, week => week.questions), 'question')}, ${counted(sum(posted.weeks, week => week.answers), 'answer')}, ${counted(sum(posted.weeks, week => week.comments), 'comment')}`,
    response.questions === 0 ? '  first answer: no question was asked' : `  first answer: ${within('half', response.median)}, ${within('nine in ten', response.nineInTen)}; ${shared(response.withinDay, 'a day')}, ${shared(response.withinWeek, 'a week')}`,
    `  queue: ${queue.posts === 0 ? 'no post was held' : queue.median === null ? 'fewer than half decided so far' : `half decided within ${time(queue.median)}`}; ${counted(queue.waiting, 'post')} waiting`,
    ...section('Read most', [...visits.papers, ...visits.questions].toSorted((a, b) => b.views - a.views).slice(0, 10).map(page => `${page.views}  ${page.title ?? page.page}`)),
    ...section('From', visits.sources.slice(0, 10).map(source => `${source.visits}  ${source.host}`)),
    ...section('Waiting longest', answering.waiting.slice(0, 10).map(one => `${one.publicAt.toISOString().slice(0, 10)}  ${one.url}  ${one.heading}`)),
  ]
}

function section(head: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [head, ...lines.map(line => `  ${line}`)]
}
