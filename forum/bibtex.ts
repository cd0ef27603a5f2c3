/** Papers as BibTeX. UTF-8; TeX stays as it is between dollar signs; whatever else TeX would read as a command is escaped. */

export type CitedPaper = {
  id: number; slug: string; title: string; authors: readonly string[]; venue: string | null; year: number | null
  doi: string | null; arxiv: string | null; links: readonly { label: string; url: string }[]
}

/** The papers as one file, an entry each, in the given order. */
export function bibtexOf(papers: readonly CitedPaper[]): string {
  return papers.map(bibtexEntry).join('\n')
}

/** One entry, ended by a line end. */
export function bibtexEntry(paper: CitedPaper): string {
  const kind = kindOf(paper.venue)
  const fields: [string, string | null][] = [
    ['title', titleField(paper.title)],
    ['author', paper.authors.length === 0 ? null : paper.authors.map(authorField).join(' and ')],
    [kind === 'article' ? 'journal' : kind === 'inproceedings' ? 'booktitle' : 'howpublished', paper.venue === null ? null : escaped(paper.venue)],
    ['year', paper.year === null ? null : String(paper.year)],
    ['doi', paper.doi],
    ['eprint', paper.arxiv],
    ['archiveprefix', paper.arxiv === null ? null : 'arXiv'],
    ['primaryclass', paper.arxiv?.includes('/') ? paper.arxiv.split('/')[0] ?? null : null],
    ['url', addressOf(paper)],
  ]
  const lines = fields.flatMap(([name, value]) => value === null ? [] : [`  ${name} = {${value}},\n`])
  return `@${kind}{${bibtexKey(paper)},\n${lines.join('')}}\n`
}

/** The key of a paper: its slug, which is its own for good; ASCII only, so a slug of other letters gives way to the paper's number. */
export function bibtexKey({ id, slug }: Pick<CitedPaper, 'id' | 'slug'>): string {
  return /^[a-z0-9-]+$/.test(slug) ? slug : `paper:${id}`
}

const journalWords = /\b(?:journal|transactions|letters|magazine|review|nature|science|annals|jmlr|tmlr|tpami|ijcv|pami|neurocomputing|biometrika|tip|tnnls|arxiv e-prints)\b/i

function kindOf(venue: string | null): 'article' | 'inproceedings' | 'misc' {
  if (venue === null) return 'misc'
  if (/^\s*(?:arxiv|preprint|technical report|thesis|blog)/i.test(venue)) return 'misc'
  return journalWords.test(venue) ? 'article' : 'inproceedings'
}

function addressOf({ doi, links }: CitedPaper): string | null {
  if (doi !== null) return null
  const url = links.find(link => /^https?:\/\//.test(link.url))?.url
  // Braces and spaces would end the field or the address.
  return url === undefined ? null : url.replace(/[{}\s\\]/g, sign => encodeURIComponent(sign))
}

/** A name "Given Family" as it stands; "et al." is BibTeX's "others". */
function authorField(name: string): string {
  if (/^(?:et al\.?|others)$/i.test(name.trim())) return 'others'
  const text = escaped(name.trim())
  // A name with "and" or a comma in it would be read as two, or turned round.
  return /\band\b|,/.test(name) ? `{${text}}` : text
}

const properNames = new Set(('Bayes Bayesian Gauss Gaussian Bernoulli Markov Fisher Wasserstein Laplace Riemann Riemannian Fourier Hilbert Lipschitz Hessian Newton Monte Carlo Gibbs Langevin Boltzmann Dirichlet Poisson Euclidean '
  + 'Hamming Jaccard Siamese English German French Chinese Japanese Wikipedia Python Transformer Transformers').split(' '))

/** A title in which styles keep the capitals that matter: acronyms and mixed words whole, and names by their first letter. */
export function titleField(title: string): string {
  const parts = splitMath(title)
  const words = title.replace(/\$[^$]*\$/g, ' ').match(/\p{L}[\p{L}\p{N}-]*/gu) ?? []
  const longer = words.slice(1).filter(word => word.length >= 4)
  const isSentence = longer.length > 0 && longer.filter(word => /^\p{Lu}/u.test(word)).length * 2 < longer.length
  let first = true
  return parts.map(part => {
    // Styles change letters to lower case in formulas too.
    if (part.math) return `{${part.text}}`
    return part.text.split(/(\s+|[-–—/])/u).map(word => {
      const kept = keptWord(word, { isFirst: first, isSentence })
      if (/\p{L}/u.test(word)) first = false
      return kept
    }).join('')
  }).join('')
}

function keptWord(word: string, { isFirst, isSentence }: { isFirst: boolean; isSentence: boolean }): string {
  const [, before = '', core = '', after = ''] = /^([^\p{L}\p{N}]*)([\p{L}\p{N}’'.@+]*[\p{L}\p{N}+])?(.*)$/su.exec(word) ?? []
  const text = escaped(core)
  if (/\p{Ll}.*\p{Lu}|\p{Lu}.*\p{Lu}|\p{N}.*\p{Lu}/su.test(core)) return `${escaped(before)}{${text}}${escaped(after)}`
  const isName = properNames.has(core) || (isFirst && after.startsWith(':')) || (isSentence && !isFirst)
  const kept = isName && /^\p{Lu}/u.test(core) ? `{${text.slice(0, 1)}}${text.slice(1)}` : text
  return `${escaped(before)}${kept}${escaped(after)}`
}

/** Text and formulas in turn. A dollar sign without its fellow is text. */
function splitMath(title: string): { text: string; math: boolean }[] {
  const parts: { text: string; math: boolean }[] = []
  let rest = title
  for (;;) {
    const open = rest.indexOf('$')
    const close = open < 0 ? -1 : rest.indexOf('$', open + 1)
    if (close < 0 || !balanced(rest.slice(open, close + 1))) {
      parts.push({ text: rest, math: false })
      return parts
    }
    parts.push({ text: rest.slice(0, open), math: false }, { text: rest.slice(open, close + 1), math: true })
    rest = rest.slice(close + 1)
  }
}

/** BibTeX counts braces after a backslash too. */
function balanced(text: string): boolean {
  let depth = 0
  for (const sign of text) {
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
    if (depth < 0) return false
  }
  return depth === 0
}

const commands: Record<string, string> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}' }

function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\~^{}&%$#_]/g, sign => commands[sign] ?? `\\${sign}`)
}
