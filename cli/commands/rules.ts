import { readHouseRules, setHouseRules, usualRules, withRules } from '@/forum/house-rules'
import type { HouseRules } from '@/forum/house-rules'
import { holdingRules } from '@/forum/screening/rules'
import { tryHouseRules } from '@/forum/screening/trial'
import type { Trial } from '@/forum/screening/trial'
import { operator } from '@/forum/viewer'
import { answer, Misuse, oneOf, readArguments, refused } from '../command'
import type { Command, Io } from '../command'
import { makeReady } from '../ready'

const ways: Record<string, (args: string[], io: Io) => Promise<number>> = { show, set }

/** Each part under the name by which it is set, with its present value. */
function partsOf({ away, ...house }: HouseRules): Record<string, unknown> {
  return { ...house, ...Object.fromEntries(Object.entries(away).map(([name, value]) => [`away.${name}`, value])) }
}

const usual = partsOf(usualRules)
const names = Object.keys(usual)

export const rulesCommand: Command = {
  usage: ['rules show [--json]', 'rules set NAME VALUE [--dry-run] [--json]   (VALUE as JSON or plain; yes or no; lists with commas between; --dry-run tries it on last month’s posts)'],
  says: 'the rules of the house: who is held, what is blocked, who reads while the author is away',
  async run([way, ...args], io) {
    const chosen = way === undefined ? undefined : ways[way]
    if (!chosen) throw new Misuse(way === undefined ? 'What to do with the rules is missing.' : `"rules ${way}" is no command.`)
    return chosen(args, io)
  },
}

async function show(args: string[], io: Io): Promise<number> {
  const { values } = readArguments({ args, options: { json: { type: 'boolean' } } })
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const house = await readHouseRules()
  const width = Math.max(...names.map(name => name.length)) + 2
  const lines = Object.entries(partsOf(house)).map(([name, value]) => `${name.padEnd(width)}${inWords(value)}`)
  return answer(io, values.json, house, [...lines, '', 'What waits:', ...holdingRules.map(({ code, says }) => `  ${code.padEnd(16)}${says(house)}`)])
}

async function set(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments({ args, allowPositionals: true, options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } })
  const [given, text, ...more] = positionals
  if (text === undefined || more.length > 0) throw new Misuse('A rule is set by its name and one value.')
  const name = oneOf(given, names, 'NAME')
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const house = await readHouseRules()
  const tried = withRules(house, partAs(name, valueOf(name, text), house))
  if (!tried.ok) return refused(io, tried.error)
  if (values['dry-run']) {
    const trial = await tryHouseRules(operator, tried.value)
    return trial.ok ? answer(io, values.json, trial.value, trialLines(trial.value)) : refused(io, trial.error)
  }
  const done = await setHouseRules(operator, tried.value)
  return done.ok ? answer(io, values.json, done.value, [`${name} is ${inWords(partsOf(done.value)[name])} now.`]) : refused(io, done.error)
}

function partAs(name: string, value: unknown, house: HouseRules): Record<string, unknown> {
  return name.startsWith('away.') ? { away: { ...house.away, [name.slice('away.'.length)]: value } } : { [name]: value }
}

const yes = ['yes', 'on', 'true', '1']
const no = ['no', 'off', 'false', '0']

/** A value as it is typed, in the kind that the rule has; one that does not fit is refused by the rule itself. */
function valueOf(name: string, text: string): unknown {
  const like = usual[name]
  const json = jsonOf(text)
  if (typeof like === 'boolean') return yes.includes(text.toLowerCase()) ? true : no.includes(text.toLowerCase()) ? false : text
  if (typeof like === 'number') return text.trim() === '' ? text : Number(text)
  if (Array.isArray(like)) return Array.isArray(json) ? json : text.split(',').map(part => part.trim()).filter(part => part !== '')
  if (name === 'away.until' && ['', 'none', 'null'].includes(text)) return null
  return typeof json === 'string' ? json : text
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined
    throw fault
  }
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : 'none'
}

function trialLines({ posts, held, would, newlyHeld, letThrough, rules }: Trial): string[] {
  return [
    `Of ${posts} posts of the last 30 days by all but moderators ${held} waited; ${would} would have: ${newlyHeld} more, ${letThrough} fewer. Nothing was changed.`,
    ...rules.filter(rule => rule.held > 0 || rule.would > 0).map(rule => `  ${rule.code.padEnd(16)}${rule.held} waited, ${rule.would} would`),
  ]
}
