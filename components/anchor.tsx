import { Icon } from '@/components/icons'
import type { Anchor as Place } from '@/forum/documents'
import { t } from '@/words'
import { worded } from '@/words/worded'

/** The place in the paper that a question is about. A link where the page of the paper that has it is known. */
export function Anchor({ anchor, href }: { anchor: Place; href?: string | null }) {
  const inside = (
    <>
      <Icon name="anchor" /><span className="vh">{t('About')}{' '}</span>
      {anchor.label}
      {anchor.version === null ? null : <span className="faint">{' '}{worded('v{0}', anchor.version.replace(/^v/i, ''))}</span>}
    </>
  )
  const title = anchor.quote === null ? undefined : `“${anchor.quote}”`
  return href ? <a className="chip anchor" title={title} href={href} rel="nofollow noopener">{inside}</a> : <span className="chip anchor" title={title}>{inside}</span>
}
