import { browsingJourneys } from '../support/browsing-journeys'
import { test } from '../support/visitors'

for (const [name, journey] of Object.entries(browsingJourneys)) test(name, async ({ visitors }) => { await journey(visitors) })
