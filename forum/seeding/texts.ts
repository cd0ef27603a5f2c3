/** Sentences for load data: questions, answers, comments and notes about papers, in Markdown with formulas, lists, tables and code. */
import type { Chance } from './chance'
import type { Field } from './vocabulary'

export type QuestionText = { title: string | null; body: string; anchor: { label?: string; quote?: string } | null }

/** A paper's title, one of several thousand. */
export function titleText(chance: Chance, field: Field): string {
  const [quality, method, task] = [chance.pick(field.qualities), capitals(chance.pick(field.methods)), capitals(chance.pick(field.tasks))]
  return chance.pick([
    `${quality} ${method} for ${task}`,
    `On ${method} in ${task}`,
    `${quality} ${method}: A Closer Look at ${task}`,
    `Understanding ${method} for ${task}`,
    `${task} by ${quality} ${method}`,
  ])
}

export function questionText(chance: Chance, field: Field): QuestionText {
  const [method, quantity, data, formula] = [chance.pick(field.methods), chance.pick(field.quantities), chance.pick(field.data), chance.pick(field.formulas)]
  const place = chance.pick(['Section 3.2', 'Table 2', 'Figure 4', 'Appendix B', 'the ablation', 'Eq. (5)'])
  const title = chance.pick([
    `Is there still a gain from ${method} when ${quantity} is small?`, `How sensitive is ${quantity} to the choice of ${formula}?`, `Is the comparison in ${place} fair?`,
    `Why is ${quantity} not reported on ${data}?`, `What happens to ${method} at initialisation?`, `Can the argument be made without assuming ${formula}?`,
    `Where does the gain of ${method} come from?`,
  ])
  const body = [
    chance.pick([
      `In ${place} the authors say that ${quantity} goes down with ${method}, but the text gives no run without.`,
      `I tried to follow the step from ${place} to ${formula} and I am not sure that it holds in general.`,
      `The reported numbers on ${data} look too close to each other to tell the variants apart.`,
      `As I read it, the claim needs ${formula}, and this is only stated for ${data}.`,
    ]),
    ...(chance.happens(0.35) ? [chance.pick(field.displays)] : []),
    ...(chance.happens(0.3) ? [`More precisely:\n\n1. Is ${quantity} measured before or after ${method}?\n2. Does the order of the two steps matter?\n3. What is the value of ${formula} in ${place}?`] : []),
    chance.pick([
      `Has anybody run this on ${chance.pick(field.data)}?`, `Would the same be true with ${chance.pick(field.methods)} instead?`,
      `An intuition would already help me; a proof would be better.`, `I could not find an answer in the released code.`,
    ]),
  ].join('\n\n')
  const anchor = chance.happens(0.55) ? { label: chance.pick([`Eq. (${chance.between(1, 14)})`, `§${chance.between(2, 6)}.${chance.between(1, 4)}`, `Table ${chance.between(1, 7)}`, `Fig. ${chance.between(1, 9)}`, `Alg. ${chance.between(1, 2)}`, `p. ${chance.between(2, 12)}`]) }
    : chance.happens(0.2) ? { quote: `we observe that ${method} changes ${quantity} only slightly` } : null
  return { title: chance.happens(0.8) ? title : null, body, anchor }
}

/** An answer of one to six paragraphs. */
export function answerText(chance: Chance, field: Field): string {
  const parts = [opening(chance, field)]
  const more = chance.few(1.8, 5)
  for (let n = 0; n < more; n++) parts.push(paragraph(chance, field))
  if (chance.happens(0.4)) parts.push(closing(chance, field))
  return parts.join('\n\n')
}

export function commentText(chance: Chance, field: Field): string {
  const [method, quantity, formula] = [chance.pick(field.methods), chance.pick(field.quantities), chance.pick(field.formulas)]
  return chance.pick([
    `Thank you, this settles it for me. Do you happen to have the numbers for ${formula}?`,
    `Small correction: ${quantity} is averaged over three seeds, not five.`,
    `I think this only works because normalisation comes after ${method}.`,
    `Could you say where ${formula} comes from?`,
    `The code does it the other way round: see \`train.py\`, where the first epoch runs without ${method}.`,
    `I ran it again with ${chance.between(3, 10)} seeds and ${quantity} moves by ${chance.between(1, 9) / 10} points at most.`,
    `This agrees with what I saw on ${chance.pick(field.data)}.`,
    `That is a different statement, is it not? The paper bounds ${quantity}, you bound its expectation.`,
  ])
}

export function noteText(chance: Chance, field: Field): string {
  const [method, quantity, data, formula] = [chance.pick(field.methods), chance.pick(field.quantities), chance.pick(field.data), chance.pick(field.formulas)]
  return chance.pick([
    `The main idea: ${method}. Everything else is engineering.`, `Works on ${data}, but the gain over plain ${chance.pick(field.methods)} is within the error bars.`,
    `Assumes ${formula} throughout.`, `A careful ablation of ${quantity}: worth reading for Table 3 alone.`,
    `Compare with the earlier work on ${chance.pick(field.methods)} [${chance.between(3, 60)}].`, `The proof of the main bound is short and reusable.`,
    `Released code reproduces ${quantity} on ${data}.`,
  ])
}

