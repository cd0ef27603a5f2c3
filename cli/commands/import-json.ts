import { createReadStream, statSync } from 'node:fs'
import { importSite } from '@/forum/transfer'
import { operator } from '@/forum/viewer'
import { answer, counted, fromHere, onlyArgument, readArguments, refused } from '../command'
import type { Command } from '../command'
import { makeReady } from '../ready'

export const importJsonCommand: Command = {
  usage: ['import-json FILE [--json]'],
  says: 'reads a JSON export into an empty site, as it was',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { json: { type: 'boolean' } } })
    const file = fromHere(onlyArgument(positionals, 'FILE'))
    const found = statSync(file, { throwIfNoEntry: false })
    if (!found) return refused(io, `There is no file ${file}.`)
    if (!found.isFile()) return refused(io, `${file} is no file.`)
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    const brought = await importSite(operator, createReadStream(file, { encoding: 'utf8' }))
    if (!brought.ok) return refused(io, brought.error)
    const { tables } = brought.value
    return answer(io, values.json, brought.value, [
      `Imported ${counted(tables['papers'] ?? 0, 'paper')}, ${counted(tables['posts'] ?? 0, 'post')} and ${counted(tables['people'] ?? 0, 'person', 'people')}.`,
      'No password was in the file: "npm run forum -- user link HANDLE" makes an address to sign in with.',
    ])
  },
}
