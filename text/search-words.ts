/** How the index spells: one spelling for both engines, so that both find the same. Pure.
 *
 *  A text becomes words in its order: folded (NFKC, lower case, without accents), writing without spaces cut into pairs of signs. Behind them
 *  stands what else the text is found by: stems (Porter, "An algorithm for suffix stripping", Program 14(3), 1980) where they differ from the
 *  word, compounds written as one word, names of Greek letters. */
import { stemmer } from 'stemmer'

/** Goes up with each change of the spelling: rows of another one are written anew (`forum/indexing.ts`). */
export const spelling = 1

/** Stands between a text's own words and what else it is found by. */
export const apart = '~'

const wordMaxChars = 64
const textMaxChars = 200_000

/** A text as the index keeps it: words parted by single spaces. */
export function indexWords(text: string): string {
  const words: string[] = []
  const more: string[] = []
  for (const chunk of chunksIn(text)) {
    words.push(...chunk.words)
    if (chunk.joined !== null) more.push(chunk.joined)
    more.push(...chunk.lasts)
    for (const word of chunk.words) more.push(...variantsOf(word))
  }
  return (more.length === 0 ? words : [...words, apart, ...more]).join(' ')
}

/** What stands between two spaces or marks: several words where something joins them ("back-propagate", "y^d"). */
export type Chunk = { words: string[]; joined: string | null; /** Of writing without spaces, which is cut into pairs of signs: the last sign of each run. */ lasts: string[] }

const chunkPattern = /[\p{L}\p{N}\p{M}]+(?:(?:[-‐‑–_./^'’]|\\_)[\p{L}\p{N}\p{M}]+)*/gu
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+/gu
const plainWord = /^[a-z0-9]+$/i
const joint = /[-‐‑–]/u

/** The chunks of a text, folded. */
export function chunksIn(text: string): Chunk[] {
  if (plainWord.test(text)) return [{ words: [cut(text.toLowerCase())], joined: null, lasts: [] }]
  const chunks: Chunk[] = []
  for (const [found] of folded(text.slice(0, textMaxChars)).matchAll(chunkPattern)) {
    // Most are.
    if (plainWord.test(found)) {
      chunks.push({ words: [cut(found)], joined: null, lasts: [] })
      continue
    }
    const said = found.replace(/['’]s$/u, '')
    const parts = said.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
    const isJoined = parts.length > 1 && parts.length <= 4 && joint.test(said) && !/[_./^]/u.test(said)
    const words = parts.flatMap(partsByScript)
    chunks.push({ words: words.flatMap(word => word.words).map(cut), joined: isJoined ? cut(parts.join('')) : null, lasts: words.flatMap(word => word.last ?? []) })
  }
  return chunks
}

/** Without case, accents and forms of writing that mean the same. */
export function folded(text: string): string {
  // What is ASCII has no other forms and no accents.
  if (/^[\x20-\x7e\s]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFKC').toLowerCase().normalize('NFD').replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0640]/gu, '').normalize('NFC')
}

function cut(word: string): string {
  return word.length > wordMaxChars ? word.slice(0, wordMaxChars) : word
}

type Part = { words: string[]; last: string | null }

function partsByScript(part: string): Part[] {
  if (!/[\u1100-\u11ff\u3005-\ud7ff\uf900-\ufaff]|[\ud840-\ud8ff]/.test(part)) return [{ words: [part], last: null }]
  const parts: Part[] = []
  let from = 0
  for (const match of part.matchAll(unspaced)) {
    if (match.index > from) parts.push({ words: [part.slice(from, match.index)], last: null })
    parts.push(pairsOf(match[0]))
    from = match.index + match[0].length
  }
  if (from < part.length) parts.push({ words: [part.slice(from)], last: null })
  return parts
}

/** Each sign with the next one; a sign alone by itself. */
function pairsOf(run: string): Part {
  const signs = Array.from(run)
  if (signs.length === 1) return { words: signs, last: null }
  return { words: signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`), last: signs.at(-1) ?? null }
}

/** What else a folded word is found by: its stem and, of a Greek letter, its name. */
export function variantsOf(word: string): string[] {
  const greek = greekNames.get(word)
  if (greek !== undefined) return [greek]
  const stem = stemOf(word)
  return stem === word ? [] : [stem]
}

const stems = new Map<string, string>()
const stemsKept = 50_000

function stemOf(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word
  const known = stems.get(word)
  if (known !== undefined) return known
  const stem = stemmer(word)
  if (stems.size >= stemsKept) stems.clear()
  stems.set(word, stem)
  return stem
}

const greekNames = new Map(Object.entries({
  α: 'alpha', β: 'beta', γ: 'gamma', δ: 'delta', ε: 'epsilon', ϵ: 'epsilon', ζ: 'zeta', η: 'eta', θ: 'theta', ι: 'iota', κ: 'kappa', λ: 'lambda', μ: 'mu', ν: 'nu',
  ξ: 'xi', ο: 'omicron', π: 'pi', ρ: 'rho', σ: 'sigma', ς: 'sigma', τ: 'tau', υ: 'upsilon', φ: 'phi', χ: 'chi', ψ: 'psi', ω: 'omega',
}))
