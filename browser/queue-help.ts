/** The keys of the queue, in a dialog: beside the queue they stand too, where there is room. */
import { made, one } from './dom'
import { t } from '@/words'

export function help(): boolean {
  const list = one('[data-queue-keys] .keys', HTMLElement)
  if (!list) return false
  const close = made('button', 'btn', t('Close'))
  const dialog = document.body.appendChild(made('dialog', 'dialog', made('h2', '', t('Keys of the queue')), list.cloneNode(true), made('div', 'send', close)))
  dialog.setAttribute('aria-label', t('Keys of the queue'))
  close.addEventListener('click', () => { dialog.close() })
  dialog.addEventListener('close', () => { dialog.remove() })
  dialog.showModal()
  return true
}
