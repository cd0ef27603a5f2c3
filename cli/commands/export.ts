import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { snapshot } from '@/db/snapshot'
import { bibtexOf } from '@/forum/bibtex'
import { worksOf } from '@/forum/citing'
import { listPapers } from '@/forum/papers'
import { exportSite } from '@/forum/transfer'
import { operator } from '@/forum/viewer'
import { exportList } from '@/reading-list/apply'
import { answer, fromHere, oneOf, onlyArgument, readArguments, refused } from '../command'
import type { Command } from '../command'
import { makeReady } from '../ready'

const files = { json: 'forum.json', markdown: 'reading-list.md', bibtex: 'papers.bib' } as const

export const exportCommand: Command = {
  usage: ['export DIR [--format json|markdown|bibtex] [--json]'],
  says: 'writes everything but secrets (json), the reading list (markdown) or the papers (bibtex) into DIR',
  async run(args, io) {
    const { values, positionals } = readArguments({ args, allowPositionals: true, options: { format: { type: 'string', default: 'json' }, json: { type: 'boolean' } } })
    const format = oneOf(values.format, ['json', 'markdown', 'bibtex'], '--format')
    const folder = fromHere(onlyArgument(positionals, 'DIR'))
    const unready = await makeReady()
    if (unready) return refused(io, unready)
    const file = path.join(folder, files[format])
    try {
      mkdirSync(folder, { recursive: true })
      const bytes = await writeWhole(file, format)
      return typeof bytes === 'string' ? refused(io, bytes) : answer(io, values.json, { file, format, bytes }, [`Wrote ${file} (${bytes.toLocaleString('en-GB')} bytes).`])
    } catch (error) {
      const code: unknown = error instanceof Error && 'code' in error ? error.code : ''
      if (code === 'EEXIST' || code === 'ENOTDIR') return refused(io, `${folder} is a file, not a folder.`)
      if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') return refused(io, `${file} cannot be written (${code}).`)
      throw error
    }
  },
}

/** Writes beside and renames, so that a former export stays whole until this one is. An export holds addresses: only its owner may read it. */
async function writeWhole(file: string, format: keyof typeof files): Promise<number | string> {
  const draft = `${file}.part-${process.pid}`
  rmSync(draft, { force: true })
  const descriptor = openSync(draft, 'wx', 0o600)
  let bytes = 0
  try {
    const why = await inPieces(format, piece => { bytes += writeSync(descriptor, piece) })
    if (why) return why
    fsyncSync(descriptor)
    renameSync(draft, file)
    return bytes
  } finally {
    closeSync(descriptor)
    rmSync(draft, { force: true })
  }
}

async function inPieces(format: keyof typeof files, write: (piece: string) => void): Promise<string | null> {
  if (format === 'markdown') write(await exportList())
  else if (format === 'bibtex') await writePapers(write)
  else {
    return snapshot(async on => {
      const document = exportSite(operator, on)
      if (!document.ok) return document.error.text
      for await (const piece of document.value) write(piece)
      return null
    })
  }
  return null
}

async function writePapers(write: (piece: string) => void): Promise<void> {
  let after: string | null = null
  do {
    const page = await listPapers({ limit: 500, after })
    write(`${after === null ? '' : '\n'}${bibtexOf(await worksOf(page.items))}`)
    after = page.next
  } while (after !== null)
}
