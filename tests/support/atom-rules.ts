/** The rules by which an independent validator judges a feed: RFC 4287 (sections in brackets), RFC 4685, RFC 3339, RFC 4151. */
import { childrenOf, readXml } from './xml'
import type { Element } from './xml'

const atom = 'http://www.w3.org/2005/Atom'
const threading = 'http://purl.org/syndication/thread/1.0'
const inFeed = ['author', 'category', 'contributor', 'generator', 'icon', 'id', 'link', 'logo', 'rights', 'subtitle', 'title', 'updated', 'entry']
const inEntry = ['author', 'category', 'content', 'contributor', 'id', 'link', 'published', 'rights', 'source', 'summary', 'title', 'updated', 'thr:in-reply-to', 'thr:total']
const once = ['id', 'title', 'updated']
const atMostOnce = ['content', 'generator', 'icon', 'logo', 'published', 'rights', 'source', 'subtitle', 'summary', 'thr:total']
const relations = ['alternate', 'enclosure', 'related', 'self', 'via', 'replies']

/** The feed as a tree, and what is wrong with it, a line each. Throws where it is no well-formed XML. */
export function judgeAtom(source: string): { feed: Element; faults: string[] } {
  const feed = readXml(source)
  const faults: string[] = []
  const say = (where: string, what: string) => { faults.push(`${where}: ${what}`) }
  if (!source.startsWith('<?xml version="1.0" encoding="utf-8"?>')) say('document', 'no declaration of its encoding')
  if (feed.name !== 'feed' || feed.attributes['xmlns'] !== atom) say('document', 'its element is no feed of Atom [4.1.1]')
  if (feed.attributes['xmlns:thr'] !== threading) say('document', 'the threading extension is not declared')
  judgeCommon(feed, 'feed', inFeed, say)
  const links = childrenOf(feed, 'link')
  if (links.filter(link => link.attributes['rel'] === 'self' && link.attributes['type'] === 'application/atom+xml').length !== 1) say('feed', 'not one link to itself [4.1.1]')
  const inherited = childrenOf(feed, 'author').length > 0
  const ids = new Set(childrenOf(feed, 'id').map(id => id.text))
  for (const [n, entry] of childrenOf(feed, 'entry').entries()) {
    const where = `entry ${n + 1}`
    judgeCommon(entry, where, inEntry, say)
    if (!inherited && childrenOf(entry, 'author').length === 0) say(where, 'no author [4.1.2]')
    const id = childrenOf(entry, 'id')[0]?.text ?? ''
    if (ids.has(id)) say(where, `an id twice: ${id} [4.1.1]`)
    ids.add(id)
    judgeContent(entry, where, say)
    judgeThreading(entry, where, say)
    const [published, updated] = ['published', 'updated'].map(name => childrenOf(entry, name)[0]?.text)
    if (published !== undefined && updated !== undefined && Date.parse(updated) < Date.parse(published)) say(where, 'updated before it was published')
  }
  return { feed, faults }
}

type Say = (where: string, what: string) => void

function judgeCommon(element: Element, where: string, known: readonly string[], say: Say): void {
  if (element.text.trim() !== '') say(where, `text between its elements: ${element.text.trim().slice(0, 40)}`)
  for (const child of element.children) if (!known.includes(child.name)) say(where, `<${child.name}> has no place here`)
  for (const name of once) if (childrenOf(element, name).length !== 1) say(where, `not one <${name}> [4.1]`)
  for (const name of atMostOnce) if (childrenOf(element, name).length > 1) say(where, `more than one <${name}>`)
  for (const id of childrenOf(element, 'id')) judgeId(id, where, say)
  for (const name of ['updated', 'published']) for (const date of childrenOf(element, name)) judgeDate(date.text, `${where} ${name}`, say)
  for (const name of ['title', 'subtitle', 'rights', 'summary']) for (const text of childrenOf(element, name)) judgeText(text, `${where} ${name}`, say)
  for (const name of ['author', 'contributor']) for (const person of childrenOf(element, name)) judgePerson(person, `${where} ${name}`, say)
  for (const category of childrenOf(element, 'category')) if ((category.attributes['term'] ?? '') === '') say(where, 'a category without term [4.2.2]')
  judgeLinks(childrenOf(element, 'link'), where, say)
}

