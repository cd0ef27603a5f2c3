/** By thumb: an item swept far to the right is approved, to the left hidden. The buttons are the truth; this presses them. */
import { one } from './dom'

const farPx = 110
const strayPx = 40

export function startSweeping(queue: HTMLElement): void {
  let from: { item: HTMLElement; x: number; y: number } | null = null
  queue.addEventListener('touchstart', event => {
    const [touch] = event.touches
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-queue] > li') : null
    // Wide formulas, tables and code scroll by themselves, and in a field one writes.
    const scrolls = event.target instanceof Element && event.target.closest('input, select, textarea, [tabindex="0"], table, pre, math')
    from = touch && item && !scrolls && event.touches.length === 1 && !item.matches('.is-decided') ? { item, x: touch.clientX, y: touch.clientY } : null
  }, { passive: true })
  queue.addEventListener('touchend', event => {
    const [touch] = event.changedTouches
    if (!from || !touch) return
    const [byX, byY] = [touch.clientX - from.x, touch.clientY - from.y]
    const { item } = from
    from = null
    if (Math.abs(byX) < farPx || Math.abs(byY) > strayPx) return
    one(`button[data-key="${byX > 0 ? 'a' : 'h'}"]`, HTMLButtonElement, item)?.click()
  }, { passive: true })
}
