import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Chance } from '@/forum/seeding/chance'
import { scholarlySamples } from '../support/scholarly'
import { unseenFamilies } from '../support/spam'
import { halved, spamSamples, summed, tried } from '../support/spam-trial'
import type { Sample } from '../support/spam-trial'
import { tell, tellOnly } from './figures'

const seed = 'bench'
const each = 2_000

/** Real discussions beside the checkout, read where they lie; without them, honest posts that the tests make. */
const folder = path.resolve('..', 'shared', 'data', 'discussions')
const line = z.object({ source: z.string(), thread: z.string(), paper_title: z.string().nullable(), body: z.string() })

test('a filter taught by one half of a mixture holds the spam of the other half, and lets scholars through', () => {
  const fair = new Chance(seed).shuffled(scholarly()).slice(0, each)
  const threads = fair.map(({ around }) => around)
  const spam = spamSamples(seed, each / 16, threads)
  expect([spam.length, fair.length]).toEqual([each, each])
  const mixture = halved(seed, [...spam, ...fair])
  const began = performance.now()
  const outcomes = tried(mixture)
  const ms = (performance.now() - began) / (mixture.taught.length + mixture.judged.length)
  const sum = summed(outcomes)
  const count = (spamOnly: boolean, of: readonly Sample[]) => of.filter(sample => sample.spam === spamOnly).length

  tellOnly('spam filter: taught by', `${count(true, mixture.taught)} spam, ${count(false, mixture.taught)} scholarly posts; judged ${count(true, mixture.judged)} and ${count(false, mixture.judged)}, ${ms.toFixed(2)} ms each`)
  for (const { family, spam: isSpam, judged, held, percent } of sum.families) {
    const unseen = unseenFamilies.some(name => name === family) ? ', never taught' : ''
    tellOnly(`${isSpam ? 'spam held' : 'scholarly held wrongly'}, ${family}${unseen}`, `${held} of ${judged}, ${percent.toFixed(1)} %`)
  }
  tell({ what: 'spam held as a trusted member’s', found: `${sum.spam.toFixed(2)} %`, allowed: 'at least 98 %', holds: sum.spam >= 98 })
  tell({ what: 'scholarly posts held wrongly', found: `${sum.fair.toFixed(2)} %`, allowed: 'at most 2 %', holds: sum.fair <= 2 })
})

function scholarly(): Sample[] {
  const file = path.join(folder, 'posts.jsonl')
  if (!existsSync(file)) {
    tellOnly('scholarly posts', `${folder} is not there: posts of the tests’ own making stand in`)
    return scholarlySamples(seed, Math.ceil(each / 7))
  }
  const posts = readFileSync(file, 'utf8').trim().split('\n').map(text => line.parse(JSON.parse(text)))
  const asked = new Map(posts.toReversed().map(({ thread, body }) => [thread, body]))
  return posts.map(({ source, thread, paper_title, body }) => {
    const question = asked.get(thread) ?? ''
    return { spam: false, family: source, title: null, body, around: `${thread} ${paper_title ?? ''} ${question === body ? '' : question}`.slice(0, 4_000) }
  })
}
