import type { ReactNode } from 'react'
import { AccountTemplates, Extras, Self } from '@/components/account'
import { Icon } from '@/components/icons'
import type { ViewerView } from '@/components/viewer-view'
import { address } from '@/components/words'
import type { Absence } from '@/forum/away'
import type { Site } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

export type Room = 'papers' | 'questions' | 'search' | 'signin' | 'moderation' | 'reading-list' | 'notifications' | 'settings' | 'statistics' | null

type Opened = { keys: string; palette: string }
const noScripts: Opened = { keys: '', palette: '' }

/** What stands round every page. `path` is the page's own address, to come back to after signing in; `feed` its Atom feed; `demo` marks a site of invented discussions,
 *  `absence` one whose author is away; `opens` the addresses of scripts that open over a page: the list of keys, the search field. */
export function Frame({ site, viewer, current = null, path, feed = '/feed.atom', demo = false, absence = null, opens = noScripts, children }: {
  site: Site; viewer: ViewerView | null; current?: Room; path?: string; feed?: string; demo?: boolean; absence?: Absence | null; opens?: Opened; children: ReactNode
}) {
  return (
    <>
      <link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml" title={site.name} />
      <a className="skip" href="#main">{t('Skip to the content')}</a>
      {demo ? <aside className="banner caution" aria-label={t('Demonstration')}>{t('A demonstration: invented people, invented answers')}</aside> : null}
      {absence === null ? null : <Away site={site} absence={absence} />}
      <header className="site">
        <Wordmark site={site} />
        <nav aria-label={t('Site')}>
          <span className="account" data-slot="extras">{viewer === null ? null : <Extras view={viewer} />}</span>
          <a href="/papers" aria-current={current === 'papers' ? 'page' : undefined}>{t('Papers')}</a>
          <a href="/search" data-opens={current === 'search' ? undefined : opens.palette} aria-current={current === 'search' ? 'page' : undefined}><Icon name="search" /><span className="vh">{t('Search')}</span></a>
          <span className="account" data-slot="account">
            {viewer === null ? <SignIn here={current === 'signin'} path={path} /> : <Self view={viewer} />}
          </span>
        </nav>
      </header>
      <main id="main" className="sheet">{children}</main>
      <Foot site={site} feed={feed} keyHelp={opens.keys} />
      {viewer === null ? <AccountTemplates /> : null}
      {viewer === null ? <WithoutScript path={path} /> : null}
    </>
  )
}

function Away({ site, absence }: { site: Site; absence: Absence }) {
  const who = site.author === '' ? t('The author') : `${site.author.slice(0, 1).toUpperCase()}${site.author.slice(1)}`
  const then = absence.until === null ? t('for now') : t('until {0}', absence.until)
  return (
    <aside className="banner" aria-label={t('Absence')}>
      {worded('{0} is away {1}. {2}{3}', <bdi>{who}</bdi>, then, absence.guests === 'paused' ? t('Guests’ posts are not taken meanwhile; members can post.') : t('Guests’ posts wait until they are read.'), absence.words === '' ? null : <> <bdi>{absence.words}</bdi></>)}
    </aside>
  )
}

const shortNameMax = 24

/** The site's name. A long one is set smaller and stands alone, so that it keeps to the height of the header. */
function Wordmark({ site }: { site: Site }) {
  if (site.name.length > shortNameMax) return <a className="wordmark long" href="/">{site.name}</a>
  return <a className="wordmark" href="/">{site.name}{site.author === '' ? null : <span>{worded('{0}’s reading list', site.author)}</span>}</a>
}

function SignIn({ here, path }: { here: boolean; path?: string }) {
  return <span className="self"><a href={address('/signin', { next: path })} aria-current={here ? 'page' : undefined}>{t('Sign in')}</a></span>
}

// Somebody known to the site whose browser runs no script is shown pages composed for them once they say so.
function WithoutScript({ path = '/' }: { path?: string }) {
  return (
    <noscript>
      <form className="foot" method="post" action="/forms/plain">
        <p>{t('This browser runs no script. If you are signed in or have posts waiting, they can be shown without one.')}</p>
        <input type="hidden" name="next" value={path} />
        <button className="btn compact">{t('Show what is mine')}</button>
      </form>
    </noscript>
  )
}

function Foot({ site, feed, keyHelp }: { site: Site; feed: string; keyHelp: string }) {
  return (
    <footer className="foot">
      <p>{worded('{0}Answers belong to those who wrote them.', site.author === '' ? '' : t('Kept by {0}. ', site.author))}</p>
      <a href={feed}>{t('Atom feed')}</a>
      <a href="/about">{t('Guide')}</a>
      <a className="with-script" href="/about#keys" data-opens={keyHelp}>{t('Keys')}</a>
      <a href="/about#privacy">{t('Privacy')}</a>
      <a href="/about#source">{t('Source')}</a>
      <fieldset className="theme">
        <legend className="vh">{t('Colours')}</legend>
        <label><input type="radio" name="theme" value="" defaultChecked />{t('System')}</label>
        <label><input type="radio" name="theme" value="light" />{t('Light')}</label>
        <label><input type="radio" name="theme" value="dark" />{t('Dark')}</label>
      </fieldset>
    </footer>
  )
}
