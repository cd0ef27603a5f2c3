/** The first two questions on PENCIL: the path through the softmax, and alternating optimisation. Written for the demonstration. */
import type { Thread } from './script'

const text = String.raw

const start = text`
Not needed, but not idle either: the softmax keeps $y^d$ a distribution while its scores $\tilde y$ move freely.

Write $g = \partial L / \partial y^d$. Through the softmax the scores get

$$
\frac{\partial L}{\partial \tilde y_k} = y^d_k \Bigl( g_k - \sum_j y^d_j \, g_j \Bigr),
$$

so a class whose probability is small already hardly moves. Cut the path and take the step on $y^d$ itself, and you owe a projection back onto the simplex after every update. An exponentiated step does both at once:

~~~python
def step_through_softmax(z, g, rate):
    y = softmax(z)
    return z - rate * y * (g - (y * g).sum(-1, keepdims=True))

def step_on_the_simplex(y, g, rate):
    w = y * np.exp(-rate * g)
    return w / w.sum(-1, keepdims=True)
~~~

The two differ by the factor $y^d_k$ only. So the question is not *whether* there is a map onto the simplex but *which*; the path buys nothing that the second function lacks.`

const corner = text`

One warning about starting from the observed labels as they are: a one-hot $y^d$ is a corner of the simplex, and there the factor above makes every component zero. Neither function ever leaves it. Hence scores that start at a finite multiple of the label: with 10 classes and a factor of 10 the observed class gets $e^{10}/(e^{10}+9) \approx 0.9996$, and the others a little each, which is enough to move.`

export const labels: readonly Thread[] = [
  {
    paper: 'pencil',
    question: { number: 1 },
    votes: ['ada-quill', 'benno-margin', 'cleo-footnote', 'dara-lemma', 'fay-appendix', 'mira-errata'],
    answers: [
      {
        by: 'ada-quill', daysAgo: 24, before: start.trim(), body: (start + corner).trim(), endorsed: true,
        votes: ['benno-margin', 'cleo-footnote', 'dara-lemma', 'edwin-proof', 'fay-appendix', 'mira-errata'],
        comments: [
          {
            by: 'benno-margin', daysAgo: 23.5, votes: ['ada-quill', 'dara-lemma'],
            body: text`What of the corners? “Initialise by the observed labels directly” puts every image exactly into one.`,
            replies: [{ by: 'ada-quill', daysAgo: 22.9, body: text`Right, and nothing moves there. It is the last paragraph now.` }],
          },
          { by: 'author', daysAgo: 20, votes: ['ada-quill'], body: text`This settles the first half of the question for me. The corner is what I had missed.` },
        ],
      },
      {
        by: 'cleo-footnote', daysAgo: 19, votes: ['ada-quill', 'fay-appendix', 'benno-margin'],
        body: text`
There are three usual ways to stay on the simplex, and they differ in what they allow.

| map | can reach exactly 0 | can leave a corner | cost for $c$ classes |
|:--|:-:|:-:|:--|
| softmax of scores | no | never gets there | $O(c)$ |
| exponentiated step | only by starting there | no | $O(c)$ |
| Euclidean projection | yes | yes | $O(c \log c)$, a sort[^sort] |

Only the third lets one begin at the observed label as it stands. If the path is to go, that is the one I would put in its place.

[^sort]: With ten or a hundred classes nobody will notice the sort.`.trim(),
        comments: [{ by: 'dara-lemma', daysAgo: 18, body: text`The third also makes the loss infinite as soon as a class that the network believes in is set to 0, as $-f_k \log y_k$ grows without bound. One wants a floor under it.` }],
      },
      {
        by: 'fay-appendix', daysAgo: 12, votes: ['ada-quill'],
        body: text`
How flat it is at the start can be seen in a minute:

~~~python
>>> z = np.array([10., 0., 0.])
>>> y = np.exp(z) / np.exp(z).sum()
>>> np.abs(np.diag(y) - np.outer(y, y)).max()
9.078e-05
~~~

A step on the scores has to be some ten thousand times as long as one on the label itself to move it as far. So with the path comes a learning rate of an odd size; without it, that size goes away.`.trim(),
      },
    ],
    status: { by: 'author', daysAgo: 11, to: 'answered' },
  },
  {
    paper: 'pencil',
    question: { number: 2 },
    votes: ['dara-lemma', 'edwin-proof', 'cleo-footnote', 'ada-quill'],
    answers: [
      {
        by: 'dara-lemma', daysAgo: 17, votes: ['ada-quill', 'benno-margin', 'cleo-footnote', 'fay-appendix'],
        body: text`
Only while the compatibility loss is switched off. Fix the network and take one image with prediction $f$, observed label $\hat y$ and learned label $y$. Of the three losses, what depends on $y$ is

$$
-\sum_k \Bigl( \tfrac1c f_k + \alpha\, \hat y_k \Bigr) \log y_k, \qquad \sum_k y_k = 1,
$$

and its minimum can be written down:

$$
y^\star = \frac{f + c\,\alpha\,\hat y}{1 + c\,\alpha}.
$$

- $\alpha = 0$ gives $y^\star = f$. The loss is zero by itself, no gradient on the labels is needed, and what is left is alternating optimisation, as the question suspects.
- $\alpha > 0$ never lets go of the observed label: its share stays $c\alpha/(1+c\alpha)$.

The entropy term depends on $f$ alone, so it changes the network’s step and not this one.`.trim(),
        comments: [
          {
            by: 'cleo-footnote', daysAgo: 16, votes: ['dara-lemma'],
            body: text`All this hangs on the direction of the divergence. With $\mathrm{KL}(y \,\|\, f)$ the condition is $\log (y_k/f_k) - \alpha c\, \hat y_k / y_k = \text{const}$, and no such mixture comes out.`,
            replies: [{ by: 'dara-lemma', daysAgo: 15.6, body: text`Agreed. I took $\mathrm{KL}(f \,\|\, y)$, which is how I read the paper.` }],
          },
        ],
      },
      {
        by: 'edwin-proof', daysAgo: 14, votes: ['ivo-ligature'],
        body: text`
Yes in all that matters. Alternating optimisation in practice does not set the labels to the last prediction but to an average of many, and

$$
y_{t+1} = (1-\eta)\, y_t + \eta\, f_t
$$

*is* such an average, with weights that fall off as $(1-\eta)^s$. Whether one calls the step a gradient or an update rule is book-keeping; the compatibility loss only adds a constant to the average.`.trim(),
        comments: [
          {
            by: 'dara-lemma', daysAgo: 13.5, votes: ['ada-quill', 'cleo-footnote'],
            body: text`That recursion is the gradient step of a squared distance. For $\mathrm{KL}(f\,\|\,y)$ the gradient through the softmax is $y - f$ on the *scores*: linear too, but one level up.`,
            replies: [{ by: 'edwin-proof', daysAgo: 13, body: text`So the average is taken of scores, not of probabilities. I grant that this is not the same, and still hold that it is the same *kind*.` }],
          },
        ],
      },
    ],
    status: { by: 'mira-errata', daysAgo: 12.5, to: 'disputed', reason: 'Two answers differ on what counts as the same method.' },
  },
]
