/** The bar at the foot of the window: what is new here, and buttons to see it. It floats, so that nothing on the page moves. */
import { made } from './dom'
import { counted, t } from '@/words'

type Choice = { label: string; does: () => void }

/** Two lines: what was new when the page was opened, and what has come since. */
export class Arrivals {
  readonly #since: Line
  readonly #come: Line

  constructor(thread: HTMLElement) {
    const bar = made('div', 'arrivals')
    this.#since = new Line(bar)
    this.#come = new Line(bar)
    thread.append(bar)
  }

  /** Says what was new since the last visit. */
  since(text: string, ...choices: Choice[]): void { this.#since.say(text, choices) }

  /** Says what has come while the page was read; an empty text says nothing. */
  come(text: string, ...choices: Choice[]): void { this.#come.say(text, choices) }
}

/** A line that is there before it says something, so that it is read out once, politely, when it does. */
class Line {
  readonly #line = made('p', 'vh')
  readonly #text = made('span', '')
  #buttons: HTMLButtonElement[] = []

  constructor(bar: HTMLElement) {
    this.#text.setAttribute('role', 'status')
    this.#line.append(this.#text)
    bar.append(this.#line)
  }

  say(text: string, choices: Choice[]): void {
    if (this.#text.textContent !== text) this.#text.textContent = text
    this.#line.className = text === '' ? 'vh' : 'arrival'
    const shown = text === '' ? [] : choices
    // A button that has the focus keeps it while the count goes up.
    for (const button of this.#buttons.splice(shown.length)) button.remove()
    for (const [at, { label, does }] of shown.entries()) {
      const button = this.#buttons[at] ?? this.#line.appendChild(Object.assign(made('button', ''), { type: 'button' }))
      this.#buttons[at] = Object.assign(button, { textContent: label, onclick: does })
    }
  }
}

/** "2 new answers", "1 new answer and 3 new comments". */
export function newInWords(answers: number, comments: number): string {
  return [answers === 0 ? '' : counted(answers, 'new answer'), comments === 0 ? '' : counted(comments, 'new comment')].filter(words => words !== '').join(t(' and '))
}