// A tag URI (RFC 4151, section 2.1); the same characters in the same case for ever.
function judgeId(id: Element, where: string, say: Say): void {
  if (!/^tag:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?,\d{4}(?:-\d\d(?:-\d\d)?)?:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+$/.test(id.text)) say(where, `no tag: ${id.text} [4.2.6]`)
}

// RFC 3339 with "T" and "Z" in capitals [3.3]; a day that there is.
function judgeDate(text: string, where: string, say: Say): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(Date.parse(text))) say(where, `no date: ${text} [3.3]`)
}

function judgeText(text: Element, where: string, say: Say): void {
  const type = text.attributes['type'] ?? 'text'
  if (type !== 'text' && type !== 'html') say(where, `a type that is not written here: ${type} [3.1.1]`)
  if (text.children.length > 0) say(where, 'markup in a text [3.1.1]')
}

function judgePerson(person: Element, where: string, say: Say): void {
  const [name] = childrenOf(person, 'name')
  if (childrenOf(person, 'name').length !== 1 || name === undefined || name.text.trim() === '' || name.children.length > 0) say(where, 'not one name [3.2.1]')
  for (const child of person.children) if (!['name', 'uri', 'email'].includes(child.name)) say(where, `<${child.name}> has no place here`)
  for (const uri of childrenOf(person, 'uri')) if (!isAbsolute(uri.text)) say(where, `no absolute address: ${uri.text} [3.2.2]`)
  if (childrenOf(person, 'uri').length > 1) say(where, 'more than one uri [3.2.2]')
}

function judgeLinks(links: readonly Element[], where: string, say: Say): void {
  const alternates = new Set<string>()
  for (const { attributes, children, text } of links) {
    const { rel = 'alternate', type = '', href = '', hreflang = '' } = attributes
    if (!isAbsolute(href)) say(where, `a link to no absolute address: ${href} [4.2.7.1]`)
    if (!relations.includes(rel)) say(where, `an unknown relation: ${rel} [4.2.7.2]`)
    if (!isMediaType(type)) say(where, `no media type: ${type} [4.2.7.3]`)
    if (children.length > 0 || text !== '') say(where, 'something in a link [4.2.7]')
    if (rel !== 'alternate') continue
    if (alternates.has(`${type} ${hreflang}`)) say(where, 'two alternates of one type [4.1.1]')
    alternates.add(`${type} ${hreflang}`)
  }
}

function judgeContent(entry: Element, where: string, say: Say): void {
  const [content] = childrenOf(entry, 'content')
  const hasAlternate = childrenOf(entry, 'link').some(link => (link.attributes['rel'] ?? 'alternate') === 'alternate')
  if (!content && !hasAlternate) say(where, 'neither content nor an alternate [4.1.2]')
  if (!content) return
  if (content.attributes['type'] !== 'html' || content.children.length > 0 || content.attributes['src'] !== undefined) say(where, 'content is not escaped HTML [4.1.3]')
  if (!isAbsolute(content.attributes['xml:base'] ?? '')) say(where, 'content without an address for its own links')
  if (/<script|<[^<>]*\son\w+=|<[^<>]*(?:href|src)="\s*javascript:/i.test(content.text)) say(where, 'content with a script')
}

// RFC 4685, sections 3 to 5.
function judgeThreading(entry: Element, where: string, say: Say): void {
  for (const { attributes } of childrenOf(entry, 'thr:in-reply-to')) {
    if (!/^tag:/.test(attributes['ref'] ?? '')) say(where, 'a reply to no id')
    if (!isAbsolute(attributes['href'] ?? '') || !isMediaType(attributes['type'] ?? '')) say(where, 'a reply without address and type')
  }
  for (const { attributes } of childrenOf(entry, 'link')) {
    const { 'rel': rel, 'thr:count': count, 'thr:updated': updated } = attributes
    if (rel !== 'replies' && (count !== undefined || updated !== undefined)) say(where, 'counts replies without linking to them')
    if (count !== undefined && !/^\d+$/.test(count)) say(where, `no count: ${count}`)
    if (updated !== undefined) judgeDate(updated, `${where} replies`, say)
  }
  for (const total of childrenOf(entry, 'thr:total')) if (!/^\d+$/.test(total.text)) say(where, `no total: ${total.text}`)
}

function isAbsolute(text: string): boolean {
  return /^https?:\/\/[^\s"<>\\^`{|}]+$/.test(text) && URL.canParse(text)
}

function isMediaType(text: string): boolean {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(text)
}
