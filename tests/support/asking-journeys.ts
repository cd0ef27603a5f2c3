/** What the tests of asking share. */
export const pencil = '/papers/probabilistic-end-to-end-noise-correction-for-learning-with-noisy-labels'

/** A title, and a question of the sample list that is like it. */
export const suggests = { title: 'Alternative optimisation, is it the same?', found: /Alternative Optimi[sz]ation/i }
