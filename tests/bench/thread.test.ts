import { expect, test } from 'vitest'
import { listPapers } from '@/forum/papers'
import { seedSite } from '@/forum/seeding'
import { readThread } from '@/forum/threads'
import { operator } from '@/forum/viewer'
import { aDatabase, engine } from '../support/database'
import { queriesOf } from '../support/queries'
import { must } from '../support/world'
import { inTurns, tell, tellOnly, tellRatio } from './figures'

aDatabase()

/** A thread of so many answers, with the comments and votes that load data has; its address. */
async function aThread(answers: number): Promise<{ slug: string; number: number }> {
  must(await seedSite(operator, { papers: 1, questions: 1, answers, users: 30, rng: `${answers} answers` }))
  const paper = (await listPapers({ all: true })).items.at(-1)
  if (!paper) throw new Error('no paper was seeded')
  return { slug: paper.slug, number: 1 }
}

test('a thread of 200 answers is read about as quickly as one of 2', async () => {
  const [short, long] = [await aThread(2), await aThread(200)]
  const page = await readThread(long)
  expect(page && 'found' in page ? page.found.answers.length : 0).toBe(50)

  const few = await queriesOf(() => readThread(short))
  const many = await queriesOf(() => readThread(long))
  tell({ what: `queries of a thread, 200 answers against 2 (${engine})`, found: `${many.length} against ${few.length}`, allowed: 'the same', holds: many.length === few.length })

  const time = await inTurns(() => readThread(short), () => readThread(long), 60)
  tellRatio(`reading a thread of 200 answers, a page of 50 (${engine})`, time.second / time.first, 4, `that of 2 (${time.first.toFixed(1)} ms)`)

  const whole = await inTurns(() => readThread(short), () => readThread({ ...long, limit: 200 }), 20)
  tellOnly(`reading all 200 answers at once, as no page does (${engine})`, `${(whole.second / whole.first).toFixed(2)} times that of 2`)
})
