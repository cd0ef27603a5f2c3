/** What `npm run bench -- …` is told. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench, Row } from './bench'

export type Options = {
  rows: Row[]
  allRows: boolean
  posts: number
  engines: Bench['engine'][]
  engineNamed: boolean
  rounds: number
  seconds: number
  /** A folder with a site that is measured, and grows by it; null: one is made and thrown away. */
  data: string | null
  /** A folder for profiles of the product's processes, for Chromium's tools; null: none are made, as making them costs time. */
  profile: string | null
  record: boolean
  /** What a row knows beside its figures is printed too. */
  verbose: boolean
}

type Said = { sentence: string; asked: boolean }

/** The options, or what is wrong with them (or the help that was asked for). */
export function optionsOf(args: string[], rows: Row[]): Options | Said {
  try {
    return read(args, rows)
  } catch (error) {
    if (error instanceof TypeError || error instanceof Wrong) return { sentence: error.message, asked: false }
    throw error
  }
}

class Wrong extends Error {}

function read(args: string[], rows: Row[]): Options | Said {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: {
    posts: text, engine: text, rounds: text, seconds: text, data: text, profile: text, 'no-record': { type: 'boolean' }, verbose: { type: 'boolean' }, help: { type: 'boolean' },
  } })
  if (values.help) return { sentence: helpOf(rows), asked: true }
  const unknown = positionals.find(name => !rows.some(row => row.name === name))
  if (unknown !== undefined) throw new Wrong(`There is no row ${unknown}; there are ${rows.map(row => row.name).join(', ')}.`)
  const { engine } = values
  if (engine !== undefined && engine !== 'sqlite' && engine !== 'postgres') throw new Wrong('--engine is sqlite or postgres.')
  if (values.data !== undefined && engine !== 'sqlite') throw new Wrong('--data names a folder of a site on SQLite: give --engine sqlite too.')
  return {
    rows: rows.filter(row => (positionals.length === 0 ? row.onlyNamed !== true : positionals.includes(row.name))),
    allRows: positionals.length === 0,
    posts: number(values.posts ?? '1000', '--posts', 1_000, 1_000_000),
    engines: engine === undefined ? ['sqlite', 'postgres'] : [engine], engineNamed: engine !== undefined,
    rounds: number(values.rounds ?? '5', '--rounds', 1, 50), seconds: number(values.seconds ?? '3', '--seconds', 1, 60),
    data: folder(values.data), profile: folder(values.profile),
    record: values['no-record'] !== true && values.profile === undefined, verbose: values.verbose === true,
  }
}

function folder(named: string | undefined): string | null {
  return named === undefined ? null : path.resolve(process.env['INIT_CWD'] ?? '.', named)
}

function number(text: string, name: string, least: number, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) throw new Wrong(`${name} is a whole number from ${least} to ${most}.`)
  return value
}

function helpOf(rows: Row[]): string {
  return [
    'npm run bench -- [ROW …] [--posts 1000|100000|1000000] [--engine sqlite|postgres] [--rounds N] [--seconds N] [--data DIR] [--profile DIR] [--no-record] [--verbose]', '',
    ...rows.map(row => `${row.name.padEnd(16)}${row.says}`),
  ].join('\n')
}
