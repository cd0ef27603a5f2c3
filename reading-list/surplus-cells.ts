import type { Token } from 'markdown-it'

/**
 * Markdown drops the cells of a row that has more of them than its table has columns, without a word. Mostly such a row holds a
 * stroke within a formula or a name, so what is too much belongs to the last cell, strokes included.
 */
export function keepSurplusCells(tokens: Token[], source: string): void {
  const lines = tokens.some(token => token.type === 'tr_open') ? source.split('\n') : []
  let row: { line: number; cells: Token[] } | null = null
  for (const token of tokens) {
    if (token.type === 'tr_open') row = token.map ? { line: token.map[0], cells: [] } : null
    else if (token.type === 'inline') row?.cells.push(token)
    else if (token.type === 'tr_close' && row) {
      const written = cellsOf(lines[row.line] ?? '')
      const last = row.cells.at(-1)
      if (last && written.length > row.cells.length) last.content = written.slice(row.cells.length - 1).join('|').trim()
      row = null
    }
  }
}

/** A row's cells as written, without the strokes that only frame it. */
function cellsOf(line: string): string[] {
  const cells = line.trim().split(/(?<!\\)\|/)
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells
}
