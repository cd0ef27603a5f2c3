/** Lays what belongs to one reader over the page that everybody gets: account, votes, tools, posts that wait. Doing so twice is as once. */
import { all, copyOf, one } from './dom'
import type { Held, Person, Viewer } from './viewer'
import { readViewer } from './viewer'
import { setScore, showVote } from './votes'
import { t } from '@/words'

let latest: Viewer | null = null

/** Asks who is reading and lays it over; the same again after something was posted. Resolves with the reader when it stands. */
export async function lay(): Promise<Viewer | null> {
  const viewer = await readViewer()
  if (!viewer) return null
  latest = viewer
  if (viewer.person) layAccount(viewer.person)
  if (viewer.person && viewer.person.role !== 'member') layMayStill()
  for (const held of viewer.held) layHeld(held)
  if (viewer.person) one(`[data-follow="person ${viewer.person.handle}"]`, HTMLElement)?.remove()
  for (const form of all('[data-follow]', HTMLFormElement)) showVote(form, viewer.follows.includes(form.dataset['follow'] ?? ''))
  layOver(document)
  return viewer
}

/** Lays over a part of the page that has come in meanwhile. */
export function layOver(root: ParentNode): void {
  if (!latest) return
  for (const article of all('[data-post]', HTMLElement, root)) layPost(article, latest)
  for (const form of all('form[data-composer]', HTMLFormElement, root)) layComposer(form, latest)
}

function layAccount(person: Person): void {
  document.documentElement.dataset['signed'] = person.role
  const slots = [['extras', 'extras'], ['account', 'account']] as const
  for (const [slot, template] of slots) {
    const place = one(`[data-slot="${slot}"]`, HTMLElement)
    const copy = copyOf(`template[data-for="${template}"]`)
    if (!place || !copy) continue
    fillAccount(copy, person)
    place.replaceChildren(copy)
  }
}

// Where a thread takes no answers any more, moderators still may.
function layMayStill(): void {
  const template = one('template[data-for="composer"]', HTMLTemplateElement)
  template?.replaceWith(document.importNode(template.content, true))
}

function fillAccount(root: DocumentFragment, person: Person): void {
  const initials = person.name.split(/\s+/u).filter(word => /^\p{L}/u.test(word))
  const words: Record<string, string> = {
    name: person.name, handle: person.handle, waiting: String(person.waiting), unread: String(person.unread),
    initials: [initials[0], initials.length > 1 ? initials.at(-1) : ''].map(word => /^./u.exec(word ?? '')?.[0] ?? '').join('').toUpperCase() || '·',
  }
  for (const place of all('[data-fill]', HTMLElement, root)) place.textContent = words[place.dataset['fill'] ?? ''] ?? ''
  for (const link of all('a[data-person]', HTMLAnchorElement, root)) link.href = `/people/${person.handle}`
  for (const link of all('[data-only]', HTMLElement, root)) if (!link.dataset['only']?.split(' ').includes(person.role)) link.remove()
  for (const tally of all('.tally', HTMLElement, root)) tally.hidden = tally.firstElementChild?.textContent === '0'
}

function layPost(article: HTMLElement, { votes, scores, own, person }: Viewer): void {
  const id = Number(article.dataset['post'])
  const tools = one(':scope > .tools', HTMLElement, article)
  const vote = tools && one('.vote', HTMLFormElement, tools)
  if (!tools) return
  const at = votes.indexOf(id)
  if (vote && at !== -1) {
    showVote(vote, true)
    // The page may be a second older than the vote.
    setScore(vote, scores[at] ?? 0)
  }
  const isOwn = own.includes(id)
  if (vote && isOwn) forbid(vote, id)
  const slot = one('[data-slot="tools"]', HTMLElement, tools)
  if (!slot || slot.childElementCount > 0) return
  const kind = article.matches('.question') ? 'question' : article.matches('.comment') ? 'comment' : 'answer'
  if (isOwn) addTools(slot, id, copyOf('template[data-for="own-tools"]'))
  if (person && person.role !== 'member') addTools(slot, id, copyOf(`template[data-for="${person.role}-tools"][data-kind="${kind}"]`), isOwn)
}

function forbid(vote: HTMLFormElement, id: number): void {
  const button = one('button', HTMLButtonElement, vote)
  const why = t('You cannot upvote your own post.')
  if (!button || button.disabled) return
  button.disabled = true
  vote.title = why
  const note = Object.assign(document.createElement('span'), { className: 'vh', id: `own-${id}`, textContent: why })
  button.setAttribute('aria-describedby', note.id)
  vote.append(note)
}

