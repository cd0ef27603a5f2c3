/** The items of the queue on this page: which one is before the moderator, and which are chosen. */
import { all, one } from './dom'
import { t } from '@/words'

export function items(queue: HTMLElement): HTMLElement[] {
  return all(':scope > li', HTMLElement, queue)
}

/** Those that are not decided yet. */
export function waiting(queue: HTMLElement): HTMLElement[] {
  return items(queue).filter(item => !item.matches('.is-decided'))
}

export function select(queue: HTMLElement, at: number): void {
  for (const [index, item] of items(queue).entries()) {
    if (index === at) item.setAttribute('aria-current', 'true')
    else item.removeAttribute('aria-current')
  }
}

export function current(queue: HTMLElement): HTMLElement | null {
  return one(':scope > li[aria-current]', HTMLElement, queue)
}

export function move(queue: HTMLElement, by: number): boolean {
  const every = items(queue)
  const at = Math.min(every.length - 1, Math.max(0, every.findIndex(item => item.hasAttribute('aria-current')) + by))
  return show(queue, every[at])
}

/** The next item that still waits, after one that was decided; else the first that waits. */
export function moveOn(queue: HTMLElement, from: HTMLElement): void {
  const every = items(queue)
  const at = every.indexOf(from)
  const left = waiting(queue)
  show(queue, left.find(item => every.indexOf(item) > at) ?? left[0])
}

function show(queue: HTMLElement, item: HTMLElement | undefined): boolean {
  if (!item) return false
  select(queue, items(queue).indexOf(item))
  const target = item.matches('.is-decided') ? one('[data-told] button', HTMLElement, item) : one('h2 a', HTMLElement, item)
  target?.focus({ preventScroll: true })
  item.scrollIntoView({ block: 'nearest' })
  return true
}

export function postOf(item: Element): string {
  return one('[data-post]', HTMLElement, item)?.dataset['post'] ?? ''
}

export function itemOf(queue: HTMLElement, post: string): HTMLElement | null {
  return one(`[data-post="${CSS.escape(post)}"]`, HTMLElement, queue)?.closest('li') ?? null
}

const picks = (queue: HTMLElement) => waiting(queue).flatMap(item => all('[data-pick]', HTMLInputElement, item))

/** Items that are ticked and not decided yet. */
export function chosen(queue: HTMLElement): HTMLElement[] {
  return waiting(queue).filter(item => one('[data-pick]:checked', HTMLInputElement, item))
}

export function toggle(queue: HTMLElement, item: HTMLElement | null): boolean {
  const pick = item && one('[data-pick]', HTMLInputElement, item)
  if (!pick || item.matches('.is-decided')) return false
  pick.checked = !pick.checked
  told(queue)
  return true
}

/** All, or none where all are ticked. */
export function toggleAll(queue: HTMLElement): boolean {
  const every = picks(queue)
  const on = !every.every(pick => pick.checked)
  for (const pick of every) pick.checked = on
  told(queue)
  return true
}

/** Says in the bar how many are chosen; its buttons show while any is. */
export function told(queue: HTMLElement): void {
  const [bar, count] = [one('[data-bulk]', HTMLElement), chosen(queue).length]
  if (!bar) return
  bar.classList.toggle('has-chosen', count > 0)
  const line = one('[data-chosen]', HTMLElement, bar)
  if (line) line.textContent = count === 0 ? '' : t('{0} of {1} selected', count, waiting(queue).length)
  const every = one('[data-all]', HTMLElement, bar)
  if (every) every.textContent = count > 0 && count === picks(queue).length ? t('Select none') : t('Select all')
}
