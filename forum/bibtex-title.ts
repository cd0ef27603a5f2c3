/** A title in which styles keep the capitals that matter. */
import { delimited } from '@/text/delimited'
import { escaped } from './bibtex-text'

/** Of a title, from `from` to before `to`, in UTF-16 units. `tex`: of a formula. */
type Stretch = { from: number; to: number; tex?: string }

/** In braces: acronyms and mixed words whole, names by their first letter, and what `braced` has in braces, where it is this title (`bracedTitle` of the
 *  reading list's metadata). `formulas: false` where a stranger wrote it: theirs would be run by whoever sets the bibliography. */
export function titleField(title: string, { formulas = true, braced = null }: { formulas?: boolean; braced?: string | null } = {}): string {
  const maths = formulas ? delimited(title).filter(formula => isWhole(formula.tex)) : []
  const kept = united([...maths, ...keptWords(title, maths), ...(braced === null ? [] : keptAsBraced(title, braced))])
  let [out, done] = ['', 0]
  for (const { from, to } of kept) {
    // Styles change letters to lower case in formulas too, so these are in braces as well.
    out += `${escaped(unescapedPrices(title.slice(done, from)))}{${setWith(title, { from, to }, maths)}}`
    done = to
  }
  return out + escaped(unescapedPrices(title.slice(done)))
}

/** A backslash before a dollar sign is Markdown's and no part of the title. */
function unescapedPrices(text: string): string {
  return text.replaceAll('\\$', '$')
}

/** A stretch as TeX, its formulas between single dollar signs. */
function setWith(title: string, { from, to }: Stretch, maths: readonly Stretch[]): string {
  let [out, done] = ['', from]
  for (const formula of maths) {
    if (formula.from < from || formula.to > to) continue
    // A percent sign would hide the rest of the entry.
    const tex = (formula.tex ?? '').replace(/\s+/gu, ' ').replace(/\\[^]|[%#]/gu, sign => sign.length === 1 ? `\\${sign}` : sign)
    out += `${escaped(unescapedPrices(title.slice(done, formula.from)))}$${tex}$`
    done = formula.to
  }
  return out + escaped(unescapedPrices(title.slice(done, to)))
}

/** BibTeX counts braces after a backslash too; a lone backslash would take the closing dollar sign with it. */
function isWhole(tex: string): boolean {
  let depth = 0
  for (const sign of tex) {
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0
    if (depth < 0) return false
  }
  return depth === 0 && !/\\$/u.test(tex.replaceAll('\\\\', '')) && !/(?<!\\)\$/u.test(tex)
}

function united(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const { from, to } of stretches.sort((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && from < last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

const properNames = new Set(('Bayes Bayesian Gauss Gaussian Bernoulli Markov Fisher Wasserstein Laplace Riemann Riemannian Fourier Hilbert Lipschitz Hessian Newton Monte Carlo Gibbs Langevin Boltzmann Dirichlet Poisson Euclidean '
  + 'Hamming Jaccard Siamese English German French Chinese Japanese Wikipedia Python Transformer Transformers').split(' '))

function keptWords(title: string, maths: readonly Stretch[]): Stretch[] {
  const bare = maths.reduce((text, { from, to }) => text.slice(0, from) + ' '.repeat(to - from) + text.slice(to), title)
  const longer = (bare.match(/\p{L}[\p{L}\p{N}-]*/gu) ?? []).slice(1).filter(word => word.length >= 4)
  const isSentence = longer.length > 0 && longer.filter(word => /^\p{Lu}/u.test(word)).length * 2 < longer.length
  let isFirst = true
  return [...bare.matchAll(/[^\s–—/-]+/gu)].flatMap(match => {
    const kept = keptOf(match[0], { isFirst, isSentence })
    if (/\p{L}/u.test(match[0])) isFirst = false
    return kept === null ? [] : [{ from: match.index + kept.from, to: match.index + kept.to }]
  })
}

/** What of a word must stay as it is: all of it, its first letter, or nothing. */
function keptOf(word: string, { isFirst, isSentence }: { isFirst: boolean; isSentence: boolean }): Stretch | null {
  const [, before = '', core = '', after = ''] = /^([^\p{L}\p{N}]*)([\p{L}\p{N}’'.@+&]*[\p{L}\p{N}+])?(.*)$/su.exec(word) ?? []
  const from = before.length
  if (/\p{Ll}.*\p{Lu}|\p{Lu}.*\p{Lu}|\p{N}.*\p{Lu}/su.test(core)) return { from, to: from + core.length }
  const isName = properNames.has(core) || (isFirst && after.startsWith(':')) || (isSentence && !isFirst)
  const first = /^\p{Lu}\p{M}*/u.exec(core)?.[0]
  return isName && first !== undefined ? { from, to: from + first.length } : null
}

/** Where the braces of an imported title stand in this one; nowhere if it is another, be it by one letter. */
function keptAsBraced(title: string, braced: string): Stretch[] {
  const [here, there] = [lettersOf(title), groupedLetters(braced)]
  if (here.map(one => one.letter).join('') !== there.map(one => one.letter).join('')) return []
  const groups = new Map<number, Stretch>()
  here.forEach(({ from, to }, n) => {
    const group = there[n]?.group ?? 0
    if (group > 0) groups.set(group, { from: groups.get(group)?.from ?? from, to })
  })
  return [...groups.values()]
}

function lettersOf(title: string): (Stretch & { letter: string })[] {
  return [...title.matchAll(/[\p{L}\p{N}]\p{M}*/gu)].flatMap(match => Array.from(folded(match[0]), letter => ({ letter, from: match.index, to: match.index + match[0].length })))
}

function groupedLetters(braced: string): { letter: string; group: number }[] {
  let [group, groups] = [0, 0]
  return [...braced.matchAll(/\\[^]|[{}]|[\p{L}\p{N}]\p{M}*/gu)].flatMap(([sign]) => {
    if (sign === '{') group = groups += 1
    else if (sign === '}') group = 0
    return /^[\p{L}\p{N}]/u.test(sign) ? Array.from(folded(sign), letter => ({ letter, group })) : []
  })
}

function folded(letter: string): string {
  return letter.normalize('NFKD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}
