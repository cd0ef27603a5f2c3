/** The operator's command line: finds the command, runs it, and turns what it did into an exit code. */
import { closeDb } from '@/db'
import { isAway, isReadOnlyNow } from '@/db/faults'
import { stopRendering } from '@/forum/rendering'
import { exit, Misuse } from './command'
import type { Command, Io } from './command'

// Each is loaded when it is asked for: most of a command's time is loading.
const commands = new Map<string, () => Promise<Command>>(Object.entries({
  import: async () => (await import('./commands/import')).importCommand,
  export: async () => (await import('./commands/export')).exportCommand,
  assess: async () => (await import('./commands/assess')).assessCommand,
  metadata: async () => (await import('./commands/metadata')).metadataCommand,
  'import-json': async () => (await import('./commands/import-json')).importJsonCommand,
  user: async () => (await import('./commands/user')).userCommand,
  token: async () => (await import('./commands/token')).tokenCommand,
  'mail-in': async () => (await import('./commands/mail-in')).mailInCommand,
  moderation: async () => (await import('./commands/moderation')).moderationCommand,
  rules: async () => (await import('./commands/rules')).rulesCommand,
  statistics: async () => (await import('./commands/statistics')).statisticsCommand,
  backup: async () => (await import('./commands/backup')).backupCommand,
  restore: async () => (await import('./commands/restore')).restoreCommand,
  seed: async () => (await import('./commands/seed')).seedCommand,
  doctor: async () => (await import('./commands/doctor')).doctorCommand,
}))

/** Runs one command. 0: done, 1: refused, with the reason on standard error, 2: called wrongly, with the usage there. */
export async function runForum(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(await overview())
    return exit.done
  }
  const load = commands.get(name)
  if (!load) return misused(io, `There is no command "${name}".`, await overview())
  let command: Command | undefined
  try {
    command = await load()
    if (rest.includes('--help') || rest.includes('-h')) {
      io.out(`${command.says}\n\n${usageOf(command)}`)
      return exit.done
    }
    return await command.run(rest, io)
  } catch (error) {
    if (command && error instanceof Misuse) return misused(io, error.message, usageOf(command))
    const why = knownFault(error)
    if (why === null) throw error
    io.err(`${why}\n`)
    return exit.refused
  } finally {
    await stopRendering()
    await closeDb()
  }
}

function misused(io: Io, why: string, usage: string): number {
  io.err(`${why}\n\n${usage}`)
  return exit.usage
}

async function overview(): Promise<string> {
  const width = Math.max(...[...commands.keys()].map(name => name.length)) + 2
  const lines = await Promise.all([...commands].map(async ([name, load]) => `  ${name.padEnd(width)}${(await load()).says}\n`))
  return `npm run -s forum -- COMMAND\n\n${lines.join('')}\nCOMMAND --help shows how a command is called. --json prints one JSON document instead of text.\n`
}

function usageOf(command: Command): string {
  return `Usage:\n${command.usage.map(line => `  npm run -s forum -- ${line}\n`).join('')}`
}

/** Faults of the machine, not of the program, in words. */
function knownFault(error: unknown): string | null {
  if (isReadOnlyNow(error)) return 'The disk is full, failing, or may not be written. Nothing was changed.'
  if (isAway(error)) return 'The database cannot be reached, or is busy with something else. Nothing was changed; try again.'
  return null
}
