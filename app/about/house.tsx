/** What is kept of a visitor. Each sentence must stay true of the program. */
export function Privacy() {
  return (
    <section aria-labelledby="privacy">
      <h2 id="privacy">What is kept of a visitor</h2>
      <div className="prose">
        <ul>
          <li>Reading needs no account and leaves no cookie. Views are not counted, and no page asks any other site for anything.</li>
          <li>The log of requests has the time, the page and how long it took, and in place of your network address a keyed hash of it, which cannot be turned back without the site’s secret.</li>
          <li>Of a guest: the name given, the text, and keyed hashes of the address and its network, to keep one visitor from flooding the queue. A cookie lets your browser show you your own posts that wait.</li>
          <li>Of every new post by others than moderators: why it was held or not. A filter against spam counts the words of posts on which moderators decided; it asks nobody else, and what it counted says nothing of who wrote.</li>
          <li>Of a member: name, handle, e-mail address, a hash of the password, what you posted and voted, and your sessions. The e-mail address is shown to nobody.</li>
          <li>Who voted for what is never shown. Who flagged a post is seen by moderators only.</li>
          <li>Where you switch notices on for a device: the address that its browser’s maker gave for it, and the keys with which only that browser reads them. The browser keeps copies of public pages that you read, for when the network is away.</li>
          <li>Where you follow a question by e-mail without an account: your address and which question, until you end it by one click in any of the mails. An address that nobody confirmed is forgotten in a day.</li>
          <li>A draft stays in your browser until it is posted. Of members the site keeps it too, so that it goes on at another device, for sixty days at most.</li>
          <li>How far you have read a thread stays in your browser; of members the site keeps it for the questions that they follow.</li>
          <li>You can download what is kept of you and close your account in <a href="/settings">settings</a>; your posts then stay under “former member” or are emptied, as you choose.</li>
        </ul>
      </div>
    </section>
  )
}

export function Licence({ licence }: { licence: string | null }) {
  return (
    <section aria-labelledby="licence">
      <h2 id="licence">Licence of posts</h2>
      <div className="prose">
        <p>A post belongs to whoever wrote it. {licence === null ? 'The author of this site has named no licence: quote posts with their writer’s name and a link.' : <>By posting you allow its use under this licence: {/^https?:\/\//.test(licence) ? <a href={licence} rel="license">{licence}</a> : licence}.</>}</p>
      </div>
    </section>
  )
}

export function Source({ source }: { source: string | null }) {
  return (
    <section aria-labelledby="source">
      <h2 id="source">Source and interfaces</h2>
      <div className="prose">
        <p>This site runs Colloquy, free software under the MIT licence. Everything public can be read by programs: the <a href="/api/v1/openapi.json">interface</a> is described there, every page has an <a href="/feed.atom">Atom feed</a>.</p>
        {source === null ? null : <p>The reading list restates this one: {/^https?:\/\//.test(source) ? <a href={source} rel="noopener">{source}</a> : source}.</p>}
      </div>
    </section>
  )
}
