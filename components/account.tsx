import { Icon } from '@/components/icons'
import type { ViewerView } from '@/components/viewer-view'
import { initialsOf } from '@/components/words'
import { t } from '@/words'
import { worded } from '@/words/worded'

/**
 * What the header shows of a signed-in reader, in two parts. `Extras` grows to the left of the fixed links and `Self` has the
 * width of "Sign in", so that nothing moves when a script lays them over a stored page. The script copies them from
 * `AccountTemplates`, fills `data-fill`, puts the handle into `data-person` addresses and drops what `data-only` denies.
 */
export function Extras({ view }: { view: ViewerView }) {
  return (
    <span className="extras">
      <Bell view={view} />
      {view.role === 'member' ? null : <a href="/moderation" data-only="moderator author">{worded('Moderation{0}', <Waiting view={view} />)}</a>}
      {view.role === 'author' ? <a href="/reading-list" data-only="author">{t('Reading list')}</a> : null}
      <SignOut />
    </span>
  )
}

export function Self({ view }: { view: ViewerView }) {
  return (
    <details className="self">
      <summary><span className="vh">{worded('Your menu, {0}', <span data-fill="name">{view.name}</span>)}</span><span aria-hidden="true" data-fill="initials">{initialsOf(view.name)}</span><Unread view={view} corner /></summary>
      <div className="menu">
        <p className="who"><b><bdi data-fill="name">{view.name}</bdi></b>@<span data-fill="handle">{view.handle}</span></p>
        <a href={`/people/${view.handle}`} data-person="">{t('Your page')}</a>
        <a href="/settings">{t('Settings')}</a>
        {view.role === 'author' ? <a href="/statistics" data-only="author">{t('Statistics')}</a> : null}
        <span className="in-header">
          <a href="/notifications">{worded('Notifications{0}', <Unread view={view} />)}</a>
          {view.role === 'member' ? null : <a href="/moderation" data-only="moderator author">{worded('Moderation{0}', <Waiting view={view} />)}</a>}
          {view.role === 'author' ? <a href="/reading-list" data-only="author">{t('Reading list')}</a> : null}
          <SignOut />
        </span>
      </div>
    </details>
  )
}

function Bell({ view }: { view: ViewerView }) {
  return <a href="/notifications"><Icon name="bell" /><span className="vh">{t('Notifications')}</span><Unread view={view} /></a>
}

/** How many notices are unread; in the `corner` of the initials where the header has no room for more. */
function Unread({ view, corner = false }: { view: ViewerView; corner?: boolean }) {
  return <span className={corner ? 'tally corner' : 'tally'} hidden={view.unread === 0}><span data-fill="unread">{view.unread}</span><span className="vh">{' '}{t('unread')}</span></span>
}

function SignOut() {
  return <form method="post" action="/forms/signout"><button className="tool">{t('Sign out')}</button></form>
}

function Waiting({ view }: { view: ViewerView }) {
  const waiting = view.waiting ?? 0
  return <span className="tally" hidden={waiting === 0}><span data-fill="waiting">{waiting}</span><span className="vh">{' '}{t('waiting')}</span></span>
}

const blank: ViewerView = { handle: '', name: '', role: 'author', waiting: 0, unread: 0 }

/** The two parts, unfilled, for the script that lays them over a stored page. */
export function AccountTemplates() {
  return (
    <>
      <template data-for="extras"><Extras view={blank} /></template>
      <template data-for="account"><Self view={blank} /></template>
    </>
  )
}
