/** How long a search takes, one after another, as one reader would ask: two words, and each shape of query that might cost more. */
import { fields } from '@/forum/seeding/vocabulary'
import type { Row } from '../bench'

const twoWordsMs = 60
const worstMs = 1_000
const pairs = 200

export const search: Row = {
  name: 'search',
  says: 'two-word queries and the costliest shapes of queries, asked of the API one after another',
  onBoth: true,
  async run({ site, engine, tell }) {
    const server = await site.serve({})
    const ask = async (q: string): Promise<number> => {
      const began = performance.now()
      const answer = await fetch(`http://localhost:${server.port}/api/v1/search?q=${encodeURIComponent(q)}`)
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`“${q}” was answered ${answer.status}`)
      return performance.now() - began
    }
    for (const q of pairsOfWords().slice(0, 40)) await ask(q)
    const two = await waits(ask, pairsOfWords())
    const p95 = two[Math.floor(two.length * 0.95)] ?? 0
    tell({ what: `search, two words, p95 (${engine})`, found: `${p95.toFixed(0)} ms (median ${(two[Math.floor(two.length / 2)] ?? 0).toFixed(0)})`, allowed: `under ${twoWordsMs} ms`, holds: p95 < twoWordsMs })
    let worst = { shape: '', q: '', ms: 0 }
    for (const [shape, queries] of Object.entries(shapes)) {
      for (const q of queries) {
        const ms = await ask(q)
        if (ms > worst.ms) worst = { shape, q, ms }
      }
    }
    tell({ what: `search, the slowest of ${Object.values(shapes).flat().length} queries of all shapes (${engine})`, found: `${worst.ms.toFixed(0)} ms: ${worst.shape}, ${worst.q.slice(0, 60)}`, allowed: `under ${worstMs} ms`, holds: worst.ms < worstMs })
  },
}

async function waits(ask: (q: string) => Promise<number>, queries: readonly string[]): Promise<number[]> {
  const found: number[] = []
  for (const q of queries) found.push(await ask(q))
  return found.sort((one, other) => one - other)
}

/** The same pairs at each run: words of the load data, common and rare ones mixed. */
function pairsOfWords(): string[] {
  const words = [...new Set(fields.flatMap(field => [...field.methods, ...field.tasks, ...field.quantities, ...field.data].flatMap(text => text.match(/\p{L}{3,}/gu) ?? [])))]
  const at = (n: number) => words[n % words.length] ?? ''
  return Array.from({ length: pairs }, (_, n) => `${at(n * 7)} ${at(n * 13 + 5)}`)
}

const shapes: Record<string, string[]> = {
  'one word': ['loss', 'the', 'case', 'gradient', 'x'],
  'many words': ['where does the gain of label smoothing come from for small samples', 'loss gradient noise label entropy margin batch variance seed order step value'],
  'a phrase': ['"the case"', '"label smoothing"', '"case gradient"', '"of the main bound"'],
  'a beginning': ['th*', 'gra*', 'co*', 'a*'],
  'without a word': ['case -the', 'loss -gain', 'gain -"small sample"'],
  filters: ['loss status:closed', 'gain kind:paper', 'kind:question status:disputed', 'loss rating:up has:answer', 'status:closed rating:none', 'loss before:2012', 'title:gain is:endorsed'],
  slips: ['lerning', 'grandient nosie', 'xqzvbnw'],
  formulas: ['$\\theta$', '$\\mathcal{L}(\\theta) = x$', '$x^2$ gain'],
  nonsense: ['"', '* - :', 'the the the the', '$\\frac{', 'a b c d e f'],
}

