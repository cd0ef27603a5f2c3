/** What happened on the site, in numbers. */
import { z } from 'zod'
import { absolute } from '@/forum/rendering'
import { daysMost, readStatistics } from '@/forum/statistics'
import { bodiless } from '../contract'
import type { Endpoint } from '../contract'
import { nothing } from '../schemas'

const count = z.number().int().min(0)
const ms = z.number().min(0).nullable()
const share = z.number().min(0).max(1).nullable()
const page = z.object({ page: z.string(), title: z.string().nullable(), url: z.url().nullable(), views: count, visitors: count, change: z.number().nullable().meta({ description: 'More views than in as many days before, as a share' }) })
const response = { questions: count, median: ms, nineInTen: ms, withinDay: share, withinWeek: share, withinMonth: share }
const queueTime = { posts: count, median: ms, nineInTen: ms }

const statistics = z.object({
  days: count.nullable().meta({ description: 'Null: all time' }), at: z.iso.datetime(), counting: z.boolean().meta({ description: 'Whether visits are counted' }),
  visits: z.object({
    days: z.array(z.object({ day: z.string().meta({ description: 'YYYY-MM-DD, or YYYY-MM where days were summed' }), views: count, visitors: count })),
    papers: z.array(page), questions: z.array(page), others: z.array(page), sources: z.array(z.object({ host: z.string(), visits: count })),
  }),
  posted: z.object({
    weeks: z.array(z.object({ week: z.iso.date().meta({ description: 'Its Monday' }), questions: count, answers: count, comments: count })),
    answerers: z.object({ guests: count, members: count, moderators: count, authors: count, cut: z.boolean() }),
  }),
  answering: z.object({
    response: z.object(response), months: z.array(z.object({ month: z.string(), ...response })),
    outcome: z.object({ questions: count, withAnswer: count, endorsed: count, open: count, answered: count, disputed: count, closed: count }),
    waiting: z.array(z.object({ id: count, heading: z.string(), url: z.url(), paper: z.string(), publicAt: z.iso.datetime() })), cut: z.boolean(),
  }),
  queue: z.object({ ...queueTime, months: z.array(z.object({ month: z.string(), ...queueTime })), waiting: count, cut: z.boolean() }),
}).meta({ id: 'Statistics', description: 'Times in milliseconds, shares from 0 to 1; null where too little is known. `cut`: only the newest of the period were measured.' })

const days = z.string().regex(/^\d{1,4}$/, 'Give a number of days.').transform(Number).refine(given => given >= 1 && given <= daysMost, `From 1 to ${daysMost} days.`)

export const statisticsRoutes: Endpoint[] = [
  bodiless({
    method: 'GET', path: '/statistics', tag: 'Statistics', needs: 'moderate',
    summary: 'What happened, in numbers',
    description: 'For authors. Visits, posts, response times, questions waiting longest, times in the queue. Found anew after five minutes.',
    params: nothing,
    query: z.strictObject({ days: days.optional().meta({ override: { type: 'integer', minimum: 1, maximum: daysMost }, description: 'So many days up to today; left out: all time' }) }),
    answers: { 200: { description: 'The numbers', schema: statistics } },
    async handle({ viewer, query }) {
      const read = await readStatistics(viewer, query.days ?? null)
      // The schema leaves out what only pages need; it takes moments as JSON has them.
      return read.ok ? { status: 200, json: statistics.parse(JSON.parse(JSON.stringify(read.value, whole))) } : read
    },
  }),
]

function whole(name: string, value: unknown): unknown {
  return name === 'url' && typeof value === 'string' ? absolute(value) : value
}
