import { restoreBackup } from '@/db/restore'
import { answer, fromHere, onlyArgument, readArguments, refused } from '../command'
import type { Command } from '../command'
import { configFault } from '../ready'

export const restoreCommand: Command = {
  usage: ['restore FILE [--json]'],
  says: 'puts a backup in the place of the present site; the server must be stopped',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
    const file = fromHere(onlyArgument(positionals, 'FILE'))
    const wrong = configFault()
    if (wrong) return refused(io, wrong)
    const restored = await restoreBackup(file)
    if (!restored.ok) return refused(io, restored.sentence)
    const { madeAt, rows, kept } = restored.value
    return answer(io, values.json, restored.value, [
      `Restored ${rows.toLocaleString('en-GB')} rows of the backup of ${madeAt.slice(0, 16).replace('T', ' ')} UTC. Everybody signs in anew.`,
      ...(kept.length > 0 ? [`What was there is kept: ${kept.join(', ')}.`] : []),
    ])
  },
}
