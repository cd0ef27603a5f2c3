/** Texts for load data, rendered by the real renderer. A stock of some dozen for each field is made once and then used again. */
import type { Rendered } from '@/text/rendered'
import { anchorFields } from '../anchors'
import { rendererOf } from '../posting'
import { headingOf } from '../questions'
import { renderTitle, renderWith } from '../rendering'
import type { Chance } from './chance'
import { answerText, commentText, noteText, questionText } from './texts'
import type { Field } from './vocabulary'

const stockOf = { question: 60, answer: 80, comment: 24, note: 12 } as const
type Kind = keyof typeof stockOf

/** The columns of a post or note that its text fills. */
export type Text = { body: string; html: string; plain: string; renderer: number }
export type Question = Text & { title: string | null; titleHtml: string; heading: string } & ReturnType<typeof anchorFields>

export class Pool {
  readonly #stock = new Map<string, Text[]>()
  readonly #questions = new Map<Field, Question[]>()
  readonly #titles = new Map<string, string>()

  constructor(private readonly chance: Chance) {}

  async question(field: Field): Promise<Question> {
    const stock = this.#questions.get(field) ?? []
    this.#questions.set(field, stock)
    if (stock.length >= stockOf.question) return this.chance.pick(stock)
    const { title, body, anchor } = questionText(this.chance, field)
    const text = textOf(body, await renderWith(body, { mode: 'post' }))
    const made = { ...text, ...await headingOf(title, text.plain), ...anchorFields(anchor ?? undefined) }
    stock.push(made)
    return made
  }

  answer(field: Field): Promise<Text> { return this.#some('answer', field, answerText) }
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
    if (stock.length >= stockOf[kind]) return this.chance.pick(stock)
    const body = write(this.chance, field)
    const text = textOf(body, await renderWith(body, { mode: kind === 'note' ? 'note' : 'post' }))
    stock.push(text)
    return text
  }
}

function textOf(body: string, rendered: Rendered): Text {
  return { body, html: rendered.html, plain: rendered.text, renderer: rendererOf(rendered) }
}
