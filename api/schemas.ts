/** Schemas that the routes share: what stands in an address, and pages of lists. */
import { z } from 'zod'
import 'zod-openapi'
import { readCursor } from '@/forum/cursors'
import { isPeriod } from '@/forum/days'
import { absolute } from '@/forum/rendering'
import type { Facts, Reply } from './contract'

const idMax = 2_147_483_647

/** An id in an address: plain digits, nothing that would merely count as a number. */
export const id = z.string().regex(/^[1-9]\d{0,9}$/).transform(Number).pipe(z.number().max(idMax)).meta({ description: 'Id of a post', override: { type: 'integer', minimum: 1, maximum: idMax } })

/** A slug, or a handle, in an address. */
export const slug = z.string().min(1).max(200)
export const word = z.string().min(1).max(60)

export const flag = z.enum(['true', 'false']).transform(text => text === 'true')

/** A year, a month or a day. */
export const period = z.string().refine(isPeriod, 'Give a year, a month or a day of the calendar, as 2025, 2025-03 or 2025-03-01.')

export const nothing = z.strictObject({})
export const idParams = z.strictObject({ id })
export const slugParams = z.strictObject({ slug: slug.meta({ description: 'Slug of a paper; an alias redirects' }) })

/** A cursor that one of our own answers gave out; any other is refused. */
export function cursor<T>(keys: z.ZodType<T>) {
  return z.string().max(400).refine(text => readCursor(text, keys) !== null, 'Not a cursor of this list: take `next` of the page before, or leave it out.')
    .meta({ description: '`next` of the page before' })
}

export function limit(standard: number, most = 100) {
  return z.string().regex(/^\d{1,4}$/, `Give a whole number from 1 to ${most}.`).transform(Number)
    .pipe(z.number().min(1, `Give a whole number from 1 to ${most}.`).max(most, `Give a whole number from 1 to ${most}.`)).default(standard)
    .meta({ description: 'How many at most', override: { type: 'integer', minimum: 1, maximum: most, default: standard } })
}

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable().meta({ description: 'Cursor of the next page, for `after`; null on the last' }) })
}

/** A page as an answer, with the link to the next one (RFC 8288). */
export function pageReply(facts: Facts, json: Record<string, unknown> & { next: string | null }): Reply {
  return { status: 200, json, headers: nextLink(facts, json.next) }
}

function nextLink(facts: Facts, next: string | null): Record<string, string> {
  if (next === null) return {}
  const search = new URLSearchParams(facts.search)
  search.set('after', next)
  return { link: `<${absolute(`${facts.path}?${search.toString()}`)}>; rel="next"` }
}

/** Where a thing stands now, by the API's own addresses. */
export function movedReply(path: string): Reply {
  return { status: 308, headers: { location: `/api/v1${path}` } }
}
