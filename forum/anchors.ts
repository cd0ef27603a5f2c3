/** Places of a paper: "Eq. (7)", "§3.2", "Table 6", "Alg. 1", "p. 4", or a quotation. Written freely, understood as kind and label. */
import { anchorKinds } from '@/db/schema'

export { anchorKinds }
export type AnchorKind = (typeof anchorKinds)[number]
export type AnchorFields = { anchorKind: AnchorKind | null; anchorLabel: string | null; anchorSort: string | null; anchorQuote: string | null; anchorVersion: string | null }

const wordsOf: readonly (readonly [AnchorKind, RegExp, string])[] = [
  ['equation', /^(?:equations?|eqs?\.?|eqn\.?|formula)(?![a-z])\s*/i, 'Eq. '],
  ['section', /^(?:§+|sections?(?![a-z])|secs?\.?(?![a-z])|sect\.?(?![a-z])|appendix(?![a-z])|app\.(?![a-z]))\s*/i, '§'],
  ['figure', /^(?:figures?|figs?\.?)(?![a-z])\s*/i, 'Fig. '],
  ['table', /^(?:tables?|tabs?\.?|tbl\.?)(?![a-z])\s*/i, 'Table '],
  ['algorithm', /^(?:algorithms?|algs?\.?|algo\.?)(?![a-z])\s*/i, 'Alg. '],
  ['theorem', /^(?:theorems?|thms?\.?|lemmas?|lem\.?|propositions?|props?\.?|corollar(?:y|ies)|cor\.?|definitions?|defs?\.?)(?![a-z])\s*/i, 'Thm. '],
  ['page', /^(?:pages?|pp?\.?)(?![a-z])\s*/i, 'p. '],
]
const kindOrder: readonly AnchorKind[] = ['section', 'equation', 'theorem', 'algorithm', 'figure', 'table', 'page', 'quote', 'other']
const none: AnchorFields = { anchorKind: null, anchorLabel: null, anchorSort: null, anchorQuote: null, anchorVersion: null }

/** Understands an anchor. `kind` given by a form wins over what the label says; an empty label without a quotation is no anchor. */
export function anchorFields(given: { kind?: AnchorKind | undefined; label?: string | undefined; quote?: string | undefined; version?: string | undefined } | undefined): AnchorFields {
  const label = given?.label?.trim() ?? ''
  const quote = given?.quote?.trim() ?? ''
  if (!label && !quote) return none
  const understood = label ? understand(label, given?.kind) : { kind: 'quote' as const, label: `“${quote.length > 60 ? `${quote.slice(0, 59).trimEnd()}…` : quote}”` }
  return {
    anchorKind: understood.kind,
    anchorLabel: understood.label,
    anchorSort: sortKey(understood.kind, understood.label),
    anchorQuote: quote || null,
    anchorVersion: given?.version?.trim() || null,
  }
}

function understand(label: string, given: AnchorKind | undefined): { kind: AnchorKind; label: string } {
  for (const [kind, words, short] of wordsOf) {
    const found = words.exec(label)
    if (!found || (given && given !== kind && given !== 'other')) continue
    const rest = label.slice(found[0].length)
    if (!/^[([]?[a-z]?[.\-]?\d|^[([]?[ivxlcdmA-Z](?:[.\d)\]]|$)/i.test(rest)) continue
    const keepsWord = kind === 'theorem' || /^app/i.test(found[0])
    return { kind, label: keepsWord ? label : `${short}${rest}` }
  }
  if (given && given !== 'other' && given !== 'quote') {
    const short = wordsOf.find(([kind]) => kind === given)?.[2] ?? ''
    return { kind: given, label: /^[([]?[a-z]?[.\-]?\d/i.test(label) ? `${short}${label}` : label }
  }
  if (given === 'quote' || /^["“«„].*["”»]$/.test(label)) return { kind: 'quote', label: /^["“«„]/.test(label) ? label : `“${label}”` }
  return { kind: given ?? 'other', label }
}

/** A key that sorts as a person would: "4.2" before "4.10", "(4)" before "(4a)"; digits padded, so that plain string order is right on both engines. */
export function sortKey(kind: AnchorKind, label: string): string {
  const numbers = label.toLowerCase().match(/\d+|[a-z]+/g) ?? []
  const from = numbers.findIndex(part => /\d/.test(part))
  const parts = (from >= 0 ? numbers.slice(from) : numbers).map(part => /\d/.test(part) ? part.slice(0, 8).padStart(8, '0') : `~${part}`)
  return `${kindOrder.indexOf(kind)} ${parts.join(' ')}`
}
