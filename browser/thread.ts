/** Brings parts of a thread up to date in place, from the page that the server has now. */
import { all, one } from './dom'
import { lay, layOver } from './overlay'
import { startComposers } from './composer'
import type { Accepted } from './composer'
import { mark } from './permalinks'

/** A page of this site as a document; null where it cannot be had. */
export async function pageAt(address: string): Promise<Document | null> {
  try {
    const response = await fetch(address)
    return new DOMParser().parseFromString(await response.text(), 'text/html')
  } catch {
    return null
  }
}

/** After posting: a public post is put in its place, a held one comes with the reader's own; then it is shown and focused. */
export const showPosted: Accepted = async (form, told) => {
  const id = Number(told['id'])
  const to = String(told['to'])
  const kind = form.dataset['composer']
  // A change that waits is told of on the receipt: the page stays as it is.
  if (kind === 'ask' || told['state'] === 'proposed' || !document.querySelector('[data-thread]')) {
    location.assign(to)
    return
  }
  if (kind === 'edit') document.getElementById(`post-${id}`)?.classList.remove('is-edited')
  if (kind === 'edit' && told['state'] === 'held') document.getElementById(`post-${id}`)?.remove()
  await lay()
  if (told['state'] === 'public') await renew(id)
  if (!document.getElementById(`post-${id}`)) {
    location.assign(to)
    return
  }
  if (kind === 'answer') empty(form)
  else form.remove()
  history.pushState(null, '', `${location.pathname}${location.search}#post-${id}`)
  mark(id)
}

function empty(form: HTMLFormElement): void {
  const text = one('textarea', HTMLTextAreaElement, form)
  if (text) text.value = ''
  for (const line of all('[data-saved], [data-counter]', HTMLElement, form)) line.textContent = ''
}

/** Makes one post of this page what it is on the server: put in, replaced, or taken out. */
export async function renew(id: number): Promise<void> {
  const page = await pageAt(`${location.pathname}?post=${id}`)
  if (!page) return
  const [here, there] = [document.getElementById(`post-${id}`), page.getElementById(`post-${id}`)]
  if (!there) here?.remove()
  else if (here) here.replaceWith(fresh(there))
  else if (there.matches('.comment')) renewComments(there)
  else document.querySelector('[data-slot="waiting"]')?.before(fresh(there))
  // It said that nobody has answered yet.
  if (!page.querySelector('.answers > .inset')) document.querySelector('.answers > .inset')?.remove()
  const [title, now] = [document.getElementById('answers'), page.getElementById('answers')]
  if (title && now) title.textContent = now.textContent
}

// The whole list of comments, since a reply stands where only the server knows.
function renewComments(comment: HTMLElement): void {
  const top = comment.closest('.answer, .question')
  const here = top && document.getElementById(top.id)
  const list = top?.querySelector(':scope > .comments')
  if (!here || !list) return
  const box = here.querySelector(':scope > form')
  here.querySelector(':scope > .comments')?.remove()
  here.append(fresh(list))
  if (box) here.append(box)
}

/** A copy of what another document holds, for this page: the reader's own is laid over once it stands. */
export function fresh<T extends Element>(element: T): T {
  const copy = document.importNode(element, true)
  queueMicrotask(() => {
    layOver(copy.parentElement ?? document)
    startComposers(copy, showPosted)
  })
  return copy
}
