/** Puts posts of the server's page into their places on this one, among those that stand here already. */
import { all } from './dom'

type Copy = <T extends Element>(element: T) => T

/** Puts them in and gives those that stand here now, in the order of the page. A post comes with what is under it. */
export function put(posts: readonly HTMLElement[], page: Document, copy: Copy): HTMLElement[] {
  for (const post of posts) if (!hereOf(post)) place(post, copy)
  if (!page.querySelector('.answers > .inset')) document.querySelector('.answers > .inset')?.remove()
  const [title, now] = [document.getElementById('answers'), page.getElementById('answers')]
  if (title && now) title.textContent = now.textContent
  const wanted = new Set(posts.map(post => post.id))
  return all('[data-thread] [data-post]', HTMLElement).filter(post => wanted.has(post.id))
}

function place(post: HTMLElement, copy: Copy): void {
  const list = post.parentElement && listFor(post.parentElement)
  if (!list) return
  const made = copy(post)
  const before = neighbour(post, 'previousElementSibling')
  const after = neighbour(post, 'nextElementSibling')
  if (before?.parentElement === list) before.after(made)
  else if (after?.parentElement === list) after.before(made)
  else (post.matches('.answer') ? list.querySelector(':scope > :is(.pages, [data-slot="waiting"])') : null)?.before(made)
  if (!made.isConnected) list.append(made)
}

/** The nearest post beside it that stands here too. */
function neighbour(post: HTMLElement, way: 'previousElementSibling' | 'nextElementSibling'): HTMLElement | null {
  for (let beside = post[way]; beside; beside = beside[way]) {
    const here = beside.matches('[data-post]') ? hereOf(beside) : null
    if (here) return here
  }
  return null
}

/** The list on this page that corresponds to one of the server's: the answers, the comments of a post, those folded away. */
function listFor(list: HTMLElement): HTMLElement | null {
  if (list.matches('.answers')) return one('.answers', document)
  if (list.matches('.fold')) {
    const around = list.parentElement && listFor(list.parentElement)
    const fold = around && (one(':scope > .fold', around) ?? added(around, list))
    const [old, now] = [fold?.querySelector(':scope > summary'), list.querySelector(':scope > summary')]
    if (old && now) old.replaceWith(document.importNode(now, true))
    return fold
  }
  const over = list.closest('[data-post]')
  const here = over && hereOf(over)
  return here && (one(':scope > .comments', here) ?? added(here, list))
}

function added(around: HTMLElement, list: HTMLElement): HTMLElement {
  const made = document.importNode(list, false)
  const summary = list.querySelector(':scope > summary')
  if (summary) made.append(document.importNode(summary, true))
  around.append(made)
  return made
}

function hereOf(post: Element): HTMLElement | null {
  return document.getElementById(post.id)
}

function one(selector: string, root: ParentNode): HTMLElement | null {
  const found = root.querySelector(selector)
  return found instanceof HTMLElement ? found : null
}
