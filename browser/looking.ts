/** Compares the thread that is read with the page as the server has it now. Counts, marks and what was taken down change in place,
 *  a changed text is offered at its post, new posts in the bar. */
import { newInWords } from './arrivals'
import type { Arrivals } from './arrivals'
import { all } from './dom'
import { put } from './grafting'
import type { Hands } from './hands'
import { keepPlace } from './place'
import { isTaken, offerText, setMarks, setQuestion, takeDown } from './renewing'
import { setScore } from './votes'
import { t } from '@/words'

type Given = { thread: HTMLElement; hands: Hands; arrivals: Arrivals; /** Called with the new posts once they stand on the page. */ onShown: (posts: HTMLElement[]) => void }

/** Pages that show one thread do not all ask for it in the same moment, and each at most once a second. Counts of votes may come later. */
const leastMs = 1_000
const spreadMs = { soon: 1_500, later: 6_000 } as const

export class Looking {
  readonly #given: Given
  readonly #gone = new Set<number>()
  readonly #changed = new Set<number>()
  readonly #rendered = new Set<number>()
  readonly #scored = new Set<number>()
  readonly #come = new Map<number, string>()
  /** Of which it was asked whose they are; of which the reader wants to see nothing now. */
  readonly #asked = new Set<number>()
  readonly #later = new Set<number>()
  readonly #own: Set<number>
  readonly #newest: number
  #page: Document | null = null
  #due = 0
  /** When the page will be looked at, in ms of this page's own clock. */
  #at = Infinity
  #looking = false
  #again = false
  #missed = false

