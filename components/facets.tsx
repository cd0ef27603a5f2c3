import type { ReactNode } from 'react'
import { Html } from '@/components/html'
import { counted } from '@/components/words'
import { figures, t } from '@/words'

export type FacetLine = { key: string; href: string; html?: string; words: string; questions: number; depth: number; current: boolean }

/** What a list can be narrowed to, with the number of questions of each; the one chosen leads back to all. */
export function Facets({ title, id, lines, all }: { title: string; id: string; lines: FacetLine[]; all: string }): ReactNode {
  if (lines.length === 0) return null
  return (
    <section className="notes" aria-labelledby={id}>
      <h2 className="notes-title text-ink" id={id}>{title}</h2>
      <ul className="facets mt-2">
        {lines.some(line => line.current) ? <li><a href={all}>{t('All')}</a></li> : null}
        {lines.map(line => (
          <li key={line.key} style={line.depth === 0 ? undefined : { paddingInlineStart: `${Math.min(line.depth, 6)}rem` }}>
            <a href={line.href} aria-current={line.current ? 'true' : undefined}>{line.html === undefined ? <bdi>{line.words}</bdi> : <Html as="span" html={line.html} />}<span className="vh">, {counted(line.questions, 'question')}</span><span className="n num" aria-hidden="true">{figures(line.questions)}</span></a>
          </li>
        ))}
      </ul>
    </section>
  )
}
