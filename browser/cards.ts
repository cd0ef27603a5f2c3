/** A small card over a link to a place of this site: what the paper, question or post is about. It comes by hovering, by focus and by a long
 *  press, stays while it is pointed at, and goes by Escape (WCAG 2.2, 1.4.13). Loaded where there are such links. */
import { made, one } from './dom'
import { t } from '@/words'

const links = '.prose a[href^="/p/"], .prose a[href^="/papers/"], .mentioned a[href^="/p/"], .mentioned a[href^="/papers/"]'
const showAfterMs = 350
const hideAfterMs = 250
const pressMs = 500
const gap = 6

const known = new Map<string, Promise<Element | null>>()
let timer = 0
let shown: { link: HTMLAnchorElement; card: HTMLElement } | null = null
let pressed = false

/** Begins to listen. */
export function start(): void {
  if (!('showPopover' in HTMLElement.prototype)) return
  document.addEventListener('pointerover', event => { if (event.pointerType !== 'touch') pointed(event.target) })
  document.addEventListener('focusin', event => { focused(event.target) })
  document.addEventListener('pointerdown', event => { press(event) })
  for (const end of ['pointerup', 'pointercancel', 'pointermove'] as const) document.addEventListener(end, event => { if (event.pointerType === 'touch' && !pressed && (end !== 'pointermove' || Math.hypot(event.movementX, event.movementY) > 4)) clearTimeout(timer) })
  // The finger that asked for the card does not follow the link as well.
  document.addEventListener('click', event => { if (pressed && linkAt(event.target)) event.preventDefault(); pressed = false }, true)
  document.addEventListener('contextmenu', event => { if (pressed && linkAt(event.target)) event.preventDefault() })
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && (shown || timer)) {
      if (shown?.card.contains(document.activeElement)) shown.link.focus()
      hide()
    }
    if (event.key === 'Tab' && shown) step(event)
  })
  // Somebody may have been quicker than this script.
  pointed(document.querySelector(`:is(${links}):hover`))
  focused(document.activeElement)
  document.addEventListener('scroll', () => { if (shown) place(shown.link, shown.card) }, { passive: true })
}

function linkAt(target: EventTarget | null): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest(links) : null
  return link instanceof HTMLAnchorElement ? link : null
}

function pointed(target: EventTarget | null): void {
  const link = linkAt(target)
  if (shown && (shown.link === link || (target instanceof Node && shown.card.contains(target)))) clearTimeout(timer)
  else if (link) later(() => show(link), showAfterMs)
  else if (shown && document.activeElement !== shown.link) later(hide, hideAfterMs)
  else if (!shown) clearTimeout(timer)
}

function focused(target: EventTarget | null): void {
  const link = linkAt(target)
  if (link?.matches(':focus-visible')) void show(link)
  else if (shown && target !== shown.link && !(target instanceof Node && shown.card.contains(target))) hide()
}

function press(event: PointerEvent): void {
  const link = linkAt(event.target)
  if (shown && !link && !(event.target instanceof Node && shown.card.contains(event.target))) hide()
  pressed = false
  if (event.pointerType === 'touch' && link) later(() => { pressed = true; return show(link) }, pressMs)
}

function later(does: () => unknown, ms: number): void {
  clearTimeout(timer)
  timer = window.setTimeout(() => { void does() }, ms)
}

async function show(link: HTMLAnchorElement): Promise<void> {
  clearTimeout(timer)
  if (shown?.link === link) return
  hide()
  const content = await cardOf(link.pathname + link.hash)
  // The reader may be elsewhere by now.
  const isWanted = link.isConnected && (link.matches(':hover') || link === document.activeElement || pressed)
  if (!content || !isWanted) return
  hide()
  const card = made('div', 'reference-over', document.importNode(content, true))
  card.id = 'reference-over'
  card.popover = 'manual'
  card.setAttribute('role', 'group')
  card.setAttribute('aria-label', t('In brief'))
  document.body.append(card)
  link.setAttribute('aria-describedby', card.id)
  card.showPopover()
  place(link, card)
  shown = { link, card }
}

function hide(): void {
  clearTimeout(timer)
  timer = 0
  shown?.link.removeAttribute('aria-describedby')
  shown?.card.remove()
  shown = null
}

function cardOf(path: string): Promise<Element | null> {
  const before = known.get(path)
  if (before) return before
  const asking = ask(path)
  known.set(path, asking)
  return asking
}

async function ask(path: string): Promise<Element | null> {
  try {
    const response = await fetch(`/card?path=${encodeURIComponent(path)}`)
    if (response.ok) return new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-card]')
    if (response.status === 404) return null
  } catch {
    // Without a network there is no card; the link is as it was.
  }
  known.delete(path)
  return null
}

/** Under the link's first line, or over it where there is no room; never outside the window. */
function place(link: HTMLAnchorElement, card: HTMLElement): void {
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect()
  const { width, height } = card.getBoundingClientRect()
  const below = at.bottom + gap + height <= innerHeight || at.top - gap - height < 0
  card.style.top = `${below ? at.bottom + gap : at.top - gap - height}px`
  card.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - width - 8))}px`
}

/** From the link into its card, and back to it: the card stands at the end of the document, not of the order. */
function step(event: KeyboardEvent): void {
  if (!shown) return
  const { link, card } = shown
  const inside = [...card.querySelectorAll('a')]
  const here = inside.findIndex(one => one === document.activeElement)
  if (document.activeElement === link && !event.shiftKey) inside[0]?.focus()
  else if (here >= 0) (inside[here + (event.shiftKey ? -1 : 1)] ?? link).focus()
  else return
  // Behind the last one the order goes on after the link.
  if (here === inside.length - 1 && here >= 0 && !event.shiftKey) {
    hide()
    return
  }
  if (one('.reference-over', HTMLElement)) event.preventDefault()
}
