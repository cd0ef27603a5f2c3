import { cleared } from './guard'
import { t } from '@/words'

/** Bytes of a reading list, at most. */
export const largestList = 2 * 1024 * 1024

export type Source = { ok: true; text: string } | { ok: false; sentence: string }

/** The text of a file, its line ends made one kind; or the sentence that says why it is not read. */
export function sourceText(source: Uint8Array | string): Source {
  const size = typeof source === 'string' ? source.length : source.byteLength
  if (size > largestList) return refused(t('The list is larger than 2 MiB ({0} MiB); split it into several lists.', (size / 1024 / 1024).toFixed(1)))
  const text = typeof source === 'string' ? source : decoded(source)
  if (text === null) return refused(t('The file is not UTF-8 text; save it as UTF-8 and import it again.'))
  if (text.includes('\0')) return refused(t('The file is binary, not a Markdown text.'))
  if (text.trim() === '') return refused(t('The file is empty: it holds no reading list.'))
  return { ok: true, text: cleared(text.replace(/^\uFEFF/, '')).replace(/\r\n?/g, '\n') }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return bytes.includes(0) ? '\0' : null
    throw error
  }
}

function refused(sentence: string): Source {
  return { ok: false, sentence }
}
