/** The addresses of what browsers load beside a page, from the manifest that the build leaves. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const address = z.string().default('')
/** Scripts that a build makes for browsers, and the style sheet. */
const manifest = z.object({
  main: address, queue: address, work: address, live: address, drafts: address, inbox: address, keys: address, palette: address, theme: address, push: address,
  similar: address, cards: address,
  css: z.string().optional(),
})
export type Assets = z.infer<typeof manifest>

let kept: Assets | undefined

/** Addresses of the module, of those that only some pages and readers have (the moderators' queue, guests who are asked for work, threads, whoever is signed in and writes, notifications and settings, the list of keys, the search field that opens over a page, asking, cards over links), and of the blocking script that sets the colours; empty strings where there is no build yet. */
export function assets(): Assets {
  if (kept !== undefined && process.env.NODE_ENV === 'production') return kept
  const read = manifest.safeParse(inLanguage(manifestAt(path.join(process.cwd(), 'dist/assets/manifest.json'))))
  const found = read.success ? read.data : manifest.parse({})
  // A manifest that is not there yet may be there at the next request.
  if (found.main !== '') kept = found
  return found
}

/** Each script is built once for each language: `main`, `main.zh-Hans`. */
function inLanguage(built: unknown): unknown {
  const language = process.env['SITE_LANGUAGE'] ?? ''
  if (typeof built !== 'object' || built === null || language === '') return built
  const names = Object.entries(built)
  return { ...built, ...Object.fromEntries(names.flatMap(([name, address]): [string, unknown][] => name.endsWith(`.${language}`) ? [[name.slice(0, -language.length - 1), address]] : [])) }
}

function manifestAt(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return {}
    throw new Error(`reading ${file}`, { cause: fault })
  }
}
