import { Html } from '@/components/html'
import { Status } from '@/components/status'
import type { QuestionStatus } from '@/forum/documents'

export type Hit = { kind: string; titleHtml: string; snippet: string; url: string; paper: string | null; status?: QuestionStatus | null }

const words: Record<string, string> = { paper: 'Paper', question: 'Question', answer: 'Answer', comment: 'Comment', note: 'Author’s note' }

/** What a search found, best first; the words sought are marked in the text around them. */
export function Hits({ hits }: { hits: Hit[] }) {
  return (
    <ol className="hits">
      {hits.map(hit => (
        <li key={`${hit.kind} ${hit.url}`}>
          <p className="small faint">{words[hit.kind] ?? 'Found'}{hit.paper === null || hit.kind === 'paper' ? '' : ` on ${hit.paper}`}</p>
          <h2 className="t"><a href={hit.url}><Html as="span" html={hit.titleHtml} /></a></h2>
          <Html as="p" className="ex" html={hit.snippet} />
          {hit.status ? <p className="meta"><Status status={hit.status} /></p> : null}
        </li>
      ))}
    </ol>
  )
}
