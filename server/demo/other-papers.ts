/** Questions that readers of the demonstration asked on other papers of the sample list. */
import type { Thread } from './script'

const text = String.raw
const divide = 'divide-and-conquer-the-embedding-space-for-metric-learning'
const noise = 'signal-to-noise-ratio-a-robust-distance-metric-for-deep-metric-learning'
const learning = 'learning-to-learn-from-noisy-labeled-data'

export const others: readonly Thread[] = [
  {
    paper: divide,
    question: {
      by: 'dara-lemma', daysAgo: 9.5, title: 'Must there be as many clusters as slices?', anchor: 'Table 6', votes: ['benno-margin', 'ada-quill'],
      body: text`The data is cut into $K$ clusters and the embedding into $K$ slices. Is one $K$ for both needed, or only convenient?`,
    },
    answers: [
      {
        by: 'benno-margin', daysAgo: 8.7, votes: ['dara-lemma', 'ivo-ligature'],
        body: text`
Convenient. Each learner gets one cluster and one slice, so pairing them off asks for as many of both. Nothing breaks if cluster $i$ goes to slice $i \bmod S$ with fewer slices than clusters:

- a slice then sees several clusters, and its negatives become easier again;
- it keeps $d/S$ dimensions instead of $d/K$, which is worth something once $K$ is large.

So $K$ trades hard negatives against dimensions for each learner, and two numbers would let one choose them apart.`.trim(),
      },
      { by: 'nell-kerning', daysAgo: 0.2, waits: true, body: text`Would it not be enough to let the slices overlap? With $d$ dimensions and slices of width $w > d/K$, neighbours share $w - d/K$ of them, and $K$ can stay as it is.` },
    ],
  },
  {
    paper: noise,
    question: { by: 'edwin-proof', daysAgo: 6.5, title: 'Is the SNR distance symmetric?', votes: ['fay-appendix'], body: text`A distance ought to be the same both ways. Dividing by the variance of *one* of the two features does not look like it.` },
    answers: [
      {
        by: 'fay-appendix', daysAgo: 6.1, votes: ['edwin-proof', 'dara-lemma', 'cleo-footnote'], endorsed: true,
        body: text`
It is not. With $n = y - x$ the distance from $x$ to $y$ is $d(x, y) = \mathrm{var}(n)/\mathrm{var}(x)$, and the numerator does not care about the order, so

$$
\frac{d(x, y)}{d(y, x)} = \frac{\mathrm{var}(y)}{\mathrm{var}(x)}.
$$

It is symmetric exactly between features of equal variance. In a triplet loss that does little harm, since both distances start at the anchor; in retrieval the query takes the anchor’s part, and again one side is fixed.`.trim(),
        comments: [{ by: 'edwin-proof', daysAgo: 5.9, body: text`Then it is a divergence with a point of view. I can live with that.` }],
      },
    ],
    status: { by: 'edwin-proof', daysAgo: 5.8, to: 'answered' },
  },
  {
    paper: learning,
    question: {
      by: 'cleo-footnote', daysAgo: 4.5, title: 'How much is left if training runs for a single round?', anchor: 'Sec. 4.2', votes: ['mira-errata', 'benno-margin'],
      body: text`The notes call training in rounds, with the best model of the last round as mentor, hard to handle. What is lost with one round and no mentor from before?`,
    },
    answers: [],
  },
  {
    paper: learning,
    question: {
      by: 'ivo-ligature', daysAgo: 3.2, title: 'Which hyper-parameters of the algorithm move together?', anchor: 'Alg. 1', votes: ['cleo-footnote'],
      body: text`If two of them only ever enter as a product, or one step size bounds another, the list becomes shorter without anything being lost. Has anybody gone through it line by line?`,
    },
    answers: [],
    comments: [{ by: 'ada-quill', daysAgo: 2.8, body: text`The inner and the outer step size are a pair to begin with: halve one and double the number of inner steps, and to first order nothing has changed.` }],
  },
]
