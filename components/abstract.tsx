import { Html } from '@/components/html'
import { Icon } from '@/components/icons'
import type { Paper } from '@/forum/documents'
import { t } from '@/words'

/** Volume, issue and pages, as far as known: "12 (3), pp. 45–67". */
export function numbersOf(facts: Paper['facts']): string | null {
  if (facts === null) return null
  const { volume, issue, pages } = facts
  const number = [volume, issue === null ? null : `(${issue})`].filter(part => part !== null).join(' ')
  const range = pages === null ? null : /[-–,]/.test(pages) ? t('pp. {0}', pages.replace(/-+/g, '–')) : t('p. {0}', pages)
  const whole = [number === '' ? null : number, range].filter(part => part !== null).join(', ')
  return whole === '' ? null : whole
}

/** A paper's abstract, folded: whoever comes to the questions knows it, or wants it at hand. `paragraphs`: HTML that `text/` has made safe. */
export function Abstract({ paragraphs }: { paragraphs: readonly string[] }) {
  if (paragraphs.length === 0) return null
  return (
    <details className="fold abstract">
      <summary className="tool"><Icon name="chev" />{t('Abstract')}</summary>
      <div className="prose">{paragraphs.map((paragraph, at) => <p key={at} dir="auto"><Html as="span" html={paragraph} /></p>)}</div>
    </details>
  )
}
