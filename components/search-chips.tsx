import { Icon } from '@/components/icons'
import { kinds, ratings, searchPath, statuses } from '@/components/search-links'
import type { Asked } from '@/components/search-links'
import { t } from '@/words'

type Chip = { name: Exclude<keyof Asked, 'q' | 'order'>; word: string }

/** The filters in use: each is a link to the same search without it. */
export function SearchChips({ asked, topics }: { asked: Asked; topics: readonly { slug: string; title: string }[] }) {
  const chips = chipsOf(asked, topics)
  if (chips.length === 0) return null
  return (
    <div className="chips mt-3" role="group" aria-label={t('Filters in use')}>
      {chips.map(({ name, word }) => <a key={name} className="chip" href={searchPath(asked, { [name]: null })} aria-label={t('Remove filter: {0}', word)}><bdi>{word}</bdi><Icon name="x" /></a>)}
      {chips.length === 1 ? null : <a className="chip" href={searchPath({ q: asked.q, order: asked.order ?? null })}>{t('Remove all')}</a>}
    </div>
  )
}

function chipsOf(asked: Asked, topics: readonly { slug: string; title: string }[]): Chip[] {
  const words: Record<Chip['name'], string | null> = {
    kind: kinds.find(({ value }) => value === asked.kind)?.word ?? null,
    status: statuses.find(({ value }) => value === asked.status)?.word ?? null,
    topic: asked.topic ? topics.find(({ slug }) => slug === asked.topic)?.title ?? asked.topic : null,
    author: asked.author ? t('By {0}', asked.author) : null,
    rating: ratings.find(({ value }) => value === asked.rating)?.word ?? null,
    answered: asked.answered === true ? t('With an answer') : asked.answered === false ? t('Without an answer') : null,
    endorsed: asked.endorsed === true ? t('Endorsed') : asked.endorsed === false ? t('Not endorsed') : null,
    since: asked.since ? t('Since {0}', asked.since) : null,
    until: asked.until ? t('Until {0}', asked.until) : null,
  }
  return names.flatMap(name => (words[name] === null ? [] : [{ name, word: words[name] }]))
}

const names = ['kind', 'status', 'topic', 'author', 'rating', 'answered', 'endorsed', 'since', 'until'] as const
