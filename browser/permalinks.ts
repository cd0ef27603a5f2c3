/** A followed link to a post shows it: unfolded, focused, marked for a moment. */
import { t } from '@/words'

/** Shows the post with this id and marks it. */
export function mark(id: number): void {
  const post = document.getElementById(`post-${id}`)
  if (!post) return
  for (let fold = post.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true
  for (const other of document.querySelectorAll('.is-target')) other.classList.remove('is-target')
  post.classList.add('is-target')
  post.focus({ preventScroll: true })
  post.scrollIntoView({ block: 'start' })
}

/** Follows the mark in the address, now and whenever it changes. A post that stands on another page of its thread is looked up. */
export function startPermalinks(): void {
  const follow = () => {
    const id = Number(/^#post-(\d{1,10})$/.exec(location.hash)?.[1])
    if (!id) return
    if (document.getElementById(`post-${id}`)) mark(id)
    else if (document.querySelector('[data-thread] .pages')) location.replace(`/p/${id}`)
  }
  follow()
  addEventListener('hashchange', follow)
}

/** "Link" copies the lasting address of a post, "Copy" the text that it names. */
export function startCopying(tell: (text: string) => void): void {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[data-copy]') : null
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || !('clipboard' in navigator)) return
    event.preventDefault()
    navigator.clipboard.writeText(document.getElementById(link.dataset['copy'] ?? '')?.textContent ?? link.href).then(() => { tell(t('Copied.')) }, () => { location.assign(link.href) })
  })
}
