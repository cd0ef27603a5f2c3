import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { config } from '@/config'
import { papersToAsk } from '@/forum/metadata-asking'
import { operator } from '@/forum/viewer'
import { describe } from '@/reading-list/metadata/apply'
import type { Described } from '@/reading-list/metadata/apply'
import { bounds } from '@/reading-list/metadata/entry'
import { fetchMetadata } from '@/reading-list/metadata/fetching'
import type { Fetched } from '@/reading-list/metadata/fetching'
import { readMetadataFile } from '@/reading-list/metadata/read'
import { askedAddress } from '@/reading-list/metadata/services'
import { answer, counted, fromHere, Misuse, onlyArgument, readArguments, refused } from '../command'
import type { Command, Io } from '../command'
import { makeReady } from '../ready'

export const metadataCommand: Command = {
  usage: ['metadata FILE [--dry-run] [--json]', 'metadata --fetch [--dry-run] [--json]'],
  says: 'reads authors, venues, abstracts and ids of the list’s papers from BibTeX, CSL-JSON, RIS, or an answer of Crossref or arXiv; or asks these two, by DOI and arXiv id, about papers without any',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { 'fetch': { type: 'boolean' }, 'dry-run': { type: 'boolean' }, 'json': { type: 'boolean' } } })
    if (values.fetch) {
      if (positionals.length > 0) throw new Misuse('--fetch takes no FILE.')
      return fetchFor(io, values)
    }
    const file = fromHere(onlyArgument(positionals, 'FILE'))
    const bytes = readBytes(file)
    if (bytes === null) return refused(io, `${file} cannot be read.`)
    const read = readMetadataFile(bytes)
    if (!read.ok) return refused(io, `${file}: ${read.sentence}`)
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    const described = await describe(operator, read.entries, { dryRun: values['dry-run'] ?? false })
    if (!described.ok) return refused(io, described.error)
    return answer(io, values.json, described.value, linesOf(described.value, read.entries.length))
  },
}

/** Asks about all papers without metadata that are not waiting after a failure. A dry run asks nobody: it says what would be asked. */
async function fetchFor(io: Io, { 'dry-run': dryRun, json }: { 'dry-run'?: boolean; 'json'?: boolean }): Promise<number> {
  const unready = await makeReady()
  if (unready) return refused(io, unready)
  const { metadataFetch, siteUrl } = config()
  if (dryRun) {
    const open = (await papersToAsk()).map(asking => ({ paper: asking.slug, address: askedAddress(asking) }))
    return answer(io, json, { open }, [...open.map(({ paper, address }) => `${paper}: ${address}`), `${counted(open.length, 'request')} at most. Nobody was asked: this was a dry run.`])
  }
  if (!metadataFetch) return refused(io, 'METADATA_FETCH is off: set it to on to have Crossref and arXiv asked. With --dry-run you see what they would be asked.')
  const told = json ? undefined : (one: Fetched) => { io.out(`${lineOf(one)}\n`) }
  const fetched = await fetchMetadata({ door: fetch, siteUrl, ending: new AbortController().signal, pause, most: Infinity, ...told ? { told } : {} })
  const waiting = (await papersToAsk()).length
  return answer(io, json, { fetched, waiting }, [`${counted(fetched.filter(one => one.found).length, 'paper')} filled by ${counted(fetched.length, 'request')}.${waiting === 0 ? '' : ` ${counted(waiting, 'request')} wait for another day.`}`])
}

function lineOf({ paper, service, id, found, why }: Fetched): string {
  return `${found ? '+' : '-'} ${paper}: ${{ crossref: 'Crossref', arxiv: 'arXiv' }[service]} ${id}${why === null ? '' : `: ${why}`}`
}

/** The file, or enough of it to see that it is too large. */
function readBytes(file: string): Uint8Array | null {
  try {
    return readFileSync(file).subarray(0, bounds.bytes + 1)
  } catch {
    return null
  }
}

function linesOf({ applied, matched, filled, unmatched, ambiguous }: Described, entries: number): string[] {
  return [
    ...matched.map(({ entry, paper, by }) => `${filled.includes(paper) ? '+' : '='} ${paper}: ${entry} (by ${{ doi: 'DOI', arxiv: 'arXiv id', title: 'title' }[by]})`),
    ...ambiguous.map(({ entry, papers }) => `? ${entry} may be ${papers.join(' or ')}: give the list an arXiv id or DOI.`),
    ...unmatched.map(entry => `- ${entry}: no paper of the list.`),
    `${counted(entries, 'entry', 'entries')}: ${counted(matched.length, 'match', 'matches')}, ${counted(filled.length, 'paper')} filled, ${ambiguous.length} ambiguous, ${unmatched.length} unmatched.${applied || filled.length === 0 ? '' : ' Nothing was written: this was a dry run.'}`,
  ]
}
