/** The other questions on PENCIL: the compatibility loss, the three stages, and who wants to know. Written for the demonstration. */
import type { Thread } from './script'

const text = String.raw

export const losses: readonly Thread[] = [
  {
    paper: 'pencil',
    question: { number: 3 },
    votes: ['benno-margin', 'fay-appendix', 'edwin-proof', 'ivo-ligature', 'mira-errata'],
    comments: [
      { by: 'ivo-ligature', daysAgo: 10, deleted: true, body: text`Is “high” above one half here?`, replies: [{ by: 'fay-appendix', daysAgo: 9.8, body: text`In the symmetric case one half is nothing special; see the table in my answer.` }] },
    ],
    answers: [
      {
        by: 'fay-appendix', daysAgo: 10.5, endorsed: true, votes: ['ada-quill', 'benno-margin', 'dara-lemma', 'mira-errata', 'cleo-footnote'],
        body: text`
Read the term as a prior. Up to a constant, $-\alpha \sum_k \hat y_k \log y_k$ is the negative logarithm of a density that prefers the observed class, and a prior helps as long as it is right more often than any *other single* guess.

Let the noise be symmetric: with probability $r$ the label is replaced by one of the other $c-1$ classes. For $c = 10$:

| noise rate $r$ | observed label is right | each other class | ratio |
|--:|--:|--:|--:|
| 0.2 | 0.80 | 0.022 | 36 |
| 0.5 | 0.50 | 0.056 | 9 |
| 0.8 | 0.20 | 0.089 | 2.25 |
| 0.9 | 0.10 | 0.100 | 1 |

At 80 % noise four labels of five are wrong, and yet the observed one is still more than twice as likely as any rival. The errors of many images point in many directions and cancel in the network; the small pull towards the truth does not. It ends at $r = (c-1)/c$, and for noise that turns one class into one certain other it ends at one half.`.trim(),
        comments: [{ by: 'benno-margin', daysAgo: 10.2, votes: ['fay-appendix'], body: text`So the experiment to ask for is pair noise at 45 % and at 55 %. If the term were good for something else than this, it would not turn over in between.` }],
      },
      {
        by: 'benno-margin', daysAgo: 9, votes: ['fay-appendix', 'dara-lemma', 'ada-quill'],
        body: text`
There is a second reason, and it does not need the labels to be right. Leave the term out, and the two others have a common minimum that looks at no image at all:

1. the network says the same single class for every image, so its entropy is 0;
2. every learned label says that class too, so the classification loss is 0.

Total loss 0, nothing learned. With the compatibility loss this point costs $-\log 0$ for every image that was observed as something else. However bad the labels are, they are *spread over the classes*, and that alone rules the collapse out.

> When the noise rate is very high, is there any meaning in punishing distance from the observed labels?

As a statement on one image, little. As a statement on the histogram of all of them, yes.`.trim(),
        comments: [{ by: 'author', daysAgo: 8.5, body: text`A fixed histogram could be asked for directly, without the labels. That would tell the two reasons apart.` }],
      },
      {
        by: '', guest: 'A passing reader', daysAgo: 7, votes: ['fay-appendix'],
        body: text`A small addition for those who want to try: with $y^\star = (f + c\alpha\hat y)/(1 + c\alpha)$ from the neighbouring thread, the observed class $o$ wins against a rival $k$ exactly when $c\alpha > f_k - f_o$. So $c\alpha \ge 1$ means that no prediction, however sure, ever overrules the label; below 1, a confident network does.`,
      },
      {
        by: '', guest: 'Somebody in a hurry', daysAgo: 5, body: text`A larger network would make this question go away.`,
        flags: [{ by: 'dara-lemma', reason: 'off-topic', note: 'It says nothing about the loss that is asked about.' }, { by: 'edwin-proof', reason: 'off-topic', note: '' }],
      },
      {
        by: '', guest: 'Reader from the seminar', daysAgo: 0.4, waits: true,
        body: text`
We read this in our seminar and wondered about unbalanced classes. The ratio in the table assumes that the wrong labels are uniform. If a class holds half of all images, then a label of that class is right with probability

$$
\frac{(1-r)\,\tfrac12}{(1-r)\,\tfrac12 + r\,\tfrac12\,\tfrac1{c-1}},
$$

which is a good deal better than $1-r$. Does the term then pull the rare classes towards the common one?`.trim(),
      },
    ],
  },
  {
    paper: 'pencil',
    question: { number: 4 },
    votes: ['cleo-footnote', 'fay-appendix', 'ada-quill', 'benno-margin', 'edwin-proof', 'mira-errata', 'ivo-ligature'],
    answers: [
      {
        by: 'cleo-footnote', daysAgo: 8, votes: ['fay-appendix', 'ada-quill', 'benno-margin', 'ivo-ligature'],
        body: text`
Five runs would tell. The column that matters is the last one: without run C nobody can say whether the third stage does more than train for longer.

| run | backbone | pencil | fine-tuning | what it tells |
|:-:|:-:|:-:|:-:|:--|
| A | yes | | | cross entropy alone, the base |
| B | yes | yes | | what correcting the labels brings |
| C | yes | | yes | what more epochs bring, on observed labels |
| D | | yes | yes | whether the first stage is needed |
| E | yes | yes | yes | the whole |

$E - B$ is then the third stage, $B - A$ the second, $E - D$ the first, and $C - A$ is what has to be taken off the third.

- [x] same number of epochs in A and C
- [x] same seeds, three at least
- [ ] a noise rate at which A still learns something`.trim(),
        comments: [{ by: 'fay-appendix', daysAgo: 7.5, votes: ['cleo-footnote'], body: text`And report how many labels are right after each stage, not only the accuracy on the test set. On data with made noise that number is there for the asking.` }],
      },
      {
        by: 'edwin-proof', daysAgo: 6, votes: ['dara-lemma'],
        body: text`
One thing can be said without any run. In the third stage the labels stand still, so nothing that was corrected wrongly is ever corrected back. It can only teach the network to agree with $y^d$, and the regularisation is taken away just when it would keep the network from agreeing with mistakes.

Whatever the third stage brings is therefore bounded by how good the labels are at the end of the second:

$$
\underbrace{\Pr(f \ne y^\text{true})}_{\text{after stage 3}} \;\le\; \underbrace{\Pr(f \ne y^d)}_{\text{what it trains}} + \underbrace{\Pr(y^d \ne y^\text{true})}_{\text{fixed by stage 2}}.
$$`.trim(),
      },
    ],
  },
  {
    paper: 'pencil',
    question: { number: 5 },
    votes: ['cleo-footnote'],
    comments: [{ by: 'ivo-ligature', daysAgo: 8.2, body: text`I would, for each noise rate.` }],
    answers: [],
    status: { by: 'mira-errata', daysAgo: 7.8, to: 'closed', reason: 'The runs that would show it are listed under question 4; the discussion goes on there.' },
  },
]
