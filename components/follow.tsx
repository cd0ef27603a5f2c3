import { Icon } from '@/components/icons'
import { t } from '@/words'

const names = { question: t('Follow this question'), paper: t('Follow this paper'), topic: t('Follow this topic'), person: t('Follow this person'), site: t('Follow the whole site') } as const

/** Following a thing, by a form of one button that states the wish, so that sending it twice is as once. A stored page shows it unpressed; the
 *  script lays over whether this reader follows. `id` as in the API. */
export function Follow({ kind, id, following = false }: { kind: keyof typeof names; id: string; following?: boolean }) {
  return (
    <form className="follow" method="post" action="/forms/follow" data-follow={`${kind} ${id}`}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      <button className="btn compact plain" name="following" value={following ? '0' : '1'} aria-label={names[kind]} aria-pressed={following}>
        <Icon name="bell" className="when-off" /><Icon name="check" className="when-on" />{t('Follow')}
      </button>
    </form>
  )
}