// The templates are made for a post numbered 0.
function addTools(slot: HTMLElement, id: number, copy: DocumentFragment | null, isOwn = false): void {
  if (!copy) return
  for (const link of all('a', HTMLAnchorElement, copy)) link.href = link.getAttribute('href')?.replace('/posts/0/', `/posts/${id}/`) ?? ''
  for (const field of all('input[name="post"]', HTMLInputElement, copy)) field.value = String(id)
  if (isOwn) for (const tool of all('a[href$="/hide"], form[action$="/endorse"]', HTMLElement, copy)) tool.remove()
  stateOf(slot, copy)
  slot.append(copy)
}

// What the page already says of the post: endorsed, locked.
function stateOf(slot: HTMLElement, copy: DocumentFragment): void {
  const article = slot.closest('article')
  const states = [['endorsed', article?.matches('.is-endorsed')], ['locked', article?.matches('[data-locked]')]] as const
  for (const [name, on] of states) {
    const button = one(`button[name="${name}"]`, HTMLButtonElement, copy)
    if (!button || !on) continue
    button.value = '0'
    button.setAttribute('aria-pressed', 'true')
  }
}

function layHeld(held: Held): void {
  const there = document.getElementById(`post-${held.id}`)
  const copy = copyOf(`template[data-for="held"][data-kind="${held.kind}"]`)
  const article = copy && one('article', HTMLElement, copy)
  const place = article && placeOf(held)
  if (there || !article || !place) return
  article.id = `post-${held.id}`
  article.dataset['post'] = String(held.id)
  article.setAttribute('aria-label', labelOf(held))
  one('.notice', HTMLElement, article)?.classList.replace('caution', held.tone)
  fillHeld(article, held)
  place.append(article)
}

function labelOf({ own, kind, writer, lead }: Held): string {
  const standing = lead.toLowerCase().replace(/[.。]$/u, '')
  const named = { question: t('question'), answer: t('answer'), comment: t('comment') }[kind] ?? kind
  return own ? t('Your {0}, {1}', named, standing) : t('{0} by {1}, {2}', named, writer, standing)
}

function fillHeld(article: HTMLElement, held: Held): void {
  const places = new Map(all('[data-fill]', HTMLElement, article).map(place => [place.dataset['fill'], place]))
  for (const name of ['lead', 'text', 'writer', 'date'] as const) places.get(name)?.append(held[name])
  const [date, receipt, statement, tools, html] = [places.get('date'), places.get('receipt'), places.get('statement'), places.get('tools'), places.get('html')]
  if (date) date.title = held.moment
  // The server's own rendering of the post, made safe by it.
  if (html) html.innerHTML = held.html
  if (!held.guest) places.get('guest')?.remove()
  if (held.receipt === '') places.get('keep')?.remove()
  else receipt?.setAttribute('href', held.receipt)
  if (held.statement === '') statement?.remove()
  else statement?.setAttribute('href', held.statement)
  if (held.mayEdit && tools) addressTools(tools, held.id)
  else tools?.remove()
}

function addressTools(tools: HTMLElement, id: number): void {
  for (const link of all('a', HTMLAnchorElement, tools)) link.href = link.getAttribute('href')?.replace('/posts/0/', `/posts/${id}/`) ?? ''
}

// A comment stands under its question or answer; a reply joins the same list.
function placeOf(held: Held): Element | null {
  if (held.kind === 'answer') return document.querySelector('[data-slot="waiting"]')
  const top = document.getElementById(`post-${held.under}`)
  if (!top) return null
  const list = top.querySelector(':scope > .comments')
  if (list) return list
  const made = Object.assign(document.createElement('div'), { className: 'comments' })
  made.dataset['slot'] = 'comments'
  top.append(made)
  return made
}

function layComposer(form: HTMLFormElement, { person, timing, work }: Viewer): void {
  const field = (name: string) => one(`input[name="${name}"]`, HTMLInputElement, form)
  const stamp = field('timing')
  if (stamp) stamp.value = timing
  if (work !== '') form.dataset['work'] = work
  if (!person) return
  if (!person.first) form.querySelector('[data-first-visit]')?.remove()
  const as = field('as')
  if (as) as.value = person.handle
  form.querySelector('[data-guest]')?.remove()
  form.closest('section')?.querySelector('[data-guest]')?.remove()
  const why = one('[data-why]', HTMLElement, form)
  if (why) why.textContent = (person.atOnce ? why.dataset['atOnce'] : why.dataset['first']) ?? ''
}
