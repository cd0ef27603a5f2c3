/** Excerpts and abstracts with their formulas set. What was set once is kept in memory: the same few formulas stand in most texts of a paper. */
import { processWide } from '@/config/process'
import { formulasToSet, lineHtml } from '@/text/set-lines'
import type { Most } from '@/text/set-lines'
import { dependsOn } from './dependencies'
import { setFormulas } from './rendering'

/** Of an excerpt. */
const ofExcerpt: Most = { formulas: 8, chars: 240 }
const ofParagraph: Most = { formulas: 100, chars: 1_000 }
const keptMost = 1_000
const keptMaxChars = 20_000
/** A task of the text worker has half a second, and others wait for it. */
const atOnce = 20

/** HTML of excerpts of plain texts: escaped, whole formulas set, those beyond a few and those that cannot be set as typed. */
export async function setExcerpts(excerpts: readonly string[]): Promise<string[]> {
  return setLines(excerpts, ofExcerpt)
}

/** HTML of the paragraphs of an abstract. */
export async function setAbstract(abstract: string | null | undefined): Promise<string[]> {
  return abstract ? setLines(abstract.split('\n\n'), ofParagraph) : []
}

async function setLines(lines: readonly string[], most: Most): Promise<string[]> {
  const set = await allSet(new Set(lines.flatMap(line => formulasToSet(line, most))))
  return lines.map(line => lineHtml(line, set, most))
}

async function allSet(formulas: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  const kept = processWide('set formulas', () => new Map<string, string | null>())
  const known = new Map<string, string | null>()
  for (const tex of formulas) {
    const before = kept.get(tex)
    if (before !== undefined) known.set(tex, before)
  }
  for (const some of inBatches([...formulas].filter(tex => !known.has(tex)))) {
    const set = await setFormulas(some)
    if (set === null) countLate(some)
    if (set === null && !isHopeless(some)) {
      // Whoever is too busy for these is too busy for the others: they stay as typed this once, and no page is kept so.
      dependsOn('passing')
      break
    }
    for (const [at, tex] of some.entries()) known.set(tex, set?.[at] ?? null)
    for (const tex of some) late().delete(tex)
  }
  keep(kept, known)
  return new Map([...known].flatMap(([tex, html]) => (html === null ? [] : [[tex, html] as const])))
}

/** How often a formula was among those that took too long. */
const late = () => processWide('late formulas', () => new Map<string, number>())
const lateMost = 1_000
const triesMost = 4

/** Those that were late once are asked for alone, after all others. */
function inBatches(asked: readonly string[]): string[][] {
  const [alone, others] = [asked.filter(tex => late().has(tex)), asked.filter(tex => !late().has(tex))]
  const batches = Array.from({ length: Math.ceil(others.length / atOnce) }, (_, n) => others.slice(n * atOnce, (n + 1) * atOnce))
  return [...batches, ...alone.map(tex => [tex])]
}

function countLate(some: readonly string[]): void {
  const times = late()
  if (times.size > lateMost) times.clear()
  for (const tex of some) times.set(tex, (times.get(tex) ?? 0) + 1)
}

/** Whether these are one formula that was late so often that it stays as typed from now on. */
function isHopeless(some: readonly string[]): boolean {
  const [tex] = some
  return some.length === 1 && tex !== undefined && (late().get(tex) ?? 0) > triesMost
}

/** The last used stand last; the first go. */
function keep(kept: Map<string, string | null>, used: ReadonlyMap<string, string | null>): void {
  for (const [tex, html] of used) {
    kept.delete(tex)
    if ((html?.length ?? 0) <= keptMaxChars) kept.set(tex, html)
  }
  for (const tex of kept.keys()) {
    if (kept.size <= keptMost) break
    kept.delete(tex)
  }
}
