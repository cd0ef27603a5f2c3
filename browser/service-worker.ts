/** What runs beside the pages: it shows what a push brought, and has copies of what was read when the network is away. The network always
 *  comes first, so nothing here is older than the site says; changes (POST) and what programs ask never pass through it. */
import { deviceName } from './device-name'
import { asset, copyOfPage, keepOfflinePage, keepPage, offlinePage, offlinePath } from './kept-pages'
import type { Fetching, Pushed, WorkerScope } from './worker-scope'
import { t } from '@/words'

declare const self: WorkerScope

self.addEventListener('install', event => {
  // What a page sends while it is left would be lost in here, since nobody waits for the answer any more (Service Workers, static routing).
  const direct = event.addRoutes?.([{ condition: { not: { requestMethod: 'GET' } }, source: 'network' }])
  event.waitUntil(Promise.all([keepOfflinePage(), direct?.catch(() => undefined)]).then(() => self.skipWaiting()))
})

// Pages that were opened before are read by now.
self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    await self.registration.navigationPreload?.enable()
    await self.clients.claim()
    for (const { url } of await self.clients.matchAll({ type: 'window' })) await keepPage(url, await fetch(url, { credentials: 'omit' }))
  })())
})

self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(event, pathname))
  else if (/^\/(assets|fonts|icons|_next\/static)\//.test(pathname)) event.respondWith(asset(request))
})

async function page(event: Fetching, pathname: string): Promise<Response> {
  const { request } = event
  try {
    const answer = await event.preloadResponse ?? await fetch(request)
    if (pathname !== offlinePath) {
      event.waitUntil(keepPage(request.url, answer.clone()))
      return answer
    }
  } catch {
    const copy = await copyOfPage(request.url)
    if (copy) return copy
  }
  return offlinePage()
}

self.addEventListener('push', event => {
  const said = saidBy(event)
  const [title, body, tag, url] = ['title', 'body', 'tag', 'url'].map(name => textIn(said, name))
  // A push must show something, or the browser says that the site works in secret.
  event.waitUntil(self.registration.showNotification(title || t('Something new'), { body, tag, icon: '/icons/colloquy-1-192.png', data: url }))
})

self.addEventListener('notificationclick', event => {
  const { notification } = event
  const data: unknown = notification.data
  notification.close()
  event.waitUntil(open(typeof data === 'string' ? data : ''))
})

async function open(path: string): Promise<void> {
  const given = new URL(path, self.location.origin)
  const target = given.origin === self.location.origin && path !== '' ? given.href : new URL('/notifications', self.location.origin).href
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = windows.find(({ url }) => url.split('#')[0] === target.split('#')[0])
  if (!there) await self.clients.openWindow(target)
  else if (there.url === target) await there.focus()
  else {
    await there.focus()
    // A window that another worker has cannot be led on.
    await there.navigate(target).catch(() => self.clients.openWindow(target))
  }
}

// The browser's push service gave it another address: without this nothing would come any more.
self.addEventListener('pushsubscriptionchange', event => {
  event.waitUntil((async () => {
    const key = event.oldSubscription?.options.applicationServerKey
    if (!key) return
    const subscription = await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    await fetch('/api/v1/push/subscriptions', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...subscription.toJSON(), label: deviceName(navigator.userAgent) }) })
  })())
})

// What is no message of ours says nothing, and still has to be shown.
function saidBy({ data }: Pushed): unknown {
  try {
    return data?.json()
  } catch {
    return null
  }
}

function textIn(said: unknown, name: string): string {
  const entries: [string, unknown][] = typeof said === 'object' && said !== null ? Object.entries(said) : []
  const found = entries.find(([key]) => key === name)?.[1]
  return typeof found === 'string' ? found : ''
}
