import { operator } from '@/forum/viewer'
import { importList, readListFile } from '@/reading-list/apply'
import type { Imported } from '@/reading-list/apply'
import type { Entry } from '@/reading-list/current'
import { answer, counted, fromHere, onlyArgument, readArguments, refused } from '../command'
import type { Command } from '../command'
import { makeReady } from '../ready'

export const importCommand: Command = {
  usage: ['import FILE [--dry-run] [--json]'],
  says: 'reads a Markdown reading list and applies what changed; with --dry-run only shows it',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } })
    const file = fromHere(onlyArgument(positionals, 'FILE'))
    const read = readListFile(file)
    if (!read.ok) return refused(io, read.sentence)
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    const imported = await importList(read.bytes, operator, { dryRun: values['dry-run'] ?? false })
    if (!imported.ok) return refused(io, imported.error)
    const { applied, found, added, changed, removed, kept, conflicts, unchanged, problems } = imported.value
    return answer(io, values.json, { applied, found, added, changed, removed, kept, conflicts, unchanged, problems }, linesOf(imported.value))
  },
}

function linesOf({ applied, found, added, changed, removed, kept, conflicts, unchanged, problems }: Imported): string[] {
  const total = added.length + changed.length + removed.length
  return [
    `Found ${counted(found.topics, 'topic')}, ${counted(found.papers, 'paper')} (${found.up} up, ${found.down} down, ${found.unrated} unrated), ${counted(found.notes, 'note')}, ${counted(found.questions, 'question')}.`,
    ...entries('+', added), ...entries('~', changed), ...entries('-', removed.filter(entry => !kept.includes(entry))), ...entries('= kept, no longer on the list:', kept.filter(entry => !entry.edited)), ...entries('= kept, no longer on the list, for its notes or rating were changed on the site:', kept.filter(entry => entry.edited)),
    ...conflicts.map(({ paper, slug }) => `! ${paper}: rating or notes were changed on the site and in the file. The site’s stay, the file’s ${applied ? 'wait' : 'would wait'} for your choice at /reading-list, or by "assess ${slug} --take site|file".`),
    `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged.${total > 0 && !applied ? ' Nothing was written: this was a dry run.' : ''}`,
    ...problems.map(problem => `line ${problem.line}: ${problem.text}`),
  ]
}

function entries(sign: string, of: Entry[]): string[] {
  return of.map(({ kind, title, paper }) => `${sign} ${kind} ${title}${paper === undefined ? '' : ` (${paper})`}`)
}
