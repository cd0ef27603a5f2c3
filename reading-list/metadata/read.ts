/** Reads a file of metadata of whichever form: BibTeX, CSL-JSON, RIS, a document of Crossref, or a feed of arXiv. */
import { arxivEntries } from './arxiv'
import { bibtexEntries } from './bibtex'
import { cslEntries } from './csl'
import { bounds, Malformed } from './entry'
import type { Entry, ReadEntries } from './entry'
import { isRis, risEntries } from './ris'

/** Recognises the form by how the text begins. A text that cannot be read whole is not read at all. */
export function readMetadataFile(bytes: Uint8Array): ReadEntries {
  if (bytes.length > bounds.bytes) return { ok: false, sentence: `The file has more than ${bounds.bytes / 1024 / 1024} MiB.` }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return { ok: false, sentence: 'The file is not UTF-8 text.' }
    throw error
  }
  return readMetadataText(text)
}

export function readMetadataText(text: string): ReadEntries {
  try {
    const entries = entriesOf(text)
    return entries.length === 0 ? { ok: false, sentence: 'There is no entry with a title in it. BibTeX, CSL-JSON, RIS, Crossref’s JSON and arXiv’s Atom are read.' } : { ok: true, entries }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    const [, line, what] = /^line (\d+): ([^]*)$/.exec(error.message) ?? []
    return { ok: false, sentence: line === undefined ? error.message : `Line ${line}: ${what ?? ''} Nothing was changed.` }
  }
}

function entriesOf(text: string): Entry[] {
  const start = text.replace(/^\uFEFF/, '').trimStart().charAt(0)
  if (start === '[' || start === '{') return cslEntries(text)
  if (start === '<') return arxivEntries(text)
  const bare = text.replace(/^\uFEFF/, '')
  return isRis(bare) ? risEntries(bare) : bibtexEntries(text)
}
