import type { Block } from './blocks'
import type { FrontMatter } from './front-matter'
import { textOf } from './inline'
import type { Kind } from './kinds'
import type { Head, Problem } from './types'

const known = new Map<string, keyof Head>([['title', 'title'], ['author', 'author'], ['legend', 'legend'], ['license', 'license'], ['licence', 'license'], ['source', 'source'], ['intro', 'intro']])

/** What the front matter says of the list, and which of it is said there, be it that there is none. */
export function openHead(front: FrontMatter): { head: Head; problems: Problem[]; explicit: Set<string> } {
  const head: Head = { title: null, author: null, legend: null, license: null, source: null, intro: '' }
  const explicit = new Set<string>()
  const others: string[] = []
  for (const [key, value] of front.values) {
    const name = known.get(key)
    if (name === undefined) {
      if (value !== '') others.push(key)
      continue
    }
    explicit.add(name)
    if (name === 'intro') head.intro = value
    else head[name] = value === '' ? null : value
  }
  const problems = others.length === 0 ? [] : [{ line: 1, text: `The head also says ${others.map(key => `“${key}”`).join(', ')}; nothing here needs that.` }]
  return { head, problems, explicit }
}

/**
 * The place of the heading that is the title of the whole list, or -1: the first of the file's first level, unless the front
 * matter names another, where it is the only one of its level or has no papers directly under it.
 */
export function takesHeading(blocks: Block[], kinds: Kind[], explicit: Set<string>): number {
  const at = blocks.findIndex(block => block.kind === 'heading')
  const first = blocks[at]
  if (first?.kind !== 'heading' || first.level !== 1 || kinds[at] === 'paper' || explicit.has('title')) return -1
  if (kinds.slice(0, at).some(kind => kind === 'papers' || kind === 'paper')) return -1
  const others = blocks.some((block, place) => place !== at && block.kind === 'heading' && block.level === 1 && textOf(block.inline) !== '')
  const end = blocks.findIndex((block, place) => place > at && block.kind === 'heading')
  const direct = kinds.slice(at + 1, end < 0 ? undefined : end)
  const holds = direct.includes('papers') || direct.includes('paper')
  return textOf(first.inline) !== '' && (!others || !holds) ? at : -1
}
