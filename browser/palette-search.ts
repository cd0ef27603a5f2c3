/** Asks the site's API what a few words find. */
import { record, textOf } from './asking'
import { t } from '@/words'

export type FoundHit = { kind: string; title: string; titleHtml: string; snippet: string; url: string; paper: string; writer: string; questionNumber: string }
export type Looked = { words: string; hits: FoundHit[]; total: number; more: boolean; meant: string | null; instead: boolean; /** Why nothing could be looked for. */ fault: string | null; /** What the server says of the query. */ remark: string }

const most = 8

/** What the words find; what went wrong is told in its place. Whoever aborts it looks at its signal. */
export async function look(words: string, signal: AbortSignal): Promise<Looked> {
  const none: Looked = { words, hits: [], total: 0, more: false, meant: null, instead: false, fault: null, remark: '' }
  try {
    const response = await fetch(`/api/v1/search?${new URLSearchParams({ q: words, limit: String(most) }).toString()}`, { signal, headers: { accept: 'application/json' } })
    const told = record(await response.json())
    if (!response.ok) return { ...none, fault: faultOf(told) }
    const items = told?.['items']
    return {
      words, hits: Array.isArray(items) ? items.map(hitOf) : [], total: Number(told?.['total']), more: told?.['more'] === true,
      meant: textOf(told?.['meant']) || null, instead: told?.['instead'] === true, fault: null,
      remark: Array.isArray(told?.['remarks']) ? textOf(told['remarks'][0]) : '',
    }
  } catch {
    // Nobody was reached, or something between answered that is no JSON.
    return { ...none, fault: t('The search cannot be reached just now.') }
  }
}

function hitOf(value: unknown): FoundHit {
  const hit = record(value)
  const { pathname, search, hash } = new URL(textOf(hit?.['url']), location.href)
  const number = hit?.['questionNumber']
  return {
    kind: textOf(hit?.['kind']), title: textOf(hit?.['title']), titleHtml: textOf(hit?.['titleHtml']), snippet: textOf(hit?.['snippet']), url: pathname + search + hash,
    paper: textOf(hit?.['paperPlain']), writer: textOf(hit?.['writer']), questionNumber: typeof number === 'number' ? String(number) : '',
  }
}

function faultOf(problem: Record<string, unknown> | null): string {
  const errors = problem?.['errors']
  const first = Array.isArray(errors) ? record(errors[0]) : null
  return textOf(first?.['detail']) || textOf(problem?.['detail']) || t('The search cannot be reached just now.')
}
