/** Formulas of a query as features that rows of formulas have too. */
import { db } from '@/db'
import { formulaQuery } from '@/text/formula-features'
import type { WeighedFeature } from './search-ranking'
import { rowsOfWords } from './vocabulary'

const heaviest = 4
const known = 14

/** What a query's formulas are found by, the most telling first: weighed by how much of a formula a feature is, and how few rows have it.
 *  `words`: those of which a row must have one to be looked at. */
export async function featuresOf(formulas: readonly string[], total: number): Promise<{ features: WeighedFeature[]; words: string[] }> {
  if (formulas.length === 0) return { features: [], words: [] }
  const weights = new Map<string, number>()
  for (const formula of formulas) for (const { word, weight } of formulaQuery(formula)) weights.set(word, Math.max(weight, weights.get(word) ?? 0))
  const rows = await rowsOfWords(db().read, [...weights.keys()])
  const features = [...weights].map(([word, weight]) => ({ word, weight: weight * Math.log(1 + (total + 1) / ((rows.get(word) ?? 0) + 1)) }))
    .sort((one, other) => other.weight - one.weight || (one.word < other.word ? -1 : 1))
  const words = new Set([...features.slice(0, heaviest), ...features.filter(({ word }) => rows.has(word)).slice(0, known)].map(({ word }) => word))
  return { features, words: [...words] }
}
