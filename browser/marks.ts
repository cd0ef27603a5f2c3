/** What the toolbar writes into a text: the marks of Markdown round or before what is selected. Pure. */

export type Written = { text: string; from: number; to: number }
export type Mark = 'bold' | 'link' | 'quote' | 'code' | 'formula' | 'list'

const round = { bold: ['**', '**', 'bold text'], code: ['`', '`', 'code'], formula: ['$', '$', 'x^2'] } as const
const before = { quote: '> ', list: '- ' } as const

/** The text after a mark was set, and what is selected then. `quoted` is a passage of the page, for a quotation of it. */
export function marked({ text, from, to }: Written, mark: Mark, quoted = ''): Written {
  if (mark === 'link') return linked({ text, from, to })
  if (mark === 'quote' && quoted !== '' && from === to) return inserted({ text, from, to }, `${lines(quoted.trim(), '> ')}\n\n`)
  if (mark === 'quote' || mark === 'list') return prefixed({ text, from, to }, before[mark])
  if (mark === 'code' && text.slice(from, to).includes('\n')) return inserted({ text, from, to }, `\`\`\`\n${text.slice(from, to)}\n\`\`\`\n`)
  const [open, close, sample] = round[mark]
  const inside = text.slice(from, to) || sample
  return { text: text.slice(0, from) + open + inside + close + text.slice(to), from: from + open.length, to: from + open.length + inside.length }
}

function linked({ text, from, to }: Written): Written {
  const words = text.slice(from, to) || 'words'
  const start = from + words.length + 3
  return { text: `${text.slice(0, from)}[${words}](https://)${text.slice(to)}`, from: start, to: start + 8 }
}

function prefixed({ text, from, to }: Written, prefix: string): Written {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const inside = lines(text.slice(start, to), prefix)
  return { text: text.slice(0, start) + inside + text.slice(to), from: start + inside.length, to: start + inside.length }
}

// A block stands on lines of its own.
function inserted({ text, from, to }: Written, block: string): Written {
  const gap = from === 0 || text.slice(0, from).endsWith('\n\n') ? '' : text.slice(0, from).endsWith('\n') ? '\n' : '\n\n'
  const end = from + gap.length + block.length
  return { text: text.slice(0, from) + gap + block + text.slice(to), from: end, to: end }
}

function lines(text: string, prefix: string): string {
  return text.split('\n').map(line => prefix + line).join('\n')
}
