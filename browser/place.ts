/** Changing a page without moving what is being read. */
import { all } from './dom'

const pieces = '[data-thread] :is(h1, .byline, [data-body] > *, .tools, textarea, .tombstone)'
/** How far down the window somebody reads. */
const readingLine = 1 / 3

/** Makes a change. Of what is in sight, what is nearest to the reading line stays where it is; what is written in comes first. */
export function keepPlace(change: () => void): void {
  const root = document.documentElement
  const before = inSight()
  // The browser would do the same by its own lights, and a second time.
  root.style.overflowAnchor = 'none'
  change()
  const kept = before.find(({ piece }) => piece.isConnected && piece.getClientRects().length > 0)
  if (kept) scrollBy({ top: kept.piece.getBoundingClientRect().top - kept.top, behavior: 'instant' })
  requestAnimationFrame(() => { requestAnimationFrame(() => { root.style.overflowAnchor = '' }) })
}

function inSight(): { piece: Element; top: number }[] {
  const line = innerHeight * readingLine
  const writing = document.activeElement instanceof HTMLTextAreaElement ? document.activeElement : null
  return all(pieces, HTMLElement).flatMap(piece => {
    const { top, bottom } = piece.getBoundingClientRect()
    return bottom <= 0 || top >= innerHeight ? [] : [{ piece, top, far: piece === writing ? -1 : Math.max(0, top - line, line - bottom) }]
  }).sort((one, other) => one.far - other.far)
}
