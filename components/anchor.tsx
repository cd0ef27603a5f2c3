import { Icon } from '@/components/icons'
import type { Anchor as Place } from '@/forum/documents'

/** The place in the paper that a question is about. A link where the page of the paper that has it is known. */
export function Anchor({ anchor, href }: { anchor: Place; href?: string | null }) {
  const inside = (
    <>
      <Icon name="anchor" /><span className="vh">About </span>
      {anchor.kind === 'quote' ? <span>“{shortened(anchor.quote ?? anchor.label)}”</span> : anchor.label}
      {anchor.version === null ? null : <span className="faint"> v{anchor.version.replace(/^v/i, '')}</span>}
    </>
  )
  return href ? <a className="chip anchor" href={href} rel="nofollow noopener">{inside}</a> : <span className="chip anchor">{inside}</span>
}

function shortened(quote: string): string {
  const letters = [...quote]
  return letters.length <= 40 ? quote : `${letters.slice(0, 39).join('').trimEnd()}…`
}
