/** The environment, parsed once by one schema. A wrong value stops the start with one sentence naming the variable. */
import path from 'node:path'
import { environment, sentenceOf } from './environment'

export type Provider = { id: string; secret: string }

export type Config = {
  port: number
  host: string
  /** The public origin, without a slash at its end. */
  siteUrl: string
  siteName: string | null
  siteAuthor: string | null
  /** Absolute path of the folder with everything that must survive. */
  dataDir: string
  database: { engine: 'sqlite'; file: string } | { engine: 'postgres'; url: string; replicas: string[] }
  readingList: string
  authSecret: string | null
  author: { email: string; password: string } | null
  providers: { github: Provider | null; google: Provider | null; orcid: Provider | null }
  smtp: { url: string; from: string } | null
  /** The address at which mail arrives that `forum mail-in` reads; null where nobody can answer by mail. */
  mailInbound: string | null
  trustProxy: number
  rateLimits: boolean
  embedOrigins: string[]
  metricsToken: string | null
  /** By which engines that are told of changes know that it is this site; null tells nobody. */
  indexNowKey: string | null
  /** Whether Crossref and arXiv may be asked about papers of the list. */
  metadataFetch: boolean
  /** How many bytes of finished pages are kept in memory; 0 keeps none. */
  pageStoreBytes: number
  /** How long a shared cache in front may send a page without asking, in seconds. */
  sharedCacheSeconds: number
  /** Whether visits are counted, as numbers. */
  visits: boolean
  /** Whether this site shows invented discussions, and says so on every page. */
  demo: boolean
}

/** Reads a configuration. `env` holds strings as the shell gave them; an empty string counts as unset. */
export function loadConfig(env: Record<string, string | undefined>): { ok: true; config: Config } | { ok: false; sentence: string } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) return { ok: false, sentence: sentenceOf(parsed.error) }
  const e = parsed.data
  const missing = incompletePair(given)
  if (missing) return { ok: false, sentence: missing }
  const siteUrl = e.SITE_URL ?? `http://localhost:${e.PORT}`
  if (e.RATE_LIMITS === 'off' && !isLoopback(siteUrl)) {
    return { ok: false, sentence: 'RATE_LIMITS is wrong: it may be off only where SITE_URL is a loopback address.' }
  }
  if (e.SMTP_URL && !e.MAIL_FROM) return { ok: false, sentence: 'MAIL_FROM is wrong: SMTP_URL is set, so it must name the sender.' }
  const dataDir = path.resolve(e.DATA_DIR)
  const url = e.DATABASE_URL
  return {
    ok: true,
    config: {
      port: e.PORT,
      host: e.HOST,
      siteUrl,
      siteName: e.SITE_NAME ?? null,
      siteAuthor: e.SITE_AUTHOR ?? null,
      dataDir,
      database: url && !url.startsWith('file:')
        ? { engine: 'postgres', url, replicas: e.DATABASE_REPLICA_URL }
        : { engine: 'sqlite', file: url ? path.resolve(url.slice('file:'.length)) : path.join(dataDir, 'forum.db') },
      readingList: path.resolve(e.READING_LIST),
      authSecret: e.AUTH_SECRET ?? null,
      author: e.AUTHOR_EMAIL && e.AUTHOR_PASSWORD ? { email: e.AUTHOR_EMAIL, password: e.AUTHOR_PASSWORD } : null,
      providers: { github: provider(given, 'GITHUB'), google: provider(given, 'GOOGLE'), orcid: provider(given, 'ORCID') },
      smtp: e.SMTP_URL && e.MAIL_FROM ? { url: e.SMTP_URL, from: e.MAIL_FROM } : null,
      mailInbound: e.MAIL_INBOUND ?? null,
      trustProxy: e.TRUST_PROXY,
      rateLimits: e.RATE_LIMITS === 'on',
      embedOrigins: e.EMBED_ORIGINS,
      metricsToken: e.METRICS_TOKEN ?? null,
      indexNowKey: e.INDEXNOW_KEY ?? null,
      metadataFetch: e.METADATA_FETCH === 'on',
      pageStoreBytes: e.PAGE_STORE_MB * 1024 * 1024,
      sharedCacheSeconds: e.SHARED_CACHE_SECONDS,
      visits: e.VISITS === 'on',
      demo: e.COLLOQUY_DEMO === '1',
    },
  }
}

let cached: Config | undefined

/** The configuration of this process. Throws the sentence where the environment is wrong: the start has checked it before. */
export function config(): Config {
  if (!cached) {
    const loaded = loadConfig(process.env)
    if (!loaded.ok) throw new Error(loaded.sentence)
    cached = loaded.config
  }
  return cached
}

/** Whether an origin's host is this machine. */
export function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

function incompletePair(given: Record<string, string | undefined>): string | null {
  for (const name of ['GITHUB', 'GOOGLE', 'ORCID']) {
    if (Boolean(given[`${name}_ID`]) !== Boolean(given[`${name}_SECRET`])) {
      return `${name}_ID and ${name}_SECRET go together: one of them is missing.`
    }
  }
  if (Boolean(given['AUTHOR_EMAIL']) !== Boolean(given['AUTHOR_PASSWORD'])) {
    return 'AUTHOR_EMAIL and AUTHOR_PASSWORD go together: one of them is missing.'
  }
  return null
}

function provider(given: Record<string, string | undefined>, name: string): Provider | null {
  const id = given[`${name}_ID`]
  const secret = given[`${name}_SECRET`]
  return id && secret ? { id, secret } : null
}
