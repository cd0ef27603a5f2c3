/** The operator's command line: finds the command, runs it, and turns what it did into an exit code. */
import { closeDb } from '@/db'
import { isAway, isReadOnlyNow } from '@/db/faults'
import { stopRendering } from '@/forum/rendering'
import { exit, Misuse } from './command'
import type { Command, Io } from './command'
import { assessCommand } from './commands/assess'
import { backupCommand } from './commands/backup'
import { doctorCommand } from './commands/doctor'
import { exportCommand } from './commands/export'
import { importCommand } from './commands/import'
import { importJsonCommand } from './commands/import-json'
import { mailInCommand } from './commands/mail-in'
import { metadataCommand } from './commands/metadata'
import { moderationCommand } from './commands/moderation'
import { restoreCommand } from './commands/restore'
import { rulesCommand } from './commands/rules'
import { seedCommand } from './commands/seed'
import { statisticsCommand } from './commands/statistics'
import { tokenCommand } from './commands/token'
import { userCommand } from './commands/user'

const commands: readonly Command[] = [
  importCommand, exportCommand, assessCommand, metadataCommand, importJsonCommand, userCommand, tokenCommand, mailInCommand, moderationCommand, rulesCommand, statisticsCommand, backupCommand, restoreCommand, seedCommand, doctorCommand,
]

/** Runs one command. 0: done, 1: refused, with the reason on standard error, 2: called wrongly, with the usage there. */
export async function runForum(args: string[], io: Io): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(overview())
    return exit.done
  }
  const command = commands.find(one => one.name === name)
  if (!command) return misused(io, `There is no command "${name}".`, overview())
  if (rest.includes('--help') || rest.includes('-h')) {
    io.out(`${command.says}\n\n${usageOf(command)}`)
    return exit.done
  }
  try {
    return await command.run(rest, io)
  } catch (error) {
    if (error instanceof Misuse) return misused(io, error.message, usageOf(command))
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

function overview(): string {
  const width = Math.max(...commands.map(command => command.name.length)) + 2
  return `npm run -s forum -- COMMAND\n\n${commands.map(command => `  ${command.name.padEnd(width)}${command.says}\n`).join('')}\nCOMMAND --help shows how a command is called. --json prints one JSON document instead of text.\n`
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
