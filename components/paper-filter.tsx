import { Check, Choice } from '@/components/field'

type Topics = { slug: string; title: string; depth: number }[]

/** Which papers are shown: a plain form, so that the choice is kept in the address. */
export function PaperFilter({ topics, topic, rating, open }: { topics: Topics; topic: string | null; rating: string | null; open: boolean }) {
  return (
    <form className="filters" method="get" action="/papers" aria-label="Filters">
      <Choice label="Topic" name="topic" defaultValue={topic ?? ''} options={topicOptions(topics)} />
      <Choice label="Author’s mark" name="rating" defaultValue={rating ?? ''} options={[
        { value: '', label: 'Any' }, { value: 'up', label: 'Rated up' }, { value: 'down', label: 'Rated down' }, { value: 'none', label: 'Unrated' },
      ]} />
      <Check label="With open questions" name="open" value="1" defaultChecked={open} />
      <button className="btn">Show</button>
    </form>
  )
}

/** Topics as choices, those under others set in. */
export function topicOptions(topics: Topics): { value: string; label: string }[] {
  return [{ value: '', label: 'Any topic' }, ...topics.map(({ slug, title, depth }) => ({ value: slug, label: `${'\u2003'.repeat(depth)}${title}` }))]
}
