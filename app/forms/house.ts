/** The rules of the house: one form for all of them, saved, or tried on last month's posts without saving. */
import { isAway, readHouseRules, setHouseRules, withRules } from '@/forum/house-rules'
import type { HouseRules } from '@/forum/house-rules'
import type { Refusal } from '@/forum/errors'
import type { FormAnswer, FormContext, FormHandler } from './handler'

const page = '/moderation/rules'
export const houseForm = 'house-rules'

type Fields = Record<string, string | undefined>

export const houseRules: FormHandler = async context => {
  const { viewer, fields } = context
  const parts = rulesIn(fields)
  if (fields['do'] === 'try') {
    const tried = withRules(await readHouseRules(), parts)
    // The page itself tries them, so that nobody sees the outcome who may not see the page.
    return tried.ok ? { show: page, status: 200, kept: { form: houseForm, fields, refusal: null, preview: null, current: null } } : again(context, tried.error)
  }
  const set = await setHouseRules(viewer, parts)
  return set.ok ? { to: `${page}?saved=${isAway(set.value, new Date()) ? 'away' : '1'}`, told: { saved: true } } : again(context, set.error)
}

/** What the form says, in the terms of the rules. A box that is not ticked says no. */
export function rulesIn(fields: Fields): HouseRules {
  const number = (name: string) => fields[name]?.trim() ? Number(fields[name]) : Number.NaN
  const ticked = (name: string) => fields[name] === '1'
  return {
    firstHeld: number('first_held'), longFrom: number('long_from'), linksHeld: number('links_held'), linksHeldLong: number('links_held_long'),
    filter: ticked('filter'), filterFrom: number('filter_from') / 100, alike: ticked('alike'), words: linesIn(fields['words']), domains: linesIn(fields['domains']),
    work: ticked('work'), logPublic: ticked('log_public'), guide: fields['guide'] ?? '',
    away: { on: ticked('away'), until: fields['away_until']?.trim() || null, guests: fields['away_guests'] === 'paused' ? 'paused' : 'held', words: fields['away_words'] ?? '' },
    digest: (['never', 'daily'] as const).find(known => known === fields['digest']) ?? 'away',
  }
}

/** The rules in the terms of the form. */
export function fieldsOf(house: HouseRules): Record<string, string> {
  const tick = (name: string, on: boolean) => on ? { [name]: '1' } : {}
  return {
    first_held: String(house.firstHeld), long_from: String(house.longFrom), links_held: String(house.linksHeld), links_held_long: String(house.linksHeldLong),
    ...tick('filter', house.filter), filter_from: String(Math.round(house.filterFrom * 100)), ...tick('alike', house.alike), words: house.words.join('\n'), domains: house.domains.join('\n'),
    ...tick('work', house.work), ...tick('log_public', house.logPublic), guide: house.guide,
    ...tick('away', house.away.on), away_until: house.away.until ?? '', away_guests: house.away.guests, away_words: house.away.words, digest: house.digest,
  }
}

function linesIn(text: string | undefined): string[] {
  return (text ?? '').split(/[\r\n,]+/).map(line => line.trim()).filter(line => line !== '')
}

const places: Record<string, string> = {
  firstHeld: 'first_held', longFrom: 'long_from', linksHeld: 'links_held', linksHeldLong: 'links_held_long', filterFrom: 'filter_from', logPublic: 'log_public',
  'away.on': 'away', 'away.until': 'away_until', 'away.guests': 'away_guests', 'away.words': 'away_words',
}

/** The page again with the form as it was sent; each fault stands with its field, of a list the first. */
function again({ fields }: FormContext, refusal: Refusal): FormAnswer {
  const named = refusal.fields.map(fault => ({ ...fault, field: places[fault.field] ?? fault.field.replace(/\.\d+$/, '') }))
  return { show: refusal.code === 'sign-in' ? '/signin' : page, status: refusal.status, kept: { form: houseForm, fields, refusal: { ...refusal, fields: named }, preview: null, current: null } }
}
