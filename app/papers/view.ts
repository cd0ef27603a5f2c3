/** What the address of the list of papers says, and the address of every neighbouring view of it. */
import { address } from '@/components/words'
import type { Heading } from '@/components/paper-table'
import { directions, naturalDirection, paperSorts } from '@/forum/paper-orders'
import type { Direction, PaperFilter, PaperSort } from '@/forum/paper-orders'
import { oneOf } from '../parameters'
import { t } from '@/words'

export const views = ['comfortable', 'dense', 'timeline', 'map'] as const
export type View = (typeof views)[number]

export type PapersView = { view: View; sort: PaperSort; dir: Direction; filter: PaperFilter; after: string | null }

/** Reads an address; what it cannot mean counts as not given, and `unmeant` names it. */
export function papersView(given: (name: string) => string | null): PapersView {
  const sort = oneOf(given('sort'), paperSorts) ?? 'list'
  return {
    view: oneOf(given('view'), views) ?? 'comfortable', sort, dir: sort === 'list' ? 'asc' : oneOf(given('dir'), directions) ?? naturalDirection[sort], after: given('after'),
    filter: {
      topic: given('topic'), rating: oneOf(given('rating'), ['up', 'down', 'none']), open: given('open') === '1',
      venue: given('venue')?.slice(0, 100) ?? null, from: yearIn(given('from') ?? given('year')), to: yearIn(given('to') ?? given('year')), title: given('title')?.slice(0, 100) ?? null,
    },
  }
}

const isYear = (value: string) => yearIn(value) !== null
const among = (allowed: readonly string[]) => (value: string) => allowed.includes(value)
const meant: { name: string; label: string; fits: (value: string) => boolean }[] = [
  { name: 'view', label: t('Views'), fits: among(views) }, { name: 'sort', label: t('Order'), fits: among(paperSorts) }, { name: 'dir', label: t('Direction'), fits: among(directions) },
  { name: 'rating', label: t('Author’s mark'), fits: among(['up', 'down', 'none']) }, { name: 'open', label: t('With open questions'), fits: among(['0', '1']) },
  { name: 'year', label: t('Year'), fits: isYear }, { name: 'from', label: t('From year'), fits: isYear }, { name: 'to', label: t('To year'), fits: isYear },
]

/** What an address says that means nothing here, by its labels. */
export function unmeant(given: (name: string) => string | null): string[] {
  return meant.flatMap(({ name, label, fits }) => {
    const value = given(name)
    return value === null || fits(value) ? [] : [label]
  })
}

function yearIn(value: string | null): number | null {
  return value !== null && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : null
}

/** The address of a view with some of it changed. The beginning of the list, unless `after` is given. */
export function papersAddress({ view, sort, dir, filter }: PapersView, changed: Partial<Omit<PapersView, 'filter'>> & { filter?: PaperFilter } = {}): string {
  const now = { view, sort, dir, after: null, ...changed, filter: { ...filter, ...changed.filter } }
  return address('/papers', {
    view: now.view === 'comfortable' ? null : now.view, sort: now.sort === 'list' ? null : now.sort, dir: now.dir === naturalDirection[now.sort] ? null : now.dir,
    topic: now.filter.topic, rating: now.filter.rating, open: now.filter.open ? '1' : null, venue: now.filter.venue,
    from: now.filter.from?.toString(), to: now.filter.to?.toString(), title: now.filter.title, after: now.after,
  })
}

/** Whether the list is narrowed at all. */
export function isNarrowed({ filter }: PapersView): boolean {
  return Object.values(filter).some(value => value !== null && value !== false)
}

/** The heading of a column by which the list can be sorted: a second press turns it round. */
export function headingsOf(view: PapersView): Record<Exclude<PaperSort, 'list'>, Heading> {
  const of = (sort: PaperSort): Heading => {
    const current = view.sort === sort ? view.dir : null
    const dir = current === null ? naturalDirection[sort] : current === 'asc' ? 'desc' : 'asc'
    return { href: papersAddress(view, { sort, dir }), current }
  }
  return { title: of('title'), venue: of('venue'), year: of('year'), topic: of('topic'), open: of('open'), activity: of('activity') }
}

const sentences: Record<PaperSort, Record<Direction, string>> = {
  list: { asc: t('In the list’s own order.'), desc: t('In the list’s own order.') },
  title: { asc: t('By title, from A to Z.'), desc: t('By title, from Z to A.') },
  venue: { asc: t('By venue, from A to Z; those without one come last.'), desc: t('By venue, from Z to A; those without one come last.') },
  year: { asc: t('The oldest papers come first; those of no known year last.'), desc: t('The newest papers come first; those of no known year last.') },
  topic: { asc: t('By topic, from A to Z; those under none come last.'), desc: t('By topic, from Z to A; those under none come last.') },
  open: { asc: t('Papers with the fewest open questions come first.'), desc: t('Papers with the most open questions come first.') },
  activity: { asc: t('The papers that have been quiet longest come first.'), desc: t('The papers written about last come first.') },
}

/** The order of the list, in a sentence. */
export function orderWords({ sort, dir }: PapersView): string {
  return sentences[sort][dir]
}
