import { Check, Choice, TextField } from '@/components/field'
import type { PaperFilter as Filter } from '@/forum/paper-orders'
import { t } from '@/words'

type Topics = { slug: string; title: string; depth: number }[]
type Given = {
  topics: Topics; venues: string[]; filter: Filter
  /** How the list is sorted now; null where nothing is sorted, as on the map. */
  sort: string | null
  /** What the address says besides, to be kept. */
  besides: { name: string; value: string }[]
}

/** Which papers are shown, in which order: a plain form, so that the choice is kept in the address. */
export function PaperFilter({ topics, venues, filter, sort, besides }: Given) {
  const { topic, rating, open = false, venue, from, to, title } = filter
  const more = [rating, venue, from, to].some(value => value !== null && value !== undefined) || open
  return (
    <form className="filters" method="get" action="/papers" aria-label={t('Filters')}>
      {besides.map(({ name, value }) => <input key={name} type="hidden" name={name} value={value} />)}
      <TextField label={t('Words in the title')} name="title" defaultValue={title ?? ''} maxLength={100} />
      <Choice label={t('Topic')} name="topic" defaultValue={topic ?? ''} options={topicOptions(topics)} />
      {sort === null ? null : <Choice label={t('Order')} name="sort" defaultValue={sort === 'list' ? '' : sort} options={orders} />}
      <details className="more" open={more}>
        <summary>{t('More filters')}</summary>
        <div className="filters">
          <Choice label={t('Author’s mark')} name="rating" defaultValue={rating ?? ''} options={marks} />
          <TextField label={t('Venue')} name="venue" list="venues" defaultValue={venue ?? ''} maxLength={100} autoComplete="off" />
          <TextField label={t('From year')} name="from" className="year" inputMode="numeric" pattern="[1-9][0-9]{0,3}" maxLength={4} defaultValue={from ?? ''} />
          <TextField label={t('To year')} name="to" className="year" inputMode="numeric" pattern="[1-9][0-9]{0,3}" maxLength={4} defaultValue={to ?? ''} />
          <Check label={t('With open questions')} name="open" value="1" defaultChecked={open} />
        </div>
      </details>
      <datalist id="venues">{venues.map(name => <option key={name} value={name} />)}</datalist>
      <button className="btn">{t('Show')}</button>
    </form>
  )
}

const orders = [
  { value: '', label: t('The list’s own') }, { value: 'title', label: t('Title') }, { value: 'venue', label: t('Venue') }, { value: 'year', label: t('Newest papers') }, { value: 'topic', label: t('Topic') },
  { value: 'open', label: t('Most open questions') }, { value: 'activity', label: t('Latest activity') },
] as const

const marks = [
  { value: '', label: t('Any') }, { value: 'up', label: t('Rated up') }, { value: 'down', label: t('Rated down') }, { value: 'none', label: t('Unrated') },
] as const

/** Topics as choices, those under others set in. */
export function topicOptions(topics: Topics): { value: string; label: string }[] {
  return [{ value: '', label: t('Any topic') }, ...topics.map(({ slug, title, depth }) => ({ value: slug, label: `${'\u2003'.repeat(depth)}${title}` }))]
}
