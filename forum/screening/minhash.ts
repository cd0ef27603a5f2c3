/** How alike two texts are, and marks by which texts alike are found without comparing all: MinHash over shingles of words
 *  (A. Broder, "On the resemblance and containment of documents", 1997), the marks in bands as in Leskovec, Rajaraman and
 *  Ullman, "Mining of Massive Datasets", 3.4. Pure. */
import { wordsOf } from './words'

const shingleWords = 3
/** Texts of fewer words are never called alike: "Thank you, this helps a lot" is said by many. */
const leastWords = 10
/** Of a longer text so many words are looked at, which bounds the work. */
const mostWords = 2_000

export const bands = 16
const rowsOfBand = 4
/** Texts whose shingles are the same to this share are alike. 16 bands of 4 find three of four of them at the bound, nearly all above 0.7. */
export const alikeFrom = 0.5

/** The shingles of a text, hashed; empty for a text too short to compare. */
export function shinglesOf(text: string): Set<number> {
  const words = wordsOf(text).slice(0, mostWords)
  const shingles = new Set<number>()
  if (words.length < leastWords) return shingles
  for (let at = 0; at + shingleWords <= words.length; at++) shingles.add(hash(words.slice(at, at + shingleWords).join(' ')))
  return shingles
}

/** How much of two sets they have in common, 0…1 (Jaccard). */
export function resemblance(one: Set<number>, other: Set<number>): number {
  if (one.size === 0 || other.size === 0) return 0
  let both = 0
  for (const shingle of one) if (other.has(shingle)) both++
  return both / (one.size + other.size - both)
}

/** One whole number of 32 bits for each band; none for a text too short to compare. */
export function bandsOf(shingles: Set<number>): number[] {
  if (shingles.size === 0) return []
  const least = new Uint32Array(bands * rowsOfBand).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let row = 0; row < least.length; row++) {
      const value = mixed(shingle ^ Math.imul(row + 1, 0x9e3779b1))
      if (value < (least[row] ?? 0)) least[row] = value
    }
  }
  return Array.from({ length: bands }, (_, band) => {
    let value = band
    for (let row = band * rowsOfBand; row < (band + 1) * rowsOfBand; row++) value = mixed(value ^ (least[row] ?? 0))
    return value | 0
  })
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return value >>> 0
}

/** The finish of MurmurHash3: every bit of the given weighs on every bit of the result. */
function mixed(given: number): number {
  let value = given >>> 0
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
