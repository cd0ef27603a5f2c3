/** What is kept of a visitor. Each sentence must stay true of the program. */
import { t } from '@/words'
import { worded } from '@/words/worded'

export function Privacy({ visits }: { visits: boolean }) {
  return (
    <section aria-labelledby="privacy">
      <h2 id="privacy">{t('What is kept of a visitor')}</h2>
      <div className="prose">
        <ul>
          <li>{t('Reading needs no account and leaves no cookie, and no page asks any other site for anything.')}</li>
          <li>{visits
            ? t('How often each page was read on a day, and which other site led there, is counted as numbers. To tell visitors apart within the day, the program holds a few bits of a hash of network address and browser in its memory, under a key that is drawn anew each day and never written down; so it is not kept who read what, and nobody can find it out afterwards. Of a browser that sends Do Not Track or Global Privacy Control only the view is counted.')
            : t('Views are not counted.')}</li>
          <li>{t('The log of requests has the time, the page and how long it took, and in place of your network address a keyed hash of it, which cannot be turned back without the site’s secret.')}</li>
          <li>{t('Of a guest: the name given, the text, and keyed hashes of the address and its network, to keep one visitor from flooding the queue. A cookie lets your browser show you your own posts that wait.')}</li>
          <li>{t('Of every new post by others than moderators: why it was held or not. A filter against spam counts the words of posts on which moderators decided; it asks nobody else, and what it counted says nothing of who wrote.')}</li>
          <li>{t('Of a member: name, handle, e-mail address, a hash of the password, what you posted and voted, and your sessions. The e-mail address is shown to nobody.')}</li>
          <li>{t('Who voted for what is never shown. Who flagged a post is seen by moderators only.')}</li>
          <li>{t('Where you switch notices on for a device: the address that its browser’s maker gave for it, and the keys with which only that browser reads them. The browser keeps copies of public pages that you read, for when the network is away.')}</li>
          <li>{t('Where you follow a question by e-mail without an account: your address and which question, until you end it by one click in any of the mails. An address that nobody confirmed is forgotten in a day.')}</li>
          <li>{t('A draft stays in your browser until it is posted. Of members the site keeps it too, so that it goes on at another device, for sixty days at most.')}</li>
          <li>{t('How far you have read a thread stays in your browser; of members the site keeps it for the questions that they follow.')}</li>
          <li>{worded('You can download what is kept of you and close your account in {0}; your posts then stay under “former member” or are emptied, as you choose.', <a href="/settings">{t('settings')}</a>)}</li>
        </ul>
      </div>
    </section>
  )
}

export function Licence({ licence }: { licence: string | null }) {
  return (
    <section aria-labelledby="licence">
      <h2 id="licence">{t('Licence of posts')}</h2>
      <div className="prose">
        <p>{worded('A post belongs to whoever wrote it. {0}', licence === null ? t('The author of this site has named no licence: quote posts with their writer’s name and a link.') : <>{worded('By posting you allow its use under this licence: {0}.', /^https?:\/\//.test(licence) ? <a href={licence} rel="license">{licence}</a> : licence)}</>)}</p>
      </div>
    </section>
  )
}

export function Source({ source }: { source: string | null }) {
  return (
    <section aria-labelledby="source">
      <h2 id="source">{t('Source and interfaces')}</h2>
      <div className="prose">
        <p>{worded('This site runs Colloquy, free software under the MIT licence. Everything public can be read by programs: the {0} is described there, every page has an {1}.', <a href="/api/v1/openapi.json">{t('interface')}</a>, <a href="/feed.atom">{t('Atom feed')}</a>)}</p>
        {source === null ? null : <p>{worded('The reading list restates this one: {0}.', /^https?:\/\//.test(source) ? <a href={source} rel="noopener">{source}</a> : source)}</p>}
      </div>
    </section>
  )
}
