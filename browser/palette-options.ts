/** What the search field over a page offers: what was found, and the site's own places while nothing is typed. */
import { all, made } from './dom'
import type { FoundHit } from './palette-search'
import { t } from '@/words'

/** A link by its words. */
export function linkOption(words: string, href: string): HTMLAnchorElement {
  return option(href, 'place', words)
}

/** Something that was found. */
export function hitOption(hit: FoundHit): HTMLAnchorElement {
  const title = made('span', 't', ...(hit.titleHtml === '' ? [hit.title] : partsOf(hit.titleHtml)))
  title.dir = 'auto'
  const lines = [title]
  if (hit.snippet !== '') lines.push(Object.assign(made('span', 'ex', ...partsOf(hit.snippet)), { dir: 'auto' }))
  return option(hit.url, '', ...lines, made('span', 'where', whereOf(hit)))
}

/** The pages one goes to most, and those that the header offers whoever is signed in. */
export function places(): HTMLAnchorElement[] {
  const own: [string, string][] = [[t('Front page'), '/'], [t('Papers'), '/papers'], [t('Open questions'), '/questions'], [t('Newest questions'), '/questions?order=newest'], [t('How to search'), '/search'], [t('Guide'), '/about']]
  const known = new Set(own.map(([, href]) => href))
  for (const link of all('header.site nav a[href^="/"]', HTMLAnchorElement)) {
    const [href, words] = [link.getAttribute('href') ?? '', (link.textContent ?? '').replace(/\s+/g, ' ').trim()]
    if (words === '' || known.has(href)) continue
    known.add(href)
    own.push([words, href])
  }
  return own.map(([words, href]) => linkOption(words, href))
}

function option(href: string, className: string, ...inside: (string | Node)[]): HTMLAnchorElement {
  const link = Object.assign(made('a', className, ...inside), { href, tabIndex: -1 })
  link.setAttribute('role', 'option')
  link.setAttribute('aria-selected', 'false')
  return link
}

// The site's own HTML, made safe by it; a parsed document loads and runs nothing. Within an option nothing else can be reached by keyboard.
function partsOf(html: string): Node[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const formula of body.querySelectorAll('[tabindex]')) formula.replaceWith(...formula.childNodes)
  return [...body.childNodes].map(node => document.importNode(node, true))
}

function whereOf({ kind, paper, writer, questionNumber }: FoundHit): string {
  if (kind === 'paper') return t('Paper')
  if (kind === 'person') return t('Person')
  if (kind === 'question') return t('Question {0} on {1}', questionNumber, paper)
  if (writer === '') return kind === 'answer' ? t('Answer to question {0} on {1}', questionNumber, paper) : t('Comment on question {0} on {1}', questionNumber, paper)
  if (kind === 'answer') return t('Answer by {0} to question {1} on {2}', writer, questionNumber, paper)
  return t('Comment by {0} under question {1} on {2}', writer, questionNumber, paper)
}
