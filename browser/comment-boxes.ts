/** A comment is written under the post it answers, in the form of that post's own page, fetched when it is wanted. */
import { one } from './dom'
import { startComposers } from './composer'
import { layOver } from './overlay'
import { pageAt, showPosted } from './thread'

export function startCommentBoxes(): void {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[data-comment]') : null
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    void open(link)
  })
  document.addEventListener('leave', event => {
    const form = event.target
    if (!(form instanceof HTMLElement) || !form.matches('.in-place')) return
    const link = form.closest('.post')?.querySelector('a[data-comment]')
    form.remove()
    if (link instanceof HTMLElement) link.focus()
  })
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const tools = link.closest('.tools')
  const there = tools?.nextElementSibling
  if (there?.matches('.in-place')) {
    one('textarea', HTMLElement, there)?.focus()
    return
  }
  const page = await pageAt(link.href)
  const form = page && one('form[data-composer="comment"]', HTMLFormElement, page)
  // A locked thread has no such form: its page says why.
  if (!form || !tools) {
    location.assign(link.href)
    return
  }
  const box = document.importNode(form, true)
  box.classList.add('in-place')
  tools.after(box)
  layOver(box.parentElement ?? document)
  startComposers(box.parentElement ?? document, showPosted)
  one('textarea', HTMLElement, box)?.focus()
}
