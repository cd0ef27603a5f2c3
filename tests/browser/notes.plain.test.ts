import { journeys } from '../support/notes-journeys'
import { test } from '../support/visitors'

// An author, a member and a reader at a busy machine take their time.
test.setTimeout(60_000)

const papers = { edited: 'stochastic-class-based-hard-example-mining-for-deep-metric-learning', settled: 'spectral-metric-for-dataset-complexity-assessment' }

for (const [name, journey] of Object.entries(journeys)) test(name, async ({ visitors }) => { await journey(visitors, papers) })
