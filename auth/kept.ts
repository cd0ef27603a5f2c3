/** Forms that are shown again: what was typed, kept for the moment between the refusal and the page that shows it. */
import { processWide } from '@/config/process'
import { randomSecret } from '@/config/secret'
import type { Refusal } from '@/forum/errors'

export type Kept = {
  /** The name under which the form posts, /forms/NAME. */
  form: string
  fields: Record<string, string>
  refusal: Refusal | null
  /** A preview's HTML, rendered by the one renderer. */
  preview: string | null
  /** The post as it is now, where somebody changed it meanwhile. */
  current: { title: string | null; body: string; revision: number } | null
}

const entriesMax = 256
const entryMaxBytes = 512 * 1024
const lifeMs = 60_000

type Entry = { kept: Kept; endsAt: number }

// The handler that keeps and the page that shows are two bundles of one process.
const entries = () => processWide('kept forms', () => new Map<string, Entry>())

/** Keeps a form for a minute and gives its key. Passwords are left out; where it is too large, so is the preview. */
export function keep(kept: Kept): string {
  const now = performance.now()
  const store = entries()
  for (const [key, entry] of store) if (entry.endsAt < now || store.size >= entriesMax) store.delete(key)
  const key = randomSecret()
  store.set(key, { kept: withinSize(withoutSecrets(kept)), endsAt: now + lifeMs })
  return key
}

/** The form kept under a key, once; null where there is none. */
export function take(key: string): Kept | null {
  const store = entries()
  const entry = store.get(key)
  store.delete(key)
  return entry && entry.endsAt >= performance.now() ? entry.kept : null
}

// A password or a link's secret is never sent back to a page.
const secretFields = new Set(['password', 'current_password', 'new_password'])

function withoutSecrets(kept: Kept): Kept {
  return { ...kept, fields: Object.fromEntries(Object.entries(kept.fields).filter(([name]) => !secretFields.has(name))) }
}

function withinSize(kept: Kept): Kept {
  return Buffer.byteLength(JSON.stringify(kept)) <= entryMaxBytes ? kept : { ...kept, preview: null }
}