  constructor(given: Given) {
    this.#given = given
    this.#own = new Set(given.hands.viewer?.own)
    this.#newest = Math.max(...this.#posts().map(idOf))
    document.addEventListener('visibilitychange', () => { if (!document.hidden && this.#missed) this.soon() })
  }

  /** What is known of a post before the page is looked at. A text that was taken down goes at once. */
  note(kind: string, id: number): void {
    if (kind === 'post.hidden' || kind === 'post.deleted') {
      this.#gone.add(id)
      const post = document.getElementById(`post-${id}`)
      if (post && !isTaken(post)) keepPlace(() => { takeDown(post, null) })
    } else if (kind === 'post.rendered') this.#rendered.add(id)
    else if (kind === 'post.scored') this.#scored.add(id)
    else {
      this.#changed.add(id)
      this.#gone.delete(id)
      if (/^(answer|comment)\.posted$/.test(kind)) this.#come.set(id, kind)
    }
  }

  /** Looks at the page in a moment; while nobody looks at this one, once somebody does. */
  soon(when: keyof typeof spreadMs = 'soon'): void {
    this.#missed = document.hidden
    const at = performance.now() + leastMs + Math.random() * spreadMs[when]
    if (document.hidden || this.#looking || at >= this.#at) {
      this.#again = this.#looking
      return
    }
    clearTimeout(this.#due)
    this.#at = at
    this.#due = window.setTimeout(() => { void this.#look() }, at - performance.now())
  }

  async #look(): Promise<void> {
    this.#looking = true
    this.#again = false
    try {
      const page = await presentPage()
      if (page?.querySelector(`[data-thread="${this.#given.thread.dataset['thread'] ?? ''}"]`)) await this.#compare(page)
    } finally {
      this.#looking = false
      this.#at = Infinity
    }
    if (this.#isAsked()) this.soon()
  }

  // Something happened while it was looked at.
  #isAsked(): boolean { return this.#again }

  async #compare(page: Document): Promise<void> {
    this.#page = page
    await this.#askWhose(this.#postsOf(page).filter(post => this.#isNews(post, page)).map(idOf))
    keepPlace(() => { this.#bringUp(page) })
    // What was taken down is still there for its writer, with the reason.
    await this.#askWhose([...this.#gone])
    this.#tell(page)
  }

  // Only the server knows which are one's own. Who has no account and nothing that waits has none.
  async #askWhose(ids: number[]): Promise<void> {
    const unknown = ids.filter(id => !this.#asked.has(id))
    const mayBeOwn = document.documentElement.dataset['signed'] !== undefined || document.querySelector('.is-held') !== null
    if (!mayBeOwn || unknown.length === 0) return
    for (const id of unknown) this.#asked.add(id)
    for (const id of (await this.#given.hands.lay())?.own ?? []) this.#own.add(id)
  }

  #bringUp(page: Document): void {
    for (const here of this.#posts()) {
      const id = idOf(here)
      const there = page.getElementById(`post-${id}`)
      if (!there) {
        // What stands on another page of the thread now stays here until the reader goes on.
        if (this.#gone.has(id)) remove(here)
      } else if (here.matches('.is-held') || (isTaken(here) && !isTaken(there))) {
        if (!here.querySelector('form[data-composer]') && !there.matches('.is-held')) here.replaceWith(this.#given.hands.fresh(there))
      } else if (isTaken(there)) takeDown(here, there)
      else this.#renew(here, there, id)
    }
    const [title, now] = [document.getElementById('answers'), page.getElementById('answers')]
    if (title && now && this.#waiting(page).length === 0) title.textContent = now.textContent
  }

  #renew(here: HTMLElement, there: HTMLElement, id: number): void {
    const [vote, count] = [here.querySelector(':scope > .tools > .vote'), there.querySelector(':scope > .tools > .vote [data-score]')?.firstChild]
    // The page may be a second older than one's own vote.
    if (vote && count && (!vote.querySelector('[aria-busy], [aria-pressed="true"]') || this.#scored.delete(id))) setScore(vote, Number(count.nodeValue))
    setMarks(here, there)
    if (here.matches('.question')) setQuestion(here, there)
    // Another renderer's text says the same.
    if (!this.#rendered.has(id) || this.#changed.has(id)) offerText(here, there, this.#given.hands)
  }

  #tell(page: Document): void {
    const waiting = this.#waiting(page)
    if (waiting.every(id => this.#later.has(id))) {
      this.#given.arrivals.come('')
      return
    }
    const comments = waiting.filter(id => page.getElementById(`post-${id}`)?.matches('.comment') ?? this.#come.get(id) === 'comment.posted').length
    this.#given.arrivals.come(newInWords(waiting.length - comments, comments), { label: t('Show'), does: () => { this.#show() } }, { label: t('Later'), does: () => { this.#putOff(waiting) } })
  }

  #putOff(waiting: number[]): void {
    for (const id of waiting) this.#later.add(id)
    this.#given.arrivals.come('')
  }

  /** Ids of what is new and not shown yet: on this page, and of what was heard of on another page of the thread. */
  #waiting(page: Document): number[] {
    const here = this.#postsOf(page).filter(post => this.#isNews(post, page)).map(idOf)
    const elsewhere = page.querySelector('[data-thread] .pages') ? [...this.#come.keys()].filter(id => !page.getElementById(`post-${id}`)) : []
    return [...here, ...elsewhere].filter(id => !this.#own.has(id) && !this.#gone.has(id) && !document.getElementById(`post-${id}`))
  }

  #isNews(post: HTMLElement, page: Document): boolean {
    const id = idOf(post)
    if (document.getElementById(`post-${id}`) || isTaken(post) || post.matches('.question')) return false
    // Where the thread has several pages, votes bring older posts here.
    return this.#come.has(id) || id > this.#newest || !page.querySelector('[data-thread] .pages')
  }

  #show(): void {
    const page = this.#page
    const ids = page ? this.#waiting(page) : []
    const [first] = ids
    this.#given.arrivals.come('')
    if (!page || first === undefined) return
    const shown = put(ids.flatMap(id => page.getElementById(`post-${id}`) ?? []), page, this.#given.hands.fresh)
    if (shown[0]) {
      this.#given.onShown(shown)
      this.#given.hands.mark(idOf(shown[0]))
    } else location.assign(`/p/${first}`)
  }

  #posts(): HTMLElement[] {
    return all('[data-post]', HTMLElement, this.#given.thread)
  }

  #postsOf(page: Document): HTMLElement[] {
    return all('[data-thread] [data-post]', HTMLElement, page)
  }
}

function idOf(post: HTMLElement): number {
  return Number(post.dataset['post'])
}

// A text that is being written under it is not thrown away with it.
function remove(post: HTMLElement): void {
  if (!post.querySelector('form[data-composer]')) post.remove()
}

/** This page as the server has it now; null where it cannot be had, or leads elsewhere. */
async function presentPage(): Promise<Document | null> {
  try {
    const response = await fetch(location.pathname + location.search)
    return response.ok && !response.redirected ? new DOMParser().parseFromString(await response.text(), 'text/html') : null
  } catch {
    return null
  }
}
