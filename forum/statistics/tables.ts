/** Statistics as tables: what stands beside each plot, for spreadsheets. Heads are names for programs and the same in every language. */
import { csv } from '@/text/csv'
import type { Cell } from '@/text/csv'
import { absolute } from '../rendering'
import { dayMs } from './period'
import type { Statistics } from './index'

type Table = { heads: string[]; rows: (statistics: Statistics) => Cell[][] }

/** Each under the name of its file. */
const tables = {
  visits: { heads: ['day', 'views', 'visitors'], rows: ({ visits }) => visits.days.map(row => [row.day, row.views, row.visitors]) },
  pages: {
    heads: ['page', 'title', 'url', 'views', 'visitors', 'change'],
    rows: ({ visits }) => [...visits.papers, ...visits.questions, ...visits.others].map(row => [row.page, row.title, row.url === null ? null : absolute(row.url), row.views, row.visitors, share(row.change)]),
  },
  sources: { heads: ['host', 'visits'], rows: ({ visits }) => visits.sources.map(row => [row.host, row.visits]) },
  posts: { heads: ['week', 'questions', 'answers', 'comments'], rows: ({ posted }) => posted.weeks.map(row => [row.week, row.questions, row.answers, row.comments]) },
  answers: {
    heads: ['month', 'questions', 'median_hours', 'nine_in_ten_hours', 'within_day', 'within_week', 'within_month'],
    rows: ({ answering }) => answering.months.map(row => [row.month, row.questions, hours(row.median), hours(row.nineInTen), share(row.withinDay), share(row.withinWeek), share(row.withinMonth)]),
  },
  waiting: {
    heads: ['id', 'question', 'paper', 'url', 'public_at', 'days'],
    rows: ({ answering, at }) => answering.waiting.map(row => [row.id, row.heading, row.paper, absolute(row.url), row.publicAt.toISOString(), Math.round((at.getTime() - row.publicAt.getTime()) / dayMs)]),
  },
  queue: { heads: ['month', 'posts', 'median_hours', 'nine_in_ten_hours'], rows: ({ queue }) => queue.months.map(row => [row.month, row.posts, hours(row.median), hours(row.nineInTen)]) },
} as const satisfies Record<string, Table>

export type TableName = keyof typeof tables
export const tableNames: readonly string[] = Object.keys(tables)

export function isTableName(name: string): name is TableName {
  return tableNames.includes(name)
}

export function csvOf(name: TableName, statistics: Statistics): string {
  const { heads, rows }: Table = tables[name]
  return csv([heads, ...rows(statistics)])
}

function hours(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms / 36_000) / 100
}

function share(of: number | null): number | null {
  return of === null ? null : Math.round(of * 10_000) / 10_000
}
