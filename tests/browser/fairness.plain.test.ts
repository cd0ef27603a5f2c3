import { fairnessJourneys } from '../support/fairness-journeys'
import { test } from '../support/visitors'

for (const [name, journey] of Object.entries(fairnessJourneys)) {
  test(name, async ({ visitors, request }) => {
    // Several people sign in, and each password takes its time.
    test.slow()
    await journey(visitors, request)
  })
}
