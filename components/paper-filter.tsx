import { Check, Choice } from '@/components/field'
import { t } from '@/words'

type Topics = { slug: string; title: string; depth: number }[]

/** Which papers are shown: a plain form, so that the choice is kept in the address. */
export function PaperFilter({ topics, topic, rating, open }: { topics: Topics; topic: string | null; rating: string | null; open: boolean }) {
  return (
    <form className="filters" method="get" action="/papers" aria-label={t('Filters')}>
      <Choice label={t('Topic')} name="topic" defaultValue={topic ?? ''} options={topicOptions(topics)} />
      <Choice label={t('Author’s mark')} name="rating" defaultValue={rating ?? ''} options={[
        { value: '', label: t('Any') }, { value: 'up', label: t('Rated up') }, { value: 'down', label: t('Rated down') }, { value: 'none', label: t('Unrated') },
      ]} />
      <Check label={t('With open questions')} name="open" value="1" defaultChecked={open} />
      <button className="btn">{t('Show')}</button>
    </form>
  )
}

/** Topics as choices, those under others set in. */
export function topicOptions(topics: Topics): { value: string; label: string }[] {
  return [{ value: '', label: t('Any topic') }, ...topics.map(({ slug, title, depth }) => ({ value: slug, label: `${'\u2003'.repeat(depth)}${title}` }))]
}
