import { Html } from '@/components/html'
import { t } from '@/words'

/** Where the page stands: the rooms above it. */
export function Crumbs({ steps }: { steps: { href: string; title: string; titleHtml?: string }[] }) {
  return (
    <nav className="crumbs" aria-label={t('Breadcrumb')}>
      <ol>
        {steps.map(step => (
          <li key={step.href}><a href={step.href}>{step.titleHtml === undefined ? step.title : <Html as="span" html={step.titleHtml} />}</a></li>
        ))}
      </ol>
    </nav>
  )
}
