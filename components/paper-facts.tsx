import type { ReactNode } from 'react'
import { Icon } from '@/components/icons'
import type { PaperLine } from '@/forum/documents'
import { t } from '@/words'

/** Venue and year, as far as known: "CVPR 2019". */
export function venueOf(paper: Pick<PaperLine, 'venue' | 'year'>): string | null {
  const year = paper.year === null || paper.venue?.includes(String(paper.year)) ? null : String(paper.year)
  const text = [paper.venue, year].filter(part => part !== null).join(' ')
  return text === '' ? null : text
}

/** "Yi and Wu", "Yi, Wu and Li", "Yi et al.": the last names of few authors. */
export function shortAuthors(authors: string[]): string | null {
  const names = authors.map(name => name.trim().split(/\s+/u).at(-1) ?? name)
  if (names.length === 0) return null
  if (names.length > 3) return t('{0} et al.', names[0])
  if (names.length === 1) return names[0] ?? null
  return t('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1))
}

export type Place = { label: string; href: string }

/** Where the paper can be read: the author's links, and arXiv and DOI where these are not among them. Only web addresses. */
export function placesOf(paper: Pick<PaperLine, 'links' | 'arxiv' | 'arxivVersion' | 'doi'>): Place[] {
  const places = paper.links.filter(link => /^https?:\/\//i.test(link.url)).map(link => ({ label: link.label, href: link.url }))
  const { arxiv, doi } = paper
  if (arxiv !== null && !places.some(place => place.href.includes(arxiv))) {
    const version = paper.arxivVersion === null ? '' : `v${paper.arxivVersion}`
    places.push({ label: `arXiv ${arxiv}${version}`, href: `https://arxiv.org/abs/${arxiv}${version}` })
  }
  if (doi !== null && !places.some(place => place.href.toLowerCase().includes(doi.toLowerCase()))) {
    places.push({ label: `doi:${doi}`, href: `https://doi.org/${encodeURI(doi)}` })
  }
  return places
}

/** The paper's places as a row of links out of the site. */
export function PaperFacts({ paper, children }: { paper: Omit<PaperLine, 'gistHtml'>; children?: ReactNode }) {
  const places = placesOf(paper)
  if (places.length === 0 && !children) return null
  return (
    <div className="facts">
      {places.map(place => <a key={place.href} href={place.href} rel="noopener"><Icon name="ext" />{place.label}</a>)}
      {children}
    </div>
  )
}
