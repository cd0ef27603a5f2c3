/** A comment is written under its post, and a post is edited in its place: in the form of that post's own page, fetched when it is wanted. */
import { all, one } from './dom'
import { startComposers } from './composer'
import { layOver } from './overlay'
import { pageAt, showPosted } from './thread'

const opener = /^\/posts\/\d+\/(comment|edit)$/

export function startBoxes(): void {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const kind = link && opener.exec(link.pathname)?.[1]
    if (!kind || !link.closest('[data-thread] .post > .tools') || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    void open(link, kind)
  })
  document.addEventListener('leave', event => {
    if (event.target instanceof HTMLFormElement && event.target.matches('.in-place')) close(event.target)
  })
}

async function open(link: HTMLAnchorElement, kind: string): Promise<void> {
  const [tools, post] = [link.closest('.tools'), link.closest('.post')]
  const there = post && one(`:scope > form[data-composer="${kind}"]`, HTMLFormElement, post)
  if (there) {
    one('textarea', HTMLElement, there)?.focus()
    return
  }
  const page = await pageAt(link.href)
  const form = page && one(`form[data-composer="${kind}"]`, HTMLFormElement, page)
  // Where there is no such form, as in a locked thread, its page says why.
  if (!form || !tools || !post) {
    location.assign(link.href)
    return
  }
  const box = document.importNode(form, true)
  box.classList.add('in-place')
  tools.after(box)
  post.classList.toggle('is-edited', kind === 'edit')
  layOver(post)
  startComposers(post, showPosted)
  for (const cancel of all('[data-cancel]', HTMLElement, box)) cancel.addEventListener('click', event => {
    event.preventDefault()
    close(box)
  })
  one('textarea', HTMLElement, box)?.focus()
}

// What was typed stays as a draft, and is there again when the box is opened again.
function close(box: HTMLFormElement): void {
  const post = box.closest('.post')
  const link = post?.querySelector(`:scope > .tools a[href$="/${box.dataset['composer'] ?? ''}"]`)
  box.remove()
  post?.classList.remove('is-edited')
  if (link instanceof HTMLElement) link.focus()
}
