import { statisticsJourneys } from '../support/statistics-journeys'
import { test } from '../support/visitors'

for (const [name, journey] of Object.entries(statisticsJourneys)) test(name, async ({ visitors }) => { await journey(visitors) })
