/** The queries and what was judged to answer them; results are named by where they lie in the data (see docs/benchmarks.md), never by their words. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** `post:12`, a line of discussions/posts.jsonl; `about:12`, the paper of that line; `list:FILE.md:12`, the paper on that line of a reading list; `fragment:12`, a line of math/corpus.jsonl. */
export const resultId = z.string().regex(/^(?:post:\d+|about:\d+|list:[a-z0-9-]+\.md:\d+|fragment:\d+)$/)
const judgedQuery = z.strictObject({ q: z.string().min(1), judged: z.record(resultId, z.number().int().min(1).max(3)) })
const queries = z.array(judgedQuery)
export type JudgedQuery = z.output<typeof judgedQuery>

export const wordQueries = () => read('queries.json')
export const formulaQueries = () => read('formulas.json')

function read(name: string): JudgedQuery[] {
  return queries.parse(JSON.parse(readFileSync(path.resolve('tests', 'fixtures', 'search', name), 'utf8')))
}
