/** The site's own safe HTML in pieces: text, tags, formulas. Pure; made for what `text/` writes, whose tags are closed. */

/** `text`: what it says, of a formula its TeX between dollars; nothing of a tag. `isWhole`: a part of its text has no HTML of its own. */
export type Piece = { html: string; text: string; tex: string | null; isWhole: boolean }

const piecePattern = /<math[\s>][^]*?<\/math>|<(?:[^<>"]|"[^"]*")*>|&(?:#x?[\da-f]+|[a-z]+);|[^<&]+|[<&]/g
const texPattern = /<annotation encoding="application\/x-tex">([^<]*)<\/annotation>/
const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '\'' }

/** The pieces of what `text/` has made, in order; together they are the HTML again. */
export function piecesOf(html: string): Piece[] {
  return (html.match(piecePattern) ?? []).map(pieceOf)
}

function pieceOf(html: string): Piece {
  if (html.startsWith('<math')) {
    const tex = (texPattern.exec(html)?.[1] ?? '').replace(/&(?:#\d+|[a-z]+);/g, sign => signs[sign] ?? ' ').trim()
    return { html, text: `$${tex}$`, tex, isWhole: true }
  }
  if (html.startsWith('<') && html.length > 1) return { html, text: '', tex: null, isWhole: true }
  if (html.startsWith('&') && html.length > 1) return { html, text: signs[html] ?? ' ', tex: null, isWhole: true }
  return { html, text: html, tex: null, isWhole: false }
}
