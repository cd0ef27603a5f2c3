/** The addresses of what browsers load beside a page, from the manifest that the build leaves. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const manifest = z.object({ main: z.string().default(''), queue: z.string().default(''), work: z.string().default(''), live: z.string().default(''), drafts: z.string().default(''), inbox: z.string().default(''), keys: z.string().default(''), theme: z.string().default(''), push: z.string().default(''), css: z.string().optional() })
export type Assets = z.infer<typeof manifest>

let kept: Assets | undefined

/** Addresses of the module, of those that only some pages and readers have (the moderators' queue, guests who are asked for work, threads, whoever is signed in and writes, notifications and settings, the list of keys), and of the blocking script that sets the colours; empty strings where there is no build yet. */
export function assets(): Assets {
  if (kept !== undefined && process.env.NODE_ENV === 'production') return kept
  const read = manifest.safeParse(inLanguage(manifestAt(path.join(process.cwd(), 'dist/assets/manifest.json'))))
  const found = read.success ? read.data : { main: '', queue: '', work: '', live: '', drafts: '', inbox: '', keys: '', theme: '', push: '' }
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
