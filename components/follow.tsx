import { Icon } from '@/components/icons'

const names = { question: 'Follow this question', paper: 'Follow this paper', topic: 'Follow this topic', person: 'Follow this person', site: 'Follow the whole site' } as const

/** Following a thing, by a form of one button that states the wish, so that sending it twice is as once. A stored page shows it unpressed; the
 *  script lays over whether this reader follows. `id` as in the API. */
export function Follow({ kind, id, following = false }: { kind: keyof typeof names; id: string; following?: boolean }) {
  return (
    <form className="follow" method="post" action="/forms/follow" data-follow={`${kind} ${id}`}>
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="id" value={id} />
      <button className="btn compact plain" name="following" value={following ? '0' : '1'} aria-label={names[kind]} aria-pressed={following}>
        <Icon name="bell" /><span className="when-off">Follow</span><span className="when-on">Following</span>
      </button>
    </form>
  )
}
