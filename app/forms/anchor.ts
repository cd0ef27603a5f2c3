/** The place in the paper that a question's form names. */
import { anchorKinds } from '@/forum/anchors'
import type { AnchorKind } from '@/forum/anchors'

type Anchor = { kind?: AnchorKind | undefined; label: string; quote: string }

/** The anchor of a form's fields; undefined where the form has none, an empty one where it was left empty. */
export function anchorIn(fields: Record<string, string>): Anchor | undefined {
  const { anchor_kind: kind, anchor_label: label, anchor_quote: quote } = fields
  if (label === undefined && quote === undefined) return undefined
  return { kind: anchorKinds.find(known => known === kind), label: label ?? '', quote: quote ?? '' }
}
