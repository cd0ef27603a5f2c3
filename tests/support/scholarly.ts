/** Honest posts about papers, by a seed: those of the load data, and what a filter is most likely to do wrong to: beginners' short
 *  questions, thanks, pointers with links, talk of money, percentages and machines. Written for the tests. */
import { Chance } from '@/forum/seeding/chance'
import { answerText, commentText, questionText, titleText } from '@/forum/seeding/texts'
import { fields } from '@/forum/seeding/vocabulary'
import type { Sample } from './spam-trial'

/** So many posts of each kind, each in a thread of its own field. */
export function scholarlySamples(seed: string, perKind: number): Sample[] {
  return Object.entries(kinds).flatMap(([family, write]) => Array.from({ length: perKind }, (_, n) => {
    const chance = new Chance(`${seed} ${family} ${n}`)
    const field = chance.pick(fields)
    const asked = questionText(chance, field)
    const around = `${titleText(chance, field)} ${asked.title ?? ''} ${asked.body}`
    return { spam: false, family, around, ...write(chance, field) }
  }))
}

type Field = (typeof fields)[number]
type Write = (chance: Chance, field: Field) => { title: string | null; body: string }
const untitled = (body: string) => ({ title: null, body })

const kinds: Record<string, Write> = {
  question: (chance, field) => { const { title, body } = questionText(chance, field); return { title, body } },
  answer: (chance, field) => untitled(answerText(chance, field)),
  comment: (chance, field) => untitled(commentText(chance, field)),
  beginner: (chance, field) => untitled([
    chance.pick(['Hi, I am new here.', 'Sorry if this is a silly question.', 'Hello!', 'I just started my master’s.', 'Great paper, thanks for the list!']),
    chance.pick([
      `What does ${chance.pick(field.methods)} mean here?`, `Is there an easy introduction to ${chance.pick(field.methods)}?`, `Why can we not just use ${chance.pick(field.data)}?`,
      `How do I read ${chance.pick(field.formulas)}?`, `Can I run this on my laptop, or do I need a GPU?`, `Is ${chance.pick(field.quantities)} the same as accuracy?`,
    ]),
    chance.pick(['', 'Thanks in advance!', 'I would be glad about any hint.', 'My supervisor could not tell me either :)']),
  ].filter(part => part !== '').join(' ')),
  thanks: (chance, field) => untitled(chance.pick([
    'Thank you, that helps!', 'Thanks, I see it now.', `Ah, of course: ${chance.pick(field.quantities)}. Thanks.`, 'This is very clear, thank you.', 'Agreed.', '+1, I had the same problem.',
    `Nice, I did not know about ${chance.pick(field.methods)}.`, 'Good point, I will edit the question.',
  ])),
  pointer: (chance, field) => untitled([
    chance.pick([`The step is spelled out in a later paper on ${chance.pick(field.methods)}:`, 'See here:', `There is code for ${chance.pick(field.tasks)}:`, 'The talk explains it better than the text.', 'I wrote this up in my notes.']),
    Array.from({ length: 1 + chance.few(0.5, 2) }, () => address(chance)).join(chance.pick([' and ', '\n'])),
    chance.pick(['', `The part on ${chance.pick(field.quantities)} is in Section ${chance.between(2, 6)}.`, `Look at ${chance.pick(field.formulas)} there.`]),
  ].filter(part => part !== '').join(' ')),
  costs: (chance, field) => untitled(chance.pick([
    `One run of ${chance.pick(field.methods)} cost us about $${chance.between(2, 90) * 100} on rented machines, and ${chance.between(5, 60)} % of it went into ${chance.pick(field.quantities)}.`,
    `With ${chance.between(1, 8)} GPUs it takes ${chance.between(3, 40)} hours; the budget in Table ${chance.between(1, 5)} is off by ${chance.between(10, 80)} %.`,
    `The annotators were paid ${chance.between(8, 20)} euros an hour, which is not in the paper. That makes ${chance.pick(field.data)} much more expensive than it looks.`,
    `They claim a gain of ${chance.between(1, 9)}.${chance.between(0, 9)} %, but the variance over seeds is larger!`,
  ])),
}

function address(chance: Chance): string {
  const number = `${chance.between(10, 24)}${String(chance.between(1, 12)).padStart(2, '0')}.${String(chance.between(1, 99_999)).padStart(5, '0')}`
  return chance.pick([
    `https://arxiv.org/abs/${number}`, `[arXiv:${number}](https://arxiv.org/abs/${number})`, `https://doi.org/10.1007/s10994-0${chance.between(10, 20)}-${chance.between(1000, 9999)}`,
    `https://github.com/${chance.pick(['lab', 'group', 'person'])}${chance.below(90)}/${chance.pick(['code', 'experiments', 'paper'])}`, `https://en.wikipedia.org/wiki/${chance.pick(['Entropy', 'Kernel_method', 'Martingale', 'Rademacher_complexity'])}`,
    `https://${chance.pick(['cs', 'math', 'stat'])}.uni-${chance.pick(['north', 'south', 'lake', 'hill'])}.example/~${chance.pick(['meyer', 'rossi', 'okafor', 'lin'])}/notes.pdf`,
  ])
}
