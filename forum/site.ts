/** What the site says of itself: from the environment, else from the reading list's head. */
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { config } from '@/config'
import { db } from '@/db'
import type { Reader, Tx } from '@/db'
import { settings } from '@/db/schema'
import { dependsOn } from './dependencies'
import type { Site } from './documents'

const head = z.object({
  title: z.string().nullable(), author: z.string().nullable(), legend: z.string().nullable(), license: z.string().nullable(), source: z.string().nullable(),
  intro: z.string(), introHtml: z.string(),
})
export type SiteHead = z.output<typeof head>
const emptyHead: SiteHead = { title: null, author: null, legend: null, license: null, source: null, intro: '', introHtml: '' }
const headKey = 'list-head'

/** The head of the list as last imported. */
export async function readHead(on: Reader = db().read): Promise<SiteHead> {
  const [row] = await on.select().from(settings).where(eq(settings.key, headKey))
  return head.safeParse(row?.value).data ?? emptyHead
}

/** Keeps the head of an imported list. */
export async function keepHead(tx: Tx, value: SiteHead): Promise<void> {
  await tx.insert(settings).values({ key: headKey, value }).onConflictDoUpdate({ target: settings.key, set: { value } })
}

export async function readSite(): Promise<Site> {
  dependsOn('site')
  const from = await readHead()
  const { siteName, siteAuthor, siteUrl } = config()
  return {
    name: siteName ?? from.title ?? 'Colloquy',
    author: siteAuthor ?? from.author ?? 'the author',
    legend: from.legend, licence: from.license, source: from.source,
    intro: from.intro || null, introHtml: from.introHtml || null,
    url: siteUrl,
  }
}

const importedKey = 'list-imported'

/** The hash of the file that was imported last at a start, or null. */
export async function lastImported(on: Reader = db().read): Promise<string | null> {
  const [row] = await on.select().from(settings).where(eq(settings.key, importedKey))
  return typeof row?.value === 'string' ? row.value : null
}

export async function keepImported(hash: string): Promise<void> {
  await db().write(async tx => { await tx.insert(settings).values({ key: importedKey, value: hash }).onConflictDoUpdate({ target: settings.key, set: { value: hash } }) })
}

const aboutKey = 'about-changed'

/** Notes that what the site says of itself, its rules or its guide changed. */
export async function keepAboutChanged(tx: Tx, now: Date): Promise<void> {
  const value = now.toISOString()
  await tx.insert(settings).values({ key: aboutKey, value }).onConflictDoUpdate({ target: settings.key, set: { value } })
}

/** When that was; null where it is not known. */
export async function readAboutChanged(on: Reader): Promise<Date | null> {
  const [row] = await on.select({ value: settings.value }).from(settings).where(eq(settings.key, aboutKey))
  const at = z.iso.datetime().safeParse(row?.value)
  return at.success ? new Date(at.data) : null
}
