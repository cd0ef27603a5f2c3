/** What every answer says of itself: the content policy (CSP 3), framing, sharing, keeping. */
import type { Config } from '@/config'
import type { Answer } from './answer'
import type { RouteClass } from './routes'
import { droppedByChange, speculationHeader } from './speculation'

type Providers = Config['providers']

const providerOrigins = { github: 'https://github.com', google: 'https://accounts.google.com', orcid: 'https://orcid.org' } as const

const switchedOff = ('accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation gyroscope hid '
  + 'identity-credentials-get idle-detection local-fonts magnetometer microphone midi otp-credentials payment picture-in-picture '
  + 'publickey-credentials-create publickey-credentials-get screen-wake-lock serial storage-access usb window-management xr-spatial-tracking')
  .split(' ').map(feature => `${feature}=()`).join(', ')

/** Everything that the headers depend on. `path` is that of the page shown, which for a refused form is not the one asked. */
export type Shown = { path: string; kind: RouteClass; html: boolean; dev: boolean; shared: boolean }

/** The policy of a document: scripts only from our own files, nothing inline, nothing from another host. */
export function contentPolicy(config: Pick<Config, 'providers' | 'embedOrigins'>, shown: Shown): string {
  const frames = isFramed(shown) && config.embedOrigins.length > 0 ? config.embedOrigins.join(' ') : "'none'"
  if (!shown.html) return `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${frames}`
  const scripts = shown.dev ? "'self' 'unsafe-inline' 'unsafe-eval'" : "'self'"
  const connections = shown.dev ? "'self' ws:" : "'self'"
  const styles = shown.dev ? "'self' 'unsafe-inline'" : "'self'"
  return [
    "default-src 'none'", `script-src ${scripts}`, `style-src ${styles}`, "style-src-attr 'unsafe-inline'", "img-src 'self'", "font-src 'self'",
    `connect-src ${connections}`, "manifest-src 'self'", "worker-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-src 'none'",
    `form-action ${["'self'", ...formTargets(config.providers, shown.path)].join(' ')}`, `frame-ancestors ${frames}`,
  ].join('; ')
}

type Settings = Pick<Config, 'providers' | 'embedOrigins' | 'siteUrl'>

const made = new WeakMap<Settings, Map<string, Readonly<Record<string, string>>>>()

/** The headers that every answer carries, whatever its status. Names are lower case. Made once for all that are alike. */
export function standingHeaders(config: Settings, shown: Shown): Readonly<Record<string, string>> {
  const known = made.get(config) ?? new Map<string, Readonly<Record<string, string>>>()
  made.set(config, known)
  const alike = `${shown.kind} ${shown.html} ${shown.dev} ${shown.shared} ${signsIn.test(shown.path)}`
  const headers = known.get(alike) ?? makeHeaders(config, shown)
  known.set(alike, headers)
  return headers
}

function makeHeaders(config: Settings, shown: Shown): Record<string, string> {
  const framed = isFramed(shown) && config.embedOrigins.length > 0
  return {
    'content-security-policy': contentPolicy(config, shown),
    ...(framed ? {} : { 'x-frame-options': 'DENY' }),
    'x-content-type-options': 'nosniff',
    'permissions-policy': switchedOff,
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': shown.kind === 'embed' || shown.kind === 'feed' || shown.kind === 'card' || shown.shared ? 'cross-origin' : 'same-origin',
    ...(shown.html && shown.kind === 'page' ? { 'speculation-rules': speculationHeader } : {}),
    ...(shown.kind === 'form' ? { 'clear-site-data': droppedByChange } : {}),
    ...(shown.shared ? { 'access-control-allow-origin': '*' } : {}),
    ...(config.siteUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

/** All that an answer carries beside its own headers. `isPublic`: it is everybody's, so browsers and caches keep it and ask each time
 *  whether it is still the same. */
export function headersAround(config: Config, shown: { answer: Answer; path: string; kind: RouteClass }, { dev, shared, isPublic }: { dev: boolean; shared: boolean; isPublic: boolean }): Record<string, string> {
  const html = String(shown.answer.headers['content-type'] ?? '').startsWith('text/html')
  return { ...standingHeaders(config, { path: shown.path, kind: shown.kind, html, dev, shared }), 'cache-control': isPublic ? keptAndAsked(config) : neverKept }
}

function keptAndAsked({ sharedCacheSeconds }: Config): string {
  return `public, max-age=0, ${sharedCacheSeconds > 0 ? `s-maxage=${sharedCacheSeconds}, ` : ''}must-revalidate`
}

export const neverKept = 'private, no-store'
/** May be kept, and is asked for each time whether it is still the same. */
export const askedEachTime = 'no-cache'
/** A service worker stands under a policy of its own: it asks this site alone. */
export const workerPolicy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
export const keptForGood = 'public, max-age=31536000, immutable'

// Chrome applies form-action to the redirect that follows a form, so a provider must be named where its sign-in begins.
const signsIn = /^\/(signin|settings)(\/|$)/

function formTargets(providers: Providers, path: string): string[] {
  if (!signsIn.test(path)) return []
  return [
    ...(providers.github ? [providerOrigins.github] : []),
    ...(providers.google ? [providerOrigins.google] : []),
    ...(providers.orcid ? [providerOrigins.orcid] : []),
  ]
}

function isFramed(shown: Shown): boolean {
  return shown.kind === 'embed'
}
