/** Switches notices on this device on and off. Only settings load it. */
import { deviceName } from './device-name'
import { all, one } from './dom'
import { t } from '@/words'

void start()

async function start(): Promise<void> {
  const room = one('[data-push]', HTMLElement)
  const [button, said] = [one('[data-push] button', HTMLButtonElement), one('[data-push] [role=status]', HTMLElement)]
  if (!room || !button || !said) return
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) {
    room.hidden = false
    button.hidden = true
    said.textContent = t('This browser shows no notices of sites. On an iPhone or iPad, add the site to the home screen first.')
    return
  }
  const worker = await navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)
  let subscription = await worker.pushManager.getSubscription()
  const key = room.dataset['push'] ?? ''
  show()
  room.hidden = false
  button.addEventListener('click', () => {
    button.disabled = true
    void (isOn() ? off() : on()).catch(() => { said.textContent = t('That did not work. Nothing was changed.') }).finally(() => { button.disabled = false })
  })

  /** Whether this browser has a subscription that the site has too. */
  function isOn(): boolean {
    return subscription !== null && lineOf(subscription.endpoint) !== undefined
  }

  function show(): void {
    if (!button) return
    button.textContent = isOn() ? t('Switch off on this device') : t('Switch on for this device')
    const own = subscription === null ? undefined : lineOf(subscription.endpoint)
    const label = own && one('[data-device]', HTMLElement, own)
    if (label && !label.textContent.endsWith(here)) label.append(here)
  }

  async function on(): Promise<void> {
    if (!said) return
    if (await Notification.requestPermission() !== 'granted') {
      said.textContent = t('This browser does not let the site show notices. Its own settings for this site change that.')
      return
    }
    // One that was made with a former key of the site is of no use.
    await subscription?.unsubscribe()
    subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    await sent('PUT', '/api/v1/push/subscriptions', { ...subscription.toJSON(), label: deviceName(navigator.userAgent) })
    location.assign('/settings?done=push-on#push')
  }

  async function off(): Promise<void> {
    const line = subscription === null ? undefined : lineOf(subscription.endpoint)
    await subscription?.unsubscribe()
    if (line) one('form', HTMLFormElement, line)?.requestSubmit()
  }
}

const here = t(' (this device)')

function lineOf(endpoint: string): HTMLElement | undefined {
  return all('[data-endpoint]', HTMLElement).find(line => line.dataset['endpoint'] === endpoint)
}

async function sent(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
}
