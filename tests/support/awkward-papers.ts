/** Papers whose titles, names and numbers have broken bibliographies: for BibTeX, RIS and CSL-JSON. */
import type { ListedPaper } from '@/forum/cited-works'
import type { CitedName, Metadata } from '@/forum/metadata'

type Awkward = { listed: ListedPaper; beside: Metadata | null }

const person = (family: string, given: string | null): CitedName => ({ family, given })

let made = 0
function paper(title: string, given: Partial<ListedPaper> = {}, told: Partial<Metadata> | null = null): Awkward {
  made += 1
  const listed: ListedPaper = { id: made, slug: `paper-${made}`, title, authors: [], venue: null, year: 2019, doi: null, arxiv: null, links: [], ...given }
  if (told === null) return { listed, beside: null }
  return { listed, beside: {
    paper: made, source: 'bibtex', title, braced: null, authors: [], type: 'article-journal', container: null, publisher: null, volume: null, issue: null, pages: null, year: 2019, month: null, day: null,
    doi: null, arxiv: null, arxivVersion: null, primaryClass: null, url: null, abstract: null, updatedAt: new Date(0), ...told,
  } }
}

export const awkward: readonly Awkward[] = [
  paper('100% of R&D at $5: #1_of {all} ~ ^ things'),
  paper('Sets \\{A\\} and a \\backslash'),
  paper('On $O(n^{2})$ and \\(x_{1} < 50\\%\\)'),
  paper('BERT: Pre-training of Deep Bidirectional Transformers', {}, { braced: '{BERT}: {P}re-training of Deep {B}idirectional {T}ransformers', authors: [person('Devlin', 'Jacob')], type: 'paper-conference', container: 'Proceedings of NAACL-HLT', pages: '4171–4186' }),
  paper('An Introduction to kept capitals', {}, { braced: 'An {I}ntroduction to kept capitals', authors: [person('Byron', 'Ada')], container: 'Journal of Letters & Signs', volume: '12', issue: '3', pages: '1–9', month: 6 }),
  paper('{Whole} titles', {}, { braced: '\\{{Whole\\} titles}' }),
  paper('Mastering what a team wrote', {}, { authors: [person('DeepMind Team', null), person('Silver', 'David')], container: 'Nature', doi: '10.1038/nature16961', type: 'article-journal', volume: '529' }),
  paper('A standard of the institute', { authors: ['Institute of Electrical and Electronics Engineers'] }),
  paper('Étude über Ödipus, Škoda und Ærø', { authors: ['José Ñandú', 'Paul Erdős', 'Søren Ærøskøbing', 'Ludwig van Beethoven'] }),
  paper('深度学习中的噪声标签', { slug: '深度学习', authors: ['李 明'] }),
  paper('Преобразование Фурье', { authors: ['Лев Толстой'] }),
  paper('Of many hands', {}, { authors: [person('Martin Jr.', 'Robert'), person('de la Vallée Poussin', 'Charles'), person('O’Neil & Sons', null)] }),
  paper('A preprint with version and class', { arxiv: '1903.07788', arxivVersion: 2 }, { arxiv: '1903.07788', primaryClass: 'cs.LG', type: 'article' }),
  paper('A preprint of old', { arxiv: 'hep-th/9901001' }),
  paper('A preprint of mathematics', { arxiv: 'math/0611800' }, { arxiv: 'math/0611800', arxivVersion: 3, primaryClass: 'math.CA', type: 'article' }),
  paper('A DOI in brackets', { doi: '10.1016/0016-7037(83)90226-6', venue: 'Geochimica et Cosmochimica Acta Letters' }),
  paper('A DOI with an underscore', { doi: '10.1007/978-3-030-01246-5_31', venue: 'ECCV 2018' }),
  paper('An address with a percent sign', { links: [{ label: 'page', url: 'https://example.org/a%20b_c~d?x=1&y=2#z' }] }),
  paper('Twice'), paper('Twice', { slug: 'twice-2' }),
]
