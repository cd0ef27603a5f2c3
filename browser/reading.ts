/** What is new since the last visit, by a word at each post and a line in the bar; and how far one has read now. Kept in this browser,
 *  and for questions that one follows on the server too. */
import type { Arrivals } from './arrivals'
import { all, made, one } from './dom'
import type { Hands } from './hands'
import { placeRead, readSoFar } from './read-places'
import type { Viewer } from './viewer'
import { t } from '@/words'

export type Reading = { /** Marks posts that came while the page was read, and waits for them to be seen. */ take: (posts: HTMLElement[]) => void }

const firstMs = 2_000
const betweenMs = 10_000

/** Marks what is new in the thread, and notes what comes into sight while the page is looked at. */
export function startReading(thread: HTMLElement, question: number, { viewer, mark }: Hands, arrivals: Arrivals): Reading {
  const told = viewer?.left?.['lastRead']
  const onServer = typeof told === 'number' ? told : 0
  const last = Math.max(onServer, readSoFar(question))
  const keeper = new Keeper(question, viewer, last, onServer)
  const posts = all('[data-post]', HTMLElement, thread)
  const fresh = last === 0 ? [] : posts.filter(post => idOf(post) > last && !viewer?.own.includes(idOf(post)) && post.matches(':not(.is-held, .question):has(> .said)'))
  for (const post of fresh) markNew(post)
  const [first] = fresh
  if (first) tell(fresh, { posts, keeper, arrivals, show: () => { mark(idOf(first)) } })
  const seen = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) if (isIntersecting && target.parentElement) keeper.saw(idOf(target.parentElement))
  })
  const watch = (more: HTMLElement[]) => { for (const post of more) watchOne(post, seen) }
  watch(posts)
  return { take: more => { more.forEach(markNew); watch(more) } }
}

function tell(fresh: HTMLElement[], { posts, keeper, arrivals, show }: { posts: HTMLElement[]; keeper: Keeper; arrivals: Arrivals; show: () => void }): void {
  arrivals.since(t('{0} new since your last visit', fresh.length),
    { label: t('Show'), does: () => { arrivals.since(''); show() } },
    { label: t('All read'), does: () => {
      arrivals.since('')
      for (const post of fresh) for (const word of all('.new', HTMLElement, post)) word.remove()
      for (const post of posts) if (isPublic(post)) keeper.saw(idOf(post))
      keeper.keep()
    } })
}

// The word must not push anything: where the line has no room left for it, it stands above.
function markNew(post: HTMLElement): void {
  const byline = one(':scope > .byline', HTMLElement, post)
  if (!byline || byline.querySelector('.new')) return
  const height = byline.offsetHeight
  const word = made('span', 'new', t('New'))
  byline.append(word)
  if (byline.offsetHeight > height) word.classList.add('aside')
}

function watchOne(post: HTMLElement, seen: IntersectionObserver): void {
  const said = one(':scope > .said', HTMLElement, post)
  if (said && isPublic(post)) seen.observe(said)
}

function isPublic(post: HTMLElement): boolean {
  return !post.matches('.is-held')
}

function idOf(post: HTMLElement): number {
  return Number(post.dataset['post'])
}

/** Keeps the newest post that was seen: now and then, and when the page is left. */
class Keeper {
  readonly #question: number
  readonly #viewer: Viewer | null
  #newest: number
  #kept: number
  #due = 0
  #next = firstMs
  #tells: boolean

  constructor(question: number, viewer: Viewer | null, last: number, onServer: number) {
    this.#question = question
    this.#viewer = viewer
    this.#newest = last
    this.#tells = viewer?.person != null
    // What this browser saw and the server was not told of is told now.
    this.#kept = this.#tells ? Math.min(onServer, last) : last
    if (this.#kept < last) this.#soon()
    // Who has notices has seen what they tell of here, though nothing is new: that is told once.
    else if (last > 0 && (viewer?.person?.unread ?? 0) > 0) {
      this.#kept = last - 1
      this.#soon()
    }
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.keep() })
    addEventListener('pagehide', () => { this.keep() })
  }

  saw(post: number): void {
    if (document.hidden || post <= this.#newest) return
    this.#newest = post
    this.#soon()
  }

  #soon(): void {
    this.#due ||= window.setTimeout(() => { this.keep() }, this.#next)
    this.#next = betweenMs
  }

  keep(): void {
    clearTimeout(this.#due)
    this.#due = 0
    if (this.#newest <= this.#kept) return
    this.#kept = this.#newest
    placeRead(this.#question, this.#kept)
    if (this.#tells) void this.#send(this.#kept)
  }

  async #send(post: number): Promise<void> {
    try {
      const response = await fetch(`/api/v1/readings/${this.#question}`, { method: 'PUT', keepalive: true, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ post }) })
      const told: unknown = response.ok ? await response.json() : null
      const isKept = typeof told === 'object' && told !== null && 'post' in told && told.post !== null
      // Not followed, and nothing to be told of: the browser alone remembers.
      if (response.ok && !isKept && this.#viewer?.person?.unread === 0) this.#tells = false
    } catch {
      // The browser remembers, and tells of it the next time.
      this.#kept = Math.min(this.#kept, post - 1)
    }
  }
}