export const statusReasons = { closed: 'Answered in the second version of the paper.', disputed: 'Two answers contradict each other, and both have an argument.' } as const
export const flagNotes = ['This reads like an advertisement for a library.', 'It answers another question.', 'Copied from a blog without saying so.'] as const
export const rejections = ['It is not about this paper.', 'It names a product and nothing else.', 'It repeats the answer above word for word.'] as const

function opening(chance: Chance, field: Field): string {
  const [method, quantity, data, formula] = [chance.pick(field.methods), chance.pick(field.quantities), chance.pick(field.data), chance.pick(field.formulas)]
  return chance.pick([
    `Short answer: yes, as long as ${formula}. With ${method} the dominating term is ${quantity}, and that one is bounded.`,
    `I think the premise is slightly off. What the paper measures on ${data} is ${quantity} after ${method}, not before.`,
    `No. Take ${data}: there ${quantity} can be made arbitrarily large while ${formula} still holds.`,
    `It depends on what is held fixed. If the compute is, then I see no gain from ${method}; if the number of samples is, the gain is clear.`,
    `We ran exactly this. On ${data}, ${quantity} went from ${chance.between(61, 79)}.${chance.below(10)} to ${chance.between(80, 93)}.${chance.below(10)} with ${method}.`,
    `The step you ask about is Jensen’s inequality applied to ${formula}, with the expectation over ${data}.`,
    `There are two effects here, and the paper mixes them: ${method} itself, and the change of ${quantity} that comes with it.`,
  ])
}

function paragraph(chance: Chance, field: Field): string {
  const [method, other, quantity, data, formula] = [chance.pick(field.methods), chance.pick(field.methods), chance.pick(field.quantities), chance.pick(field.data), chance.pick(field.formulas)]
  return chance.pick([
    () => `To see this, write it out:\n\n${chance.pick(field.displays)}\n\nThe second term vanishes whenever ${formula}, which is the case the paper treats.`,
    () => `Three things speak for it:\n\n- ${capital(quantity)} does not move when ${other} is removed.\n- The effect is there on ${data} as well.\n  - Even with a single seed.\n  - And with half the batch size.\n- Nothing else changed between the two columns.`,
    () => `| variant | ${quantity} | seconds |\n| --- | ---: | ---: |\n| baseline | ${chance.between(60, 75)}.${chance.below(10)} | ${chance.between(20, 40)} |\n| + ${method} | ${chance.between(76, 84)}.${chance.below(10)} | ${chance.between(41, 60)} |\n| + ${other} | ${chance.between(76, 90)}.${chance.below(10)} | ${chance.between(41, 80)} |`,
    () => `A few lines are enough to check:\n\n\`\`\`python\nimport torch\n\ndef gap(model, batch, k=${chance.between(2, 16)}):\n    """What changes on one batch with ${method}."""\n    with torch.no_grad():\n        before = model(batch).logsumexp(dim=-1)\n    return (model(batch[:k]).logsumexp(dim=-1) - before[:k]).abs().max()\n\`\`\``,
    () => `> as long as the assumption holds\n\nThis is the sentence to look at. On ${data} it does hold, because ${formula}; elsewhere I would not rely on it.`,
    () => `Intuitively, with ${method} one trades ${quantity} against variance. **When the sample is small the variance wins**, and the curve bends the other way.[^1]\n\n[^1]: The same shape appears for ${other}.`,
    () => `A counterexample in one dimension: let ${formula} and take two points. With ${method} one gets their mean, with ${other} either of them with equal probability. No continuous function of ${quantity} tells the two apart.`,
    () => `I would rather compare at equal ${quantity.replace(/^the /, '')}. Doing so, the difference between ${method} and ${other} shrinks to about ${chance.between(1, 9) / 10} points, less than what two seeds differ by.`,
    () => `The appendix is more careful than the main text: it says “up to a constant that depends on the architecture”, and for ${data} this constant is not small.`,
  ])()
}

function closing(chance: Chance, field: Field): string {
  return chance.pick([
    `What would change my mind: a run on ${chance.pick(field.data)} with ${chance.pick(field.formulas)}.`,
    `So the claim stands, but with a weaker constant than the abstract suggests.`,
    `I am less sure about ${chance.pick(field.methods)}; perhaps the authors can say more.`,
    `- [x] holds for ${chance.pick(field.formulas)}\n- [ ] open for the general case`,
  ])
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** As titles write it: words of four letters and more begin with a capital. */
function capitals(text: string): string {
  return text.replace(/[a-z][a-z]{3,}/g, capital).replace(/^./, first => first.toUpperCase())
}
