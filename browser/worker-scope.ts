/** The little of a service worker's surroundings that is used here (Service Workers, Push API); the compiler's own types of them exclude those of pages. */

export type Lasting = Event & { waitUntil: (work: Promise<unknown>) => void }
/** `addRoutes` is not everywhere yet. */
export type Installing = Lasting & { addRoutes?: (rules: { condition: object; source: 'network' }[]) => Promise<unknown> }
export type Fetching = Lasting & { request: Request; preloadResponse?: Promise<Response | undefined>; respondWith: (answer: Promise<Response>) => void }
export type Pushed = Lasting & { data: { json: () => unknown } | null }
export type Clicked = Lasting & { notification: Notification }
export type Resubscribed = Lasting & { oldSubscription?: PushSubscription | null }

type Window = { url: string; focus: () => Promise<unknown>; navigate: (url: string) => Promise<unknown> }

type Heard = { install: Installing; activate: Lasting; fetch: Fetching; push: Pushed; notificationclick: Clicked; pushsubscriptionchange: Resubscribed }

export type WorkerScope = {
  location: { origin: string }
  registration: ServiceWorkerRegistration
  clients: { claim: () => Promise<void>; matchAll: (options: { type: 'window'; includeUncontrolled?: boolean }) => Promise<Window[]>; openWindow: (url: string) => Promise<unknown> }
  skipWaiting: () => Promise<void>
  addEventListener: <K extends keyof Heard>(kind: K, listener: (event: Heard[K]) => void) => void
}
