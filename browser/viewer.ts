/** The reader's own document, as the server tells it. */
import { numbersOf, readJson, record, textOf } from './asking'

export type Person = { handle: string; name: string; role: string; waiting: number; unread: number; atOnce: boolean; first: boolean }
export type Held = {
  id: number; kind: string; parent: number; under: number; own: boolean; writer: string; guest: boolean; html: string
  date: string; moment: string; lead: string; tone: string; text: string; receipt: string; statement: string; mayEdit: boolean
}
/** `left`: what this person left here, for the scripts that know of it. */
export type Viewer = { person: Person | null; votes: number[]; scores: number[]; own: number[]; held: Held[]; follows: string[]; timing: string; work: string; left: Record<string, unknown> | null }

/** Asks for what belongs to this reader on this page; null where it cannot be had. */
export async function readViewer(): Promise<Viewer | null> {
  const told = await readJson(`/viewer?path=${encodeURIComponent(location.pathname)}`)
  if (!told) return null
  const person = record(told['person'])
  return {
    person: person && {
      handle: textOf(person['handle']), name: textOf(person['name']), role: textOf(person['role']),
      waiting: numberOf(person['waiting']), unread: numberOf(person['unread']), atOnce: person['atOnce'] === true, first: person['first'] === true,
    },
    votes: numbersOf(told['votes']), scores: numbersOf(told['scores']), own: numbersOf(told['own']), follows: Array.isArray(told['follows']) ? told['follows'].map(textOf) : [], timing: textOf(told['timing']), work: workOf(record(told['work'])), left: record(told['left']),
    held: Array.isArray(told['held']) ? told['held'].map(record).flatMap(held => (held ? [heldOf(held)] : [])) : [],
  }
}

// Where and how hard, as a form carries it.
function workOf(told: Record<string, unknown> | null): string {
  return told ? `${numberOf(told['bits'])} ${textOf(told['script'])}` : ''
}

function heldOf(told: Record<string, unknown>): Held {
  const text = (name: string) => textOf(told[name])
  const number = (name: string) => numberOf(told[name])
  return {
    id: number('id'), parent: number('parent'), under: number('under'), kind: text('kind'), own: told['own'] === true,
    writer: text('writer'), guest: told['guest'] === true, html: text('html'), date: text('date'), moment: text('moment'),
    lead: text('lead'), tone: text('tone'), text: text('text'), receipt: text('receipt'), statement: text('statement'), mayEdit: told['mayEdit'] === true,
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
