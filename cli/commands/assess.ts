import { readFileSync } from 'node:fs'
import { operator } from '@/forum/viewer'
import { openAssessment, saveAssessment, settle } from '@/reading-list/assessment'
import type { Assessed, Edited } from '@/reading-list/assessment'
import { answer, fromHere, Misuse, oneOf, onlyArgument, readArguments, refused } from '../command'
import type { Command, Io } from '../command'
import { makeReady } from '../ready'

export const assessCommand: Command = {
  usage: ['assess SLUG [--rating up|down|none] [--remark TEXT] [--notes-file FILE] [--json]', 'assess SLUG --take site|file [--json]'],
  says: 'shows or changes what the list says of a paper; --take settles what was changed on the site and in the file',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: {
      'rating': { type: 'string' }, 'remark': { type: 'string' }, 'notes-file': { type: 'string' }, 'take': { type: 'string' }, 'json': { type: 'boolean' },
    } })
    const slug = onlyArgument(positionals, 'SLUG')
    const take = values.take === undefined ? null : oneOf(values.take, ['site', 'file'], '--take')
    const rating = values.rating === undefined ? null : oneOf(values.rating, ['up', 'down', 'none'], '--rating')
    const edits = rating !== null || values.remark !== undefined || values['notes-file'] !== undefined
    if (take !== null && edits) throw new Misuse('--take settles; it does not go with another change.')
    const notes = values['notes-file'] === undefined ? null : readNotesFile(fromHere(values['notes-file']))
    if (notes !== null && 'sentence' in notes) return refused(io, notes.sentence)
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    const before = await openAssessment(operator, slug)
    if (!before) return refused(io, `There is no paper ${slug}.`)
    if (take !== null) {
      const settled = await settle(operator, slug, { seen: before.seen, take })
      if (!settled.ok) return refused(io, before.file === null ? `Nothing waits for a choice on ${slug}.` : settled.error)
    } else if (edits) {
      const edited: Edited = { ...rating === null ? {} : { rating: rating === 'none' ? null : rating }, ...values.remark === undefined ? {} : { remark: values.remark }, ...notes === null ? {} : { notes: notes.text } }
      const saved = await saveAssessment(operator, slug, { seen: before.seen, ...edited })
      if (!saved.ok) return refused(io, saved.error)
    }
    return shown(io, values.json, await openAssessment(operator, slug) ?? before)
  },
}

function shown(io: Io, json: boolean | undefined, { slug, title, site, file }: Assessed): number {
  const lines = ({ rating, mark, remark, notes }: Assessed['site']) => [`Rating: ${mark ?? rating ?? 'none'}`, ...remark === null ? [] : [`Remark: ${remark}`], ...notes === '' ? [] : [notes]]
  return answer(io, json, { slug, ...site, fromFile: file }, [title, ...lines(site), ...file === null ? [] : ['The file says something else, and a choice waits (--take site|file):', ...lines(file)]])
}

function readNotesFile(file: string): { text: string } | { sentence: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) }
  } catch (error) {
    return { sentence: error instanceof TypeError ? `${file} is not UTF-8 text.` : `${file} cannot be read.` }
  }
}
