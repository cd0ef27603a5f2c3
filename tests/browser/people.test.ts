import { peopleJourneys } from '../support/people-journeys'
import { test } from '../support/visitors'

for (const [name, journey] of Object.entries(peopleJourneys)) test(name, async ({ visitors }) => { await journey(visitors) })
