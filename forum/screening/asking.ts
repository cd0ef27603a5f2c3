/** What must be known of a text before it is judged, in one statement: the rules of the house, how often its words were learned, and
 *  which posts share its marks. */
import { sql } from 'drizzle-orm'
import type { Reader } from '@/db'
import { among } from '@/db/among'
import { given, preparedOnce } from '@/db/prepared'
import { settings, spamWords } from '@/db/schema'
import { houseKey, houseRulesFrom } from '../house-rules'
import type { HouseRules } from '../house-rules'
import type { Known } from './filter'
import { givenMarks, postsSharing } from './likeness'
import { surroundingTokens } from './signals'
import { tokensOf } from './tokens'
import type { Seen } from './tokens'

export type Answered = {
  house: HouseRules
  known: Known
  /** Posts with most marks in common, in whatever state. */
  sharing: number[]
}

/** Asks it all; `marks` are the text's own, none for a text too short to compare. */
export async function askOf(on: Reader, seen: Seen, marks: number[]): Promise<Answered> {
  const words = ['', ...tokensOf(seen), ...surroundingTokens]
  const rows = marks.length === 0 ? await wordsAlone(on).execute({ key: houseKey, words }) : await wordsAndMarks(on).execute({ key: houseKey, words, ...givenMarks(marks) })
  const counts = new Map(rows.filter(({ what }) => what === 'word').map(({ word, one, other }) => [word, { spam: one, fair: other }]))
  const told = rows.find(({ what }) => what === 'house')?.told
  return {
    house: houseRulesFrom(told ? JSON.parse(told) : undefined),
    known: { counts, lessons: counts.get('') ?? { spam: 0, fair: 0 } },
    sharing: rows.filter(({ what }) => what === 'alike').sort((a, b) => b.other - a.other).map(({ one }) => one),
  }
}

const columns = {
  what: sql<'house' | 'word' | 'alike'>`what`, word: sql<string>`word`, one: sql<number>`one`.mapWith(Number), other: sql<number>`other`.mapWith(Number), told: sql<string | null>`told`,
}

const house = () => sql`select 'house' as what, '' as word, 0 as one, 0 as other, cast(${settings.value} as text) as told from ${settings} where ${settings.key} = ${given('key', settings.key)}`
const known = () => sql`select 'word', ${spamWords.word}, ${spamWords.spam}, ${spamWords.fair}, null from ${spamWords} where ${among(spamWords.word, sql.placeholder('words'))}`
const alike = () => sql`select 'alike', '', post, marks, null from (${postsSharing(20)}) as sharing`

const wordsAlone = preparedOnce(on => on.select(columns).from(sql`(${house()} union all ${known()}) as asked`).prepare('asked_of_a_short_text'))
const wordsAndMarks = preparedOnce(on => on.select(columns).from(sql`(${house()} union all ${known()} union all ${alike()}) as asked`).prepare('asked_of_a_text'))
