/** Tables as CSV (RFC 4180), for spreadsheets. */
export type Cell = string | number | null

/** Lines end in CRLF; a text that a spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV Injection"). */
export function csv(rows: readonly (readonly Cell[])[]): string {
  return rows.map(row => `${row.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(cell: Cell): string {
  if (cell === null) return ''
  // A number of ours is one, also below zero.
  if (typeof cell === 'number') return String(cell)
  const safe = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
