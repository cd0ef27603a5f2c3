import type { ReactNode } from 'react'
import { Check, Choice, TextField } from '@/components/field'
import { Icon } from '@/components/icons'
import { filterFields, kinds, ratings, searchPath, statuses } from '@/components/search-links'
import type { Asked } from '@/components/search-links'
import { figures, t } from '@/words'
import type { Found } from '@/forum/search'

type Topics = readonly { slug: string; title: string }[]
type Given = { asked: Asked; found: Pick<Found, 'facets' | 'filters' | 'total' | 'more'>; topics: Topics }

/** What narrows a search, as links with how much each leaves: in the margin, and folded above the results where there is none. */
export function SearchFacets(given: Given & { folded?: boolean }) {
  const { folded = false, asked } = given
  const inUse = filterFields(asked).filter(([name]) => name !== 'order').length
  const parts = <><Groups {...given} /><Further asked={asked} prefix={folded ? 'fold' : 'margin'} /></>
  if (!folded) return <aside className="margin facets" aria-label={t('Filters')}>{parts}</aside>
  return (
    <details className="strip">
      <summary><Icon name="list" /><span className="notes-title">{t('Filters')}</span>{inUse === 0 ? null : <span className="faint">{t('{0} in use', inUse)}</span>}<Icon name="chev" className="turn" /></summary>
      <div className="body facets">{parts}</div>
    </details>
  )
}

function Groups({ asked, found: { facets, filters: { kind, status, topic: chosen }, total, more }, topics }: Given) {
  const listed = facets.topics.some(topic => topic.slug === chosen) || chosen === null ? facets.topics
    : [...facets.topics, { slug: chosen, title: topics.find(topic => topic.slug === chosen)?.title ?? chosen, count: total }]
  return (
    <>
      <Group name={t('Kind')}>
        <Facet word={t('Everything')} href={searchPath(asked, { kind: null })} chosen={kind === null} />
        {kinds.map(({ value, word }) => <Facet key={value} word={word} href={searchPath(asked, { kind: value })} chosen={kind === value} count={countOf(facets.kinds, value, facets.more.kinds)} more={kind === value ? more : facets.more.kinds} />)}
      </Group>
      <Group name={t('Status')}>
        <Facet word={t('Any')} href={searchPath(asked, { status: null })} chosen={status === null} />
        {statuses.map(({ value, word }) => <Facet key={value} word={word} href={searchPath(asked, { status: value })} chosen={status === value} count={countOf(facets.statuses, value, facets.more.statuses)} more={status === value ? more : facets.more.statuses} />)}
      </Group>
      {listed.length === 0 ? null : (
        <Group name={t('Topic')}>
          <Facet word={t('Any topic')} href={searchPath(asked, { topic: null })} chosen={chosen === null} />
          {listed.map(({ slug, title, count }) => <Facet key={slug} word={title} href={searchPath(asked, { topic: slug })} chosen={chosen === slug} count={chosen === slug ? total : count} more={chosen === slug ? more : facets.more.topics} />)}
        </Group>
      )}
    </>
  )
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return <div role="group" aria-label={name}><p className="facet" aria-hidden="true">{name}</p><ul>{children}</ul></div>
}

/** One value, with how many there are, or at least are with `more`; nothing is behind a link that would lead to nothing. */
function Facet({ word, href, chosen, count, more = false }: { word: string; href: string; chosen: boolean; count?: number | undefined; more?: boolean }) {
  const inside = <><bdi>{word}</bdi>{count === undefined ? null : <span className="n num">{figures(count)}{more ? '+' : ''}</span>}</>
  return <li>{count === 0 && !chosen ? <span className="none">{inside}</span> : <a href={href} aria-current={chosen ? 'true' : undefined}>{inside}</a>}</li>
}

// Where nothing at all was counted no number is told; nor is "none" where more was found than was counted.
function countOf(counts: Partial<Record<string, number>>, value: string, more: boolean): number | undefined {
  return Object.keys(counts).length === 0 ? undefined : counts[value] ?? (more ? undefined : 0)
}

/** What has too many values for links: a form with a button. The page stands twice in the document, so its ids have a prefix. */
function Further({ asked, prefix }: { asked: Asked; prefix: string }) {
  const own = new Set(['rating', 'answered', 'endorsed', 'since', 'until'])
  const inUse = filterFields(asked).some(([name]) => own.has(name))
  return (
    <details className="fold" open={inUse}>
      <summary>{t('More filters')}<Icon name="chev" /></summary>
      <form method="get" action="/search" aria-label={t('More filters')}>
        <input type="hidden" name="q" value={asked.q} />
        {filterFields(asked).filter(([name]) => !own.has(name)).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <Choice id={`${prefix}-rating`} label={t('Author’s mark')} name="rating" defaultValue={asked.rating ?? ''} options={[{ value: '', label: t('Any') }, ...ratings.map(({ value, word }) => ({ value, label: word }))]} />
        <TextField id={`${prefix}-since`} label={t('Written since')} name="since" type="date" defaultValue={firstDay(asked.since)} />
        <TextField id={`${prefix}-until`} label={t('Written until')} name="until" type="date" defaultValue={lastDay(asked.until)} />
        <Check label={t('With an answer')} name="answered" value="true" defaultChecked={asked.answered === true} />
        <Check label={t('Endorsed answers only')} name="endorsed" value="true" defaultChecked={asked.endorsed === true} />
        <button className="btn compact">{t('Narrow')}</button>
      </form>
    </details>
  )
}

/** A day for a field that holds days: the first of a year or month. */
function firstDay(period: string | null | undefined): string {
  return period ? period.padEnd(10, '-01') : ''
}

/** The last of it. */
function lastDay(period: string | null | undefined): string {
  if (!period || period.length === 10) return period ?? ''
  const [year = '', month = '12'] = period.split('-')
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10)
}
