/** Interface text in the language of the site. A text is its own key: the English one stands in the code, each other language is a catalogue of
 *  translations (`zh-Hans.ts`). The language is the site's (SITE_LANGUAGE), never a reader's: a stored page has one body. */
import type { Message, Noun } from './en'
import { nouns as englishNouns } from './en'
import { nouns as chineseNouns, texts as chineseTexts } from './zh-Hans'

export type { Message, Noun } from './en'
export type Plurals = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

type Catalogue = {
  /** For the document and for Intl, by BCP 47. */
  tag: string
  locale: string
  direction: 'ltr' | 'rtl'
  texts: Readonly<Record<string, string>> | null
  nouns: Readonly<Record<Noun, Plurals>>
}

/** The languages that a site can have. `config/environment.ts` refuses all others. */
const catalogues: Record<string, Catalogue> = {
  'en': { tag: 'en', locale: 'en-GB', direction: 'ltr', texts: null, nouns: englishNouns },
  'zh-Hans': { tag: 'zh-Hans', locale: 'zh-Hans-CN', direction: 'ltr', texts: chineseTexts, nouns: chineseNouns },
}
const english = catalogues['en']

const { tag, locale, direction, texts, nouns } = catalogues[process.env['SITE_LANGUAGE'] ?? 'en'] ?? english ?? { tag: 'en', locale: 'en-GB', direction: 'ltr', texts: null, nouns: englishNouns }
const plurals = new Intl.PluralRules(locale)
const numbers = new Intl.NumberFormat(locale)

/** What the document says of its language. */
export const language = { tag, locale, direction } as const

/** A text in the site's language. `{0}`, `{1}` … are the values in their order, wherever the language puts them. */
export function t(message: Message, ...values: readonly (string | number | null | undefined)[]): string {
  const text = translated(message)
  return values.length === 0 ? text : text.replace(placeholders, (whole, at: string) => Number(at) < values.length ? String(values[Number(at)] ?? '') : whole)
}

const placeholders = /\{(\d)\}/g

/** What a thing is called in the middle of a sentence; a word of no list stands for itself. */
export function called(word: string): string {
  return Object.hasOwn(names, word) ? names[word] ?? word : word
}

/** A text with its placeholders still in it. */
export function translated(message: Message): string {
  return texts?.[message] ?? message
}

/** "1 answer", "12,345 answers": a number and its noun, in the form that the language has for that number. */
export function counted(count: number, noun: Noun): string {
  const forms: Plurals = nouns[noun]
  return (forms[plurals.select(count)] ?? forms.other).replace('{0}', numbers.format(count))
}

/** "12,345". */
export function figures(count: number): string {
  return numbers.format(count)
}

const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' })

/** "11 March 2020", in UTC: stored pages age with nobody looking, so no page says "yesterday". */
export function dayOf(date: Date): string {
  return day.format(date)
}

/** "March 2020". */
export function monthOf(date: Date): string {
  return month.format(date)
}

// Read when something is called by its name: by then all above is there.
const names: Readonly<Record<string, string>> = {
  question: t('question'), answer: t('answer'), comment: t('comment'), post: t('post'), paper: t('paper'), topic: t('topic'), person: t('person'),
  questions: t('questions'), answers: t('answers'), comments: t('comments'),
  open: t('open'), answered: t('answered'), disputed: t('disputed'), closed: t('closed'),
  guest: t('guest'), member: t('member'), moderator: t('moderator'), author: t('author'), operator: t('operator'),
  read: t('read'), write: t('write'), moderate: t('moderate'), public: t('public'), held: t('held'), hidden: t('hidden'), deleted: t('deleted'),
}
