import type { Row, Table } from './blocks'
import { startEscapedButNumbers } from './blocks-markdown'
import { entryOf } from './entry'
import type { Inline } from './inline'
import { markdownOf, textOf } from './inline'
import { identify, labelOf } from './links'
import { markIn } from './marks'
import { setParticular } from './particulars'
import type { Link, Paper } from './types'

const columns: [RegExp, Column][] = [
  [/^(?:title|paper|papers|name|article)s?\b/i, 'title'], [/^authors?\b/i, 'authors'], [/^(?:venue|conference|journal|where|published)\b/i, 'venue'],
  [/^(?:year|date)\b/i, 'year'], [/^doi\b/i, 'doi'], [/^arxiv\b/i, 'link'], [/^(?:links?|pdf|code|url|project|github|website|slides)\b/i, 'link'],
  [/^(?:rating|mark|rank|stars?|score|👍|my rating)\b/i, 'mark'], [/^(?:remarks?|tl;?dr)\b/i, 'remark'],
]
type Column = 'title' | 'authors' | 'venue' | 'year' | 'doi' | 'link' | 'mark' | 'remark' | 'note'

/** Whether a table lists papers: one column is headed so, or most rows begin with a link. */
export function isPaperTable(table: Table): boolean {
  if (table.rows.length === 0) return false
  if (table.header.some(cell => columnOf(cell) === 'title')) return true
  const linked = table.rows.filter(row => row.cells.some(cell => entryOf(cell, row.line)?.linked === true))
  return linked.length * 2 > table.rows.length
}

/** The papers of such a table, one to a row; a column that says nothing of the usual becomes a note under its heading. */
export function papersOfTable(table: Table): Paper[] {
  const kinds = table.header.map(columnOf)
  const title = kinds.includes('title') ? kinds.indexOf('title') : titleColumn(table)
  return table.rows.flatMap(row => {
    const paper = entryOf(row.cells[title] ?? [], row.line)?.paper
    if (paper === undefined) return []
    for (const at of row.cells.keys()) {
      if (at !== title) setCell(paper, { row, at, kind: kinds[at] ?? 'note', header: table.header[at] ?? [] })
    }
    identify(paper)
    return [paper]
  })
}

function columnOf(cell: Inline[]): Column {
  const text = textOf(cell)
  return columns.find(([pattern]) => pattern.test(text))?.[1] ?? 'note'
}

function titleColumn(table: Table): number {
  const linked = table.rows[0]?.cells.findIndex(cell => entryOf(cell, table.line)?.linked === true) ?? -1
  return Math.max(0, linked)
}

interface Cell { row: Row; at: number; kind: Column; header: Inline[] }

function setCell(paper: Paper, { row, at, kind, header }: Cell): void {
  const value = row.cells[at] ?? []
  const text = textOf(value)
  if (text === '' || text === '-' || text === '–') return
  if (kind === 'link') {
    addLinks(paper, linksIn(value, textOf(header)))
    return
  }
  if (kind === 'mark' && setMark(paper, text)) return
  if (kind !== 'note' && kind !== 'mark' && setParticular(paper, { key: kind, label: kind, value })) return
  const heading = markdownOf(header)
  const note = heading === '' || /^notes?$|^comments?$/i.test(heading) ? markdownOf(value) : `${heading}: ${markdownOf(value)}`
  paper.notes.push({ text: startEscapedButNumbers(note), line: row.line, notes: [] })
}

function setMark(paper: Paper, text: string): boolean {
  const found = markIn(text)
  if (found === null || `${found.before}${found.after}`.trim() !== '') return false
  paper.mark = found.mark.text
  paper.rating = found.mark.rating
  return true
}

function linksIn(value: Inline[], header: string): Link[] {
  const links = value.filter(inline => inline.kind === 'link')
  if (links.length > 0) return links.map(link => ({ label: labelOf(link), url: link.url }))
  return (textOf(value).match(/https?:\/\/[^\s<>|]+/g) ?? []).map(url => ({ label: header, url }))
}

function addLinks(paper: Paper, links: Link[]): void {
  paper.links.push(...links.filter(link => link.url !== ''))
}
