/**
 * Instant navigation: a browser that knows speculation rules fetches a public page of this site when its reader is about to follow
 * the link (HTML, "speculative loading"). The rules are a file named by a header, so that no page has anything inline.
 */
import { createHash } from 'node:crypto'

// Only what is the same for everybody and changes nothing by being read. A page is fetched, never run before it is looked at.
const pages = ['/', '/papers', '/papers/:slug', '/papers/:slug/questions/:number', '/questions', '/topics/:slug', '/people/:handle', '/about']

/** The rules, of the type that browsers ask for (`application/speculationrules+json`). */
export const speculationRules = Buffer.from(JSON.stringify({
  prefetch: [{
    where: { or: pages.map(pathname => ({ href_matches: { pathname, search: '*' } })) },
    eagerness: 'moderate',
  }],
}))

/** Where the rules are; the name changes with them. */
export const speculationPath = `/assets/speculation.${createHash('sha256').update(speculationRules).digest('hex').slice(0, 8)}.json`

/** The value of `speculation-rules` on a public page: a list of one address (RFC 9651). */
export const speculationHeader = `"${speculationPath}"`

/** What the answer to a change says: pages fetched before it are old, and its sender must see it on the next page. */
export const droppedByChange = '"prefetchCache", "prerenderCache"'
