import { makeBackup } from '@/db/backup'
import { answer, fromHere, onlyArgument, readArguments, refused } from '../command'
import type { Command } from '../command'
import { configFault } from '../ready'

export const backupCommand: Command = {
  usage: ['backup FILE [--json]'],
  says: 'copies the whole site, secrets included, into one file, also while it is served',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
    const file = fromHere(onlyArgument(positionals, 'FILE'))
    const wrong = configFault()
    if (wrong) return refused(io, wrong)
    const made = await makeBackup(file)
    if (!made.ok) return refused(io, made.sentence)
    const { bytes, rows } = made.value
    return answer(io, values.json, made.value, [`Backed up ${rows.toLocaleString('en-GB')} rows into ${file} (${bytes.toLocaleString('en-GB')} bytes), read back and found whole. Keep it as safe as the site: it holds all its secrets.`])
  },
}
