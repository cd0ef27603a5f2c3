/** Texts for load data, rendered by the real renderer. A stock of some dozen for each field is made once and then used again; on a large
 *  site a number in each question and answer differs, so that hardly two are alike. */
import { formulaWords } from '@/text/formula-features'
import { indexWords } from '@/text/search-words'
import { anchorFields } from '../anchors'
import { rendererOf } from '../posting'
import { headingOf } from '../questions'
import { renderTitle, renderWith } from '../rendering'
import type { Chance } from './chance'
import type { Scale } from './scale'
import { answerText, commentText, noteText, questionText } from './texts'
import type { Field } from './vocabulary'

const stockOf = { question: 60, answer: 80, comment: 24, note: 12 } as const
type Kind = keyof typeof stockOf

/** The columns of a post or note that its text fills. */
export type Text = { body: string; html: string; plain: string; renderer: number; /** As search keeps it. */ words: string; maths: string }
export type Question = Text & { title: string | null; titleHtml: string; heading: string } & ReturnType<typeof anchorFields>

export class Pool {
  readonly #stock = new Map<string, Text[]>()
  readonly #questions = new Map<Field, Question[]>()
  readonly #titles = new Map<string, string>()

  constructor(private readonly chance: Chance, private readonly scale: Scale) {}

  async question(field: Field): Promise<Question> {
    const stock = this.#questions.get(field) ?? []
    this.#questions.set(field, stock)
    const made = stock.length < stockOf.question * this.scale.texts ? await this.#newQuestion(field) : this.chance.pick(stock)
    if (stock.length < stockOf.question * this.scale.texts) stock.push(made)
    return this.scale.large ? numberedQuestion(made, this.#number()) : made
  }

  async #newQuestion(field: Field): Promise<Question> {
    const { title, body, anchor } = questionText(this.chance, field)
    const mark = (words: string) => this.scale.large ? `Case ${stamp}: ${words}` : words
    const text = await rendered(mark(body), 'post')
    return { ...text, ...await headingOf(title === null ? null : mark(title), text.plain), ...anchorFields(anchor ?? undefined) }
  }

  async answer(field: Field): Promise<Text> {
    if (!this.scale.large) return this.#some('answer', field, answerText)
    return numbered(await this.#some('answer', field, (chance, of) => `On case ${stamp}. ${answerText(chance, of)}`), this.#number())
  }

  comment(field: Field): Promise<Text> { return this.#some('comment', field, commentText) }
  note(field: Field): Promise<Text> { return this.#some('note', field, noteText) }

  async title(title: string): Promise<string> {
    const html = this.#titles.get(title) ?? (await renderTitle(title)).html
    this.#titles.set(title, html)
    return html
  }

  async #some(kind: Exclude<Kind, 'question'>, field: Field, write: (chance: Chance, field: Field) => string): Promise<Text> {
    const key = `${kind} ${field.topic}`
    const stock = this.#stock.get(key) ?? []
    this.#stock.set(key, stock)
    if (stock.length >= stockOf[kind] * this.scale.texts) return this.chance.pick(stock)
    const body = write(this.chance, field)
    const text = await rendered(body, kind === 'note' ? 'note' : 'post')
    stock.push(text)
    return text
  }

  #number(): string {
    return String(this.chance.between(100_000, 999_999))
  }
}

const stamp = '470011'
const idPattern = /user-content-[0-9a-f]{8}-/g

/** The same with another number where the stamp stands. The ids within its HTML follow from the text, so they change too. */
function numbered(text: Text, number: string): Text {
  const html = text.html.replace(stamp, number)
  return { ...text, body: text.body.replace(stamp, number), plain: text.plain.replace(stamp, number), words: text.words.replace(stamp, number), html: html.replace(idPattern, `user-content-${number}00-`) }
}

function numberedQuestion(question: Question, number: string): Question {
  const own = (words: string) => words.replace(stamp, number)
  return { ...question, ...numbered(question, number), title: question.title === null ? null : own(question.title), titleHtml: own(question.titleHtml), heading: own(question.heading) }
}

/** Rendered, however busy the machine is: a text that was not ready in time would be rendered again in each of its copies. */
async function rendered(body: string, mode: 'post' | 'note'): Promise<Text> {
  for (let tries = 1; ; tries++) {
    const done = await renderWith(body, { mode })
    if (!done.plain || tries === 5) return { body, html: done.html, plain: done.text, renderer: rendererOf(done), words: indexWords(done.text), maths: formulaWords(done.text) }
  }
}
