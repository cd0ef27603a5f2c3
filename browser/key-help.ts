/** The single keys in a dialog, with the choice to have none. Loaded when somebody asks for it. */
import { made } from './dom'
import { chooseKeys, keysAreOff } from './key-choice'
import { t } from '@/words'

const list = [
  ['/', t('search')], ['Ctrl K', t('search, with single keys off too')], ['g h', t('front page')], ['j', t('next answer')], ['k', t('previous answer')], ['u', t('upvote')],
  ['c', t('comment')], ['r', t('write an answer, quoting what is selected')], ['y', t('copy the link')], ['?', t('this list')],
] as const

export function start(): void {
  const keys = made('dl', 'keys', ...list.flatMap(([key, does]) => [made('dt', '', made('kbd', '', key)), made('dd', '', does)]))
  const close = made('button', 'btn', t('Close'))
  const use = Object.assign(document.createElement('input'), { type: 'checkbox', checked: !keysAreOff() })
  use.addEventListener('change', () => { chooseKeys(use.checked) })
  const choice = made('label', 'check', use, t('Use single keys in this browser'))
  const dialog = document.body.appendChild(made('dialog', 'dialog', made('h2', '', t('Keys')), keys, choice, made('div', 'send', close)))
  dialog.setAttribute('aria-label', t('Keys'))
  close.addEventListener('click', () => { dialog.close() })
  dialog.addEventListener('close', () => { dialog.remove() })
  dialog.showModal()
}
