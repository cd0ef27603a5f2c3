/** A short message at the foot of the window, read out, gone after ten seconds. */
import { made } from './dom'
import { t } from '@/words'

const shownMs = 10_000
let place: HTMLElement | null = null

/** Tells something that needs no answer; `undo` offers to take it back. */
export function toast(text: string, undo?: () => void): void {
  place ??= document.body.appendChild(Object.assign(made('div', 'toasts'), { role: 'status' }))
  const line = made('p', 'toast', text)
  if (undo) {
    const button = Object.assign(made('button', '', t('Undo')), { type: 'button', onclick: () => { line.remove(); undo() } })
    line.append(button)
  }
  place.replaceChildren(line)
  setTimeout(() => line.remove(), shownMs)
}
