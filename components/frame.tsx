import type { ReactNode } from 'react'
import { AccountTemplates, Extras, Self } from '@/components/account'
import { Icon } from '@/components/icons'
import type { ViewerView } from '@/components/viewer-view'
import { address } from '@/components/words'
import type { Absence } from '@/forum/away'
import type { Site } from '@/forum/documents'

export type Room = 'papers' | 'questions' | 'search' | 'signin' | 'moderation' | 'reading-list' | 'notifications' | 'settings' | null

/** What stands round every page. `path` is the page's own address, to come back to after signing in; `feed` its Atom feed; `demo` marks a site of invented discussions,
 *  `absence` one whose author is away. */
export function Frame({ site, viewer, current = null, path, feed = '/feed.atom', demo = false, absence = null, children }: {
  site: Site; viewer: ViewerView | null; current?: Room; path?: string; feed?: string; demo?: boolean; absence?: Absence | null; children: ReactNode
}) {
  return (
    <>
      <a className="skip" href="#main">Skip to the content</a>
      {demo ? <p className="banner caution">A demonstration: invented people, invented answers</p> : null}
      {absence === null ? null : <Away site={site} absence={absence} />}
      <header className="site">
        <Wordmark site={site} />
        <nav aria-label="Site">
          <span className="account" data-slot="extras">{viewer === null ? null : <Extras view={viewer} />}</span>
          <a href="/papers" aria-current={current === 'papers' ? 'page' : undefined}>Papers</a>
          <a href="/search" aria-current={current === 'search' ? 'page' : undefined}><Icon name="search" /><span className="vh">Search</span></a>
          <span className="account" data-slot="account">
            {viewer === null ? <SignIn here={current === 'signin'} path={path} /> : <Self view={viewer} />}
          </span>
        </nav>
      </header>
      <main id="main" className="sheet">{children}</main>
      <Foot site={site} feed={feed} />
      {viewer === null ? <AccountTemplates /> : null}
      {viewer === null ? <WithoutScript path={path} /> : null}
    </>
  )
}

function Away({ site, absence }: { site: Site; absence: Absence }) {
  const who = site.author === '' ? 'The author' : `${site.author.slice(0, 1).toUpperCase()}${site.author.slice(1)}`
  const then = absence.until === null ? 'for now' : `until ${absence.until}`
  return (
    <p className="banner">
      <bdi>{who}</bdi> is away {then}. {absence.guests === 'paused' ? 'Guests’ posts are not taken meanwhile; members can post.' : 'Guests’ posts wait until they are read.'}{absence.words === '' ? null : <> <bdi>{absence.words}</bdi></>}
    </p>
  )
}

const shortNameMax = 24

/** The site's name. A long one is set smaller and stands alone, so that it keeps to the height of the header. */
function Wordmark({ site }: { site: Site }) {
  if (site.name.length > shortNameMax) return <a className="wordmark long" href="/">{site.name}</a>
  return <a className="wordmark" href="/">{site.name}{site.author === '' ? null : <span>{site.author}’s reading list</span>}</a>
}

function SignIn({ here, path }: { here: boolean; path?: string }) {
  return <span className="self"><a href={address('/signin', { next: path })} aria-current={here ? 'page' : undefined}>Sign in</a></span>
}

// Somebody known to the site whose browser runs no script is shown pages composed for them once they say so.
function WithoutScript({ path = '/' }: { path?: string }) {
  return (
    <noscript>
      <form className="foot" method="post" action="/forms/plain">
        <p>This browser runs no script. If you are signed in or have posts waiting, they can be shown without one.</p>
        <input type="hidden" name="next" value={path} />
        <button className="btn compact">Show what is mine</button>
      </form>
    </noscript>
  )
}

function Foot({ site, feed }: { site: Site; feed: string }) {
  return (
    <footer className="foot">
      <p>{site.author === '' ? '' : `Kept by ${site.author}. `}Answers belong to those who wrote them.</p>
      <a href={feed}>Atom feed</a>
      <a href="/about">Guide</a>
      <a className="with-script" href="/about#keys" data-keys="">Keys</a>
      <a href="/about#privacy">Privacy</a>
      <a href="/about#source">Source</a>
      <fieldset className="theme">
        <legend className="vh">Colours</legend>
        <label><input type="radio" name="theme" value="" defaultChecked />System</label>
        <label><input type="radio" name="theme" value="light" />Light</label>
        <label><input type="radio" name="theme" value="dark" />Dark</label>
      </fieldset>
    </footer>
  )
}
