/** What each variable of the environment may be, and the words for one that is something else. */
import { z } from 'zod'

// A host may hold ";" and "'" for the URL standard; in a content policy each would begin something else.
const plainOrigin = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/
const namedSender = /^(?:"[^"\r\n]*" ?|[^"<>,;\r\n]*)<([^<>\r\n]*)>$/

const wholeNumber = (max: number) => z.string().regex(/^\d{1,5}$/).transform(Number).pipe(z.number().max(max))
const origin = z.string().transform((text, context) => {
  const found = originOf(text.trim())
  if (found === null) context.addIssue({ code: 'custom' })
  return found ?? ''
})
const listOf = (part: z.ZodType<string, string>) => z.string().transform(text => text.split(',').map(one => one.trim()).filter(Boolean)).pipe(z.array(part))
const sender = z.string().trim().refine(text => z.email().safeParse(namedSender.exec(text)?.[1]?.trim() ?? text).success)
// Room for what is put behind the name: `reply+PERSON-POST-SIGNATURE` has at most 64 characters before the @ (RFC 5321).
const inbound = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._-]{0,24}@[a-z0-9-]+(\.[a-z0-9-]+)+$/)
const pair = (name: string) => ({ [`${name}_ID`]: z.string().optional(), [`${name}_SECRET`]: z.string().optional() })

export const environment = z.object({
  PORT: wholeNumber(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  SITE_URL: origin.optional(),
  SITE_NAME: z.string().trim().max(60).optional(),
  SITE_LANGUAGE: z.enum(['en', 'zh-Hans']).default('en'),
  SITE_AUTHOR: z.string().trim().max(60).optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.string().regex(/^(file:.+|postgres(ql)?:\/\/.+)$/).optional(),
  DATABASE_REPLICA_URL: listOf(z.string().regex(/^postgres(ql)?:\/\/\S+$/)).default([]),
  READING_LIST: z.string().default('content/reading-list.md'),
  AUTH_SECRET: z.string().min(32).optional(),
  AUTHOR_EMAIL: z.email().optional(),
  AUTHOR_PASSWORD: z.string().optional(),
  ...pair('GITHUB'), ...pair('GOOGLE'), ...pair('ORCID'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: sender.optional(),
  MAIL_INBOUND: inbound.optional(),
  TRUST_PROXY: wholeNumber(10).default(0),
  RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  EMBED_ORIGINS: listOf(origin).default([]),
  METRICS_TOKEN: z.string().min(16).optional(),
  INDEXNOW_KEY: z.string().regex(/^[a-zA-Z0-9-]{8,128}$/).optional(),
  METADATA_FETCH: z.enum(['on', 'off']).default('off'),
  PAGE_STORE_MB: wholeNumber(4_096).default(64),
  SHARED_CACHE_SECONDS: wholeNumber(86_400).default(0),
  VISITS: z.enum(['on', 'off']).default('on'),
  COLLOQUY_DEMO: z.literal('1').optional(),
})

const asked: Record<string, string> = {
  PORT: 'give a whole number from 0 to 65535',
  SITE_URL: 'give the address of the site alone, such as https://forum.example.org, without a path or a query',
  SITE_NAME: 'give at most 60 characters',
  SITE_AUTHOR: 'give at most 60 characters',
  SITE_LANGUAGE: 'give en (English) or zh-Hans (simplified Chinese)',
  DATABASE_URL: 'begin it with file: or postgres://',
  DATABASE_REPLICA_URL: 'begin each address with postgres://, and put commas between them',
  AUTH_SECRET: 'give 32 characters or more',
  AUTHOR_EMAIL: 'give one e-mail address',
  SMTP_URL: 'give an address that begins with smtp:// or smtps://',
  MAIL_FROM: 'give one e-mail address, or a name with one: Forum <forum@example.org>',
  MAIL_INBOUND: 'give one plain address without a plus sign, with at most 25 characters before the @, such as reply@forum.example.org',
  TRUST_PROXY: 'give the number of proxies in front of the site, from 0 to 10',
  RATE_LIMITS: 'give on or off',
  EMBED_ORIGINS: 'give addresses such as https://example.org, without a path, and put commas between them',
  METRICS_TOKEN: 'give 16 characters or more',
  INDEXNOW_KEY: 'give 8 to 128 letters, digits and hyphens',
  METADATA_FETCH: 'give on or off',
  PAGE_STORE_MB: 'give the megabytes of finished pages to keep, from 0 (none) to 4096',
  SHARED_CACHE_SECONDS: 'give the seconds that a cache in front may send a page without asking, from 0 to 86400',
  VISITS: 'give on or off',
  COLLOQUY_DEMO: 'it is set by npm run demo only',
}

/** The sentence that names the first wrong variable and says what it should be. */
export function sentenceOf(fault: z.ZodError): string {
  const name = String(fault.issues[0]?.path[0] ?? 'The environment')
  return `${name} is wrong: ${asked[name] ?? 'it cannot be read'}.`
}

// As a browser names it: small letters, no port that goes without saying. Null where there is more than an origin.
function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  const isAlone = url.pathname === '/' && url.username === '' && url.password === '' && !/[?#]/.test(text)
  return isAlone && plainOrigin.test(url.origin) ? url.origin : null
}
