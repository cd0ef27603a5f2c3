/** What every command of the operator shares: its form, its words to people and programs, its exit codes. */
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import type { Refusal } from '@/forum/errors'

/** Where a command's words go and its input comes from. */
export type Io = {
  out: (text: string) => void
  err: (text: string) => void
  input: () => Promise<string>
  /** The input as it came; null where it has more than so many bytes. */
  bytes: (most: number) => Promise<Buffer | null>
}

export type Command = {
  /** One line for each way to call it. */
  usage: string[]
  says: string
  run: (args: string[], io: Io) => Promise<number>
}

/** `later`: a mail server keeps the mail and gives it again (EX_TEMPFAIL of sysexits). */
export const exit = { done: 0, refused: 1, usage: 2, later: 75 } as const

/** A command called in another way than its usage says. */
export class Misuse extends Error {}

/** The arguments by Node's own parser. Throws `Misuse` with its sentence. */
export function readArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) throw new Misuse(error.message)
    throw error
  }
}

/** The one argument of a command that takes one. */
export function onlyArgument(positionals: string[], what: string): string {
  const [only, ...more] = positionals
  if (only === undefined || only === '') throw new Misuse(`${what} is missing.`)
  if (more.length > 0) throw new Misuse(`${more.join(' ')} is one argument too many.`)
  return only
}

/** One of the words that an option knows. */
export function oneOf<const T extends string>(value: string | undefined, known: readonly T[], option: string): T {
  const found = known.find(one => one === value)
  if (found === undefined) throw new Misuse(`${option} is ${value === undefined ? 'missing' : value}: it is one of ${known.join(', ')}.`)
  return found
}

/** A path as the operator means it: from the folder in which they stand, not from the repository to which npm moves. */
export function fromHere(file: string): string {
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), file)
}

/** The answer: one JSON document for programs, lines for people. */
export function answer(io: Io, json: boolean | undefined, value: unknown, lines: string[]): number {
  io.out(json ? `${JSON.stringify(value)}\n` : lines.map(line => `${line}\n`).join(''))
  return exit.done
}

/** A refusal: why, on standard error. */
export function refused(io: Io, why: string | Refusal): number {
  io.err(`${typeof why === 'string' ? why : [why.text, ...why.fields.filter(field => field.text !== why.text).map(field => `${field.field}: ${field.text}`)].join(' ')}\n`)
  return exit.refused
}

/** "1 answer", "2 answers". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`
}
