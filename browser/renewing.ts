/** Makes one post that is being read what it is on the server, without moving or swapping its text. */
import { made } from './dom'
import type { Hands } from './hands'
import { keepPlace } from './place'
import { t } from '@/words'

/** Whether only a sentence stands where the post was. */
export function isTaken(post: Element): boolean {
  return post.querySelector(':scope > .tombstone') !== null
}

/** Takes a post's text away; what others wrote under it stays. `there`: the post as the server shows it, null where that is not known yet. */
export function takeDown(here: HTMLElement, there: HTMLElement | null): void {
  const sentence = there?.querySelector(':scope > .tombstone')
  const tombstone = sentence ? document.importNode(sentence, true) : made('p', 'tombstone', t('Taken down just now.'))
  const [old, title] = [here.querySelector(':scope > .tombstone'), here.querySelector(':scope > h1')]
  const body = old ?? here.querySelector(':scope > .said')
  if (body) body.replaceWith(tombstone)
  for (const part of here.querySelectorAll(':scope > :is(.byline, .row, .endorsed, .tools, .changed, .notice, .faint, [data-standing])')) part.remove()
  if (title) title.textContent = there?.querySelector(':scope > h1')?.textContent ?? t('Question')
  here.classList.remove('is-endorsed')
  here.setAttribute('aria-label', there?.getAttribute('aria-label') ?? t('Taken down'))
}

/** The author's endorsement, and how the post is called. */
export function setMarks(here: HTMLElement, there: HTMLElement): void {
  const label = there.getAttribute('aria-label')
  if (label) here.setAttribute('aria-label', label)
  const [old, now] = [here.querySelector(':scope > .endorsed'), there.querySelector(':scope > .endorsed')]
  here.classList.toggle('is-endorsed', now !== null)
  if (old?.textContent === now?.textContent) return
  old?.remove()
  if (now) here.prepend(document.importNode(now, true))
}

/** A question's status, and whether its thread is locked, closed or slowed down. */
export function setQuestion(here: HTMLElement, there: HTMLElement): void {
  here.toggleAttribute('data-locked', there.hasAttribute('data-locked'))
  for (const part of ['.row > .status', '[data-standing]']) {
    const [old, now] = [here.querySelector(`:scope > ${part}`), there.querySelector(`:scope > ${part}`)]
    if (old && now && old.outerHTML !== now.outerHTML) old.replaceWith(document.importNode(now, true))
  }
}

const parts = ['h1', '.said'] as const

/** Where the text is another one now, a line under it says so and brings it. */
export function offerText(here: HTMLElement, there: HTMLElement, hands: Hands): void {
  const line = here.querySelector(':scope > .changed')
  const isSame = parts.every(part => htmlOf(here, part) === htmlOf(there, part))
  const said = here.querySelector(':scope > .said')
  if (isSame || !said || here.matches('.is-edited')) {
    line?.remove()
    return
  }
  const button = Object.assign(made('button', '', t('Show the new text')), { type: 'button', onclick: () => { showText(here, there, hands) } })
  const offer = made('p', 'changed', t('Edited just now. '), button)
  if (line) line.replaceWith(offer)
  else said.after(offer)
}

function showText(here: HTMLElement, there: HTMLElement, hands: Hands): void {
  keepPlace(() => {
    here.querySelector(':scope > .changed')?.remove()
    for (const part of [...parts, '.byline', '.row > .byline', '.row > .chip']) {
      const [old, now] = [here.querySelector(`:scope > ${part}`), there.querySelector(`:scope > ${part}`)]
      if (old && now) old.replaceWith(hands.fresh(now))
    }
  })
  here.focus({ preventScroll: true })
}

function htmlOf(post: HTMLElement, part: string): string {
  // A card over a link leaves its mark there while it is shown.
  return post.querySelector(`:scope > ${part}`)?.innerHTML.replace(' aria-describedby="reference-over"', '') ?? ''
}
