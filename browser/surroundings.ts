/** What stands round every page: the choice of colours, the word that the connection is gone, and whether anybody looks. */
import { all, made } from './dom'
import { stored } from './storage'
import { t } from '@/words'

export function startTheme(): void {
  const chosen = document.documentElement.dataset['theme'] ?? ''
  for (const choice of all('.theme input', HTMLInputElement)) {
    choice.checked = choice.value === chosen
    choice.addEventListener('change', () => { choose(choice.value) })
  }
}

function choose(theme: string): void {
  if (theme) document.documentElement.dataset['theme'] = theme
  else delete document.documentElement.dataset['theme']
  stored(storage => {
    if (theme) storage.setItem('theme', theme)
    else storage.removeItem('theme')
  })
}

export function startOffline(): void {
  const banner = made('p', 'banner offline', t('You are offline. You can go on reading and writing; what you write is kept on this device.'))
  banner.setAttribute('role', 'status')
  addEventListener('offline', () => document.body.prepend(banner))
  // What stands here as a copy is read anew.
  addEventListener('online', () => {
    banner.remove()
    if (document.querySelector('.banner.copy')) location.reload()
  })
  if (!navigator.onLine) document.body.prepend(banner)
}

/** Resolves when the page has been painted for somebody: one made ahead or opened behind another is not before it is looked at. */
export async function looked(): Promise<void> {
  const ahead = 'prerendering' in document && document.prerendering === true
  if (ahead) await new Promise(resolve => { document.addEventListener('prerenderingchange', resolve, { once: true }) })
  await new Promise(resolve => { requestAnimationFrame(() => { setTimeout(resolve) }) })
}

/** Whoever points at a date reads the exact time in their own zone. Printed dates are UTC's, so that nothing on a page changes when it stands. */
export function startTimes(): void {
  document.addEventListener('pointerover', event => {
    const time = event.target instanceof Element ? event.target.closest('time') : null
    if (time) time.title = new Date(time.dateTime).toLocaleString(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'long' })
  })
}
