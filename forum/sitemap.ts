/** Every page that a search engine should know, in parts that are read one at a time. A part is a range of ids: none grows beyond the bound of
 *  a sitemap, none leaves anything out, and nothing moves from part to part while an engine reads them one after the other. */
import { db } from '@/db'
import type { Reader } from '@/db'
import { dependsOn } from './dependencies'
import { lastPaper, latest, peopleChanges, readBlock, readBlocks, readEdits } from './sitemap-changes'
import type { Block, Edits } from './sitemap-changes'
import { blockLines, frontLines, lastPerson, peopleLines } from './sitemap-lines'
import type { SitemapLine } from './sitemap-lines'

/** All lines, or the parts where there are too many for one. */
export type Sitemap = { lines: SitemapLine[] } | { parts: SitemapLine[] }

/** What a part holds at most, and how many ids of papers and of people it spans. */
export type SitemapSizes = { lines: number; papers: number; people: number }
// A sitemap holds at most 50,000 addresses (sitemaps.org, protocol 0.9).
const usual: SitemapSizes = { lines: 50_000, papers: 1_000, people: 10_000 }

/** The front page, topics, papers, public questions and who wrote; of a long list the parts that name them. */
export async function readSitemap(sizes: SitemapSizes = usual): Promise<Sitemap> {
  const { on, edits, blocks, front } = await begun(sizes)
  const last = await lastPerson(on)
  const [only] = blocks
  if (blocks.length <= 1 && front.length + (only?.places ?? 0) + last <= sizes.lines) {
    return { lines: [...front, ...only ? await blockLines(on, only, edits, within(sizes, 1)) : [], ...await peopleLines(on, 0, last)] }
  }
  const peopleParts = await peopleChanges(on, sizes.people, Math.ceil(last / sizes.people))
  return {
    parts: [
      ...named('0', front.length, sizes, latest(...front.map(line => line.changed))),
      ...blocks.flatMap(block => named(String(block.number), block.places, sizes, block.changed)),
      ...peopleParts.map((changed, n) => ({ path: `/sitemaps/people-${n + 1}.xml`, changed })),
    ],
  }
}

const partName = /^(0|[1-9]\d{0,5})(?:-([2-9]|[1-9]\d{1,5}))?$/
const peoplePart = /^people-([1-9]\d{0,5})$/

/** One part by its name: the front page and topics (`0`), a thousand papers with their questions (`1` …), a range of people (`people-1` …).
 *  What is too long for one is continued in `1-2`, `1-3` … Null where there is none such. */
export async function readSitemapPart(name: string, sizes: SitemapSizes = usual): Promise<SitemapLine[] | null> {
  const [, ofPeople] = peoplePart.exec(name) ?? []
  if (ofPeople !== undefined) return readPeoplePart(Number(ofPeople), sizes)
  const [, number, more] = partName.exec(name) ?? []
  if (number === undefined) return null
  const { from, to } = within(sizes, Number(more ?? 1))
  if (number === '0') {
    const { front } = await begun(sizes)
    return from > 0 && from >= front.length ? null : front.slice(from, to)
  }
  const on = db().read
  dependsOn('list', 'posts', 'site')
  if ((Number(number) - 1) * sizes.papers >= await lastPaper(on)) return null
  const edits = await readEdits(on)
  const block = await readBlock(on, Number(number), sizes.papers, edits)
  return from > 0 && from >= block.places ? null : blockLines(on, block, edits, { from, to })
}

async function readPeoplePart(part: number, { people }: SitemapSizes): Promise<SitemapLine[] | null> {
  const on = db().read
  dependsOn('posts', 'list')
  const from = (part - 1) * people
  return from >= await lastPerson(on) ? null : peopleLines(on, from, from + people)
}

async function begun(sizes: SitemapSizes): Promise<{ on: Reader; edits: Edits; blocks: Block[]; front: SitemapLine[] }> {
  const on = db().read
  dependsOn('list', 'posts', 'site')
  const edits = await readEdits(on)
  const blocks = await readBlocks(on, sizes.papers, edits)
  return { on, edits, blocks, front: await frontLines(on, edits, latest(...blocks.map(block => block.changed))) }
}

/** The places of a block that its part of this number holds: after `from`, up to `to`. */
function within({ lines }: SitemapSizes, part: number): { from: number; to: number } {
  return { from: (part - 1) * lines, to: part * lines }
}

function named(name: string, places: number, { lines }: SitemapSizes, changed: Date | null): SitemapLine[] {
  return Array.from({ length: Math.max(1, Math.ceil(places / lines)) }, (_, n) => ({ path: `/sitemaps/${name}${n === 0 ? '' : `-${n + 1}`}.xml`, changed }))
}
