/** An arXiv paper, its version apart; without version it is the latest. */
export interface ArxivId { id: string; version: number | null }

/*
 * New ids are YYMM.NNNN until 1412 and YYMM.NNNNN from 1501, old ones archive(.subject)/YYMMNNN (info.arxiv.org/help/arxiv_identifier).
 */
const newId = '(\\d{4}\\.\\d{4,5})(v\\d{1,3})?(?!\\d)'
const oldId = '([a-z][a-z-]{1,15})(?:\\.[a-z]{2})?/(\\d{7})(v\\d{1,3})?(?!\\d)'
const arxivPlaces = '(?:arxiv:\\s{0,2}|arxiv\\.org/(?:abs|pdf|html|ps|format|e-print)/|10\\.48550/arxiv\\.)'
const newArxiv = new RegExp(`${arxivPlaces}${newId}`, 'i')
const oldArxiv = new RegExp(`${arxivPlaces}${oldId}`, 'i')

/** The arXiv id that an address or a text names, as `arXiv:…`, an address of arxiv.org or arXiv's DOI; null where there is none. */
export function arxivOf(text: string): ArxivId | null {
  const recent = newArxiv.exec(text)
  if (recent !== null) return month(recent[1] ?? '') ? { id: recent[1] ?? '', version: versionOf(recent[2]) } : null
  const old = oldArxiv.exec(text)
  return old === null ? null : { id: `${(old[1] ?? '').toLowerCase()}/${old[2] ?? ''}`, version: versionOf(old[3]) }
}

/** The same where the id may stand alone, `1903.07788v2`. */
export function bareArxivOf(text: string): ArxivId | null {
  return arxivOf(text) ?? arxivOf(`arxiv:${text.trim()}`)
}

function month(id: string): boolean {
  const number = Number(id.slice(2, 4))
  return number >= 1 && number <= 12
}

function versionOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text.slice(1))
}

/**
 * The DOI that an address or a text names (`doi:…`, `https://doi.org/…`, or bare), in lower case; null where there is none.
 * Pattern after Crossref, "DOIs and matching regular expressions" (2015). arXiv's own DOIs are arXiv ids.
 */
export function doiOf(text: string): string | null {
  const named = /(?:^|[\s(<]|doi:\s?|doi\.org\/)(10\.\d{4,9}\/[-._;()/:A-Z0-9%<>[\]]+)/i.exec(text.replace(/%2f/gi, '/'))
  if (named === null) return null
  const doi = trimmed(decoded(named[1] ?? '')).toLowerCase()
  return doi.endsWith('/') || doi.startsWith('10.48550/arxiv.') ? null : doi
}

/** Signs that end a sentence rather than a DOI; a bracket stays where its partner is within. */
function trimmed(doi: string): string {
  let text = doi
  while (/[.,;:>\]]$/.test(text) || (text.endsWith(')') && !text.includes('('))) text = text.slice(0, -1)
  return text
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/**
 * What two spellings of one web address have in common; null for what is no address of the web or names no more than a site.
 */
export function linkKey(url: string): string | null {
  const parsed = /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url) : null
  if (parsed === null) return null
  const host = parsed.hostname.toLowerCase().replace(/^www\./, '')
  const query = [...parsed.searchParams].filter(([name]) => !/^utm_|^fbclid$|^ref$/i.test(name)).map(([name, value]) => `${name}=${value}`).sort().join('&')
  const path = decoded(parsed.pathname).replace(/\/+$/, '')
  if (path === '' && query === '') return null
  return `${host}${path}${query === '' ? '' : `?${query}`}`
}

/** Whether an address leads anywhere from a site other than the list's own. */
export function leadsSomewhere(url: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(url)
}

/**
 * What two spellings of one title have in common: letters and digits in lower case, without accents (NFKD, then marks dropped),
 * punctuation, LaTeX commands, braces or dollars. A title of other signs only keeps them.
 */
export function titleKey(title: string): string {
  const words = title
    .replace(/\\(?:text|math|emph|operatorname)[a-z]*(?![a-zA-Z])|\\["'`^~=.](?=[{a-zA-Z])|\\[uvHcdbkr](?=\{)/g, '')
    .replace(/\\([a-zA-Z]+)/g, (_, command: string) => greek.get(command.replace(/^var/, '')) ?? ` ${command} `)
    .replace(/[{}$]/g, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return words === '' ? title.normalize('NFKC').replace(/\s+/g, '').toLowerCase() : words
}

const greek = new Map(
  'alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω'
    .split(/ (?=[a-z])/).map(pair => [pair.split(' ')[0] ?? '', pair.split(' ')[1] ?? '']),
)
