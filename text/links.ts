import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import { addresses } from '@/text/addresses'
import { jobOf, type Job } from '@/text/job'
import { arxivIdOf, paperAddressOf, placeOfAddress, referencesIn, type Reference } from '@/text/references'
import type { ResolvedReferences } from '@/text/rendered'

const outside = /^(?:https?:\/\/|mailto:)/i
const addressMaxChars = 2_048

/**
 * Links as typed (http, https and mailto only), bare http addresses, images as links, and references to questions, posts,
 * people and papers. A reference is linked only where it is known, and never within code, formulas or another link. Addresses
 * of this site, and those of papers that have a page here, lead there, whatever words they stand behind.
 */
export function links(markdown: MarkdownIt): void {
  markdown.validateLink = address => outside.test(address) && address.length <= addressMaxChars
  markdown.use(addresses)
  // Before the escaped characters are joined to their neighbours: "\@ada" mentions nobody.
  markdown.core.ruler.before('text_join', 'references', state => {
    for (const token of state.tokens) {
      if (token.type === 'inline' && token.children !== null) token.children = linked(state, token.children)
    }
  })
}

function linked(state: StateCore, tokens: Token[]): Token[] {
  const job = jobOf(state.env)
  const result: Token[] = []
  let within = 0
  for (const token of tokens) {
    within += token.type === 'link_open' ? 1 : token.type === 'link_close' ? -1 : 0
    if (token.type === 'link_open') result.push(typedLink(token, job))
    else if (token.type === 'image') result.push(...imageAsLink(state, token, within > 0))
    else if (token.type === 'text' && within === 0) result.push(...withReferences(state, token))
    else result.push(token)
  }
  return result
}

/** A link as typed; one to a place of this site that is known counts as a reference. */
function typedLink(token: Token, job: Job): Token {
  const here = placeHere(token, job.links)
  if (here === undefined) return outsideLink(token, job)
  token.attrSet('href', here)
  return token
}

function placeHere(token: Token, known: ResolvedReferences): string | undefined {
  const address = token.attrGet('href') ?? ''
  const place = placeOfAddress(address, known.site ?? '')
  if (place !== undefined) return own(known.places, place)
  const paper = paperAddressOf(address)
  if (paper === undefined) return undefined
  return paper.kind === 'arxiv' ? own(known.papers, paper.id) : paperWithDoi(paper.doi, known)
}

function outsideLink(token: Token, job: Job): Token {
  job.outsideLinks += 1
  token.attrSet('rel', 'nofollow ugc noopener noreferrer')
  return token
}

/** An image is never loaded, because that would tell its host who reads: it becomes a link with its alternative text. */
function imageAsLink(state: StateCore, image: Token, withinLink: boolean): Token[] {
  const address = image.attrGet('src') ?? ''
  const words = state.md.renderer.renderInlineAsText(image.children ?? [], state.md.options, state.env).trim()
  const label = textToken(state, words === '' ? address : words, image)
  if (withinLink) return [label]
  const [open, close] = linkTokens(state, address, image)
  return [outsideLink(open, jobOf(state.env)), label, close]
}

function withReferences(state: StateCore, token: Token): Token[] {
  const result: Token[] = []
  let done = 0
  for (const reference of referencesIn(token.content)) {
    const address = addressOf(reference, jobOf(state.env).links)
    if (address === undefined) continue
    const [open, close] = linkTokens(state, address, token)
    if (reference.kind === 'person') open.attrSet('class', 'mention')
    if (outside.test(address)) open.attrSet('rel', 'nofollow ugc noopener noreferrer')
    if (reference.start > done) result.push(textToken(state, token.content.slice(done, reference.start), token))
    result.push(open, textToken(state, token.content.slice(reference.start, reference.end), token), close)
    done = reference.end
  }
  if (done === 0) return [token]
  if (done < token.content.length) result.push(textToken(state, token.content.slice(done), token))
  return result
}

/** Where a reference leads: to a place on this site that is known, or for papers to arXiv or the DOI's resolver. */
function addressOf(reference: Reference, known: ResolvedReferences): string | undefined {
  if (reference.kind === 'question') return own(known.questions, String(reference.number))
  if (reference.kind === 'post') return own(known.posts, String(reference.number))
  if (reference.kind === 'person') return own(known.people, reference.handle)
  if (reference.kind === 'arxiv') {
    return own(known.papers, reference.id) ?? `https://arxiv.org/abs/${reference.id}${reference.version}`
  }
  if (reference.kind === 'named') return own(known.named, reference.name)
  return paperWithDoi(reference.doi, known) ?? `https://doi.org/${reference.doi.split('/').map(encodeURIComponent).join('/')}`
}

function paperWithDoi(typed: string, known: ResolvedReferences): string | undefined {
  const doi = typed.toLowerCase()
  const id = arxivIdOf(doi)
  return own(known.papers, doi) ?? (id === undefined ? undefined : own(known.papers, id))
}

/** A table's own entry: "@constructor" names nobody. */
function own(table: Record<string, string> | undefined, key: string): string | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined
}

function linkTokens(state: StateCore, address: string, beside: Token): [Token, Token] {
  const open = new state.Token('link_open', 'a', 1)
  const close = new state.Token('link_close', 'a', -1)
  open.attrSet('href', address)
  open.level = close.level = beside.level
  return [open, close]
}

function textToken(state: StateCore, content: string, beside: Token): Token {
  const token = new state.Token('text', '', 0)
  token.content = content
  token.level = beside.level
  return token
}
