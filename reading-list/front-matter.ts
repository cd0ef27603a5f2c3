import type { Problem } from './types'

/** The head of a file: its keys in lower case, the Markdown below it and how many lines stood before that. */
export interface FrontMatter {
  values: Map<string, string>
  body: string
  lines: number
  problems: Problem[]
}

const longestHead = 200

/**
 * Reads the head that stands between two lines of three hyphens: keys with a plain, quoted, folded (`>`) or literal (`|`) scalar,
 * a small strict part of YAML 1.2. What is more than that is named as a problem and left out.
 */
export function frontMatter(text: string): FrontMatter {
  const lines = text.split('\n')
  const end = lines.slice(1, longestHead).findIndex(line => /^(?:---|\.\.\.)\s*$/.test(line))
  if (!/^---\s*$/.test(lines[0] ?? '') || end < 0) return { values: new Map(), body: text, lines: 0, problems: [] }
  const head = lines.slice(1, end + 1)
  if (!head.every(line => /^\s|^#|^$|^[A-Za-z][\w-]*\s*:|^- /.test(line))) return { values: new Map(), body: text, lines: 0, problems: [] }
  return { ...readHead(head), body: lines.slice(end + 2).join('\n'), lines: end + 2 }
}

function readHead(lines: string[]): Pick<FrontMatter, 'values' | 'problems'> {
  const values = new Map<string, string>()
  const problems: Problem[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const pair = /^([A-Za-z][\w-]*)\s*:(?:\s+(.*))?$/.exec(lines[at] ?? '')
    if (pair === null) {
      if ((lines[at] ?? '').trim() !== '' && !(lines[at] ?? '').startsWith('#')) problems.push({ line: at + 2, text: `The head’s line “${(lines[at] ?? '').trim().slice(0, 60)}” is not a key with a value; it is left out.` })
      continue
    }
    const below = indentedBelow(lines, at + 1)
    const value = scalar((pair[2] ?? '').trim(), below)
    if (value === null) problems.push({ line: at + 2, text: `The head’s “${pair[1] ?? ''}” is not a plain value; it is left out.` })
    else values.set((pair[1] ?? '').toLowerCase(), value)
    at += below.length
  }
  return { values, problems }
}

function indentedBelow(lines: string[], from: number): string[] {
  const end = lines.slice(from).findIndex(line => line.trim() !== '' && !/^\s/.test(line))
  return lines.slice(from, end < 0 ? undefined : from + end)
}

function scalar(first: string, below: string[]): string | null {
  const block = /^([>|])[+-]?$/.exec(first)?.[1]
  if (block === '>') return below.map(line => line.trim()).join(' ').replace(/\s+/g, ' ').trim()
  if (block === '|') return literal(below)
  const rest = below.map(line => line.trim()).filter(line => line !== '')
  const whole = [first, ...rest].join(' ').trim()
  if (whole.startsWith('"')) return doubleQuoted(whole)
  if (whole.startsWith("'")) return /^'(?:[^']|'')*'$/.test(whole) ? whole.slice(1, -1).replaceAll("''", "'") : null
  if (/^[[{&*!|>%@`]/.test(whole) || rest.some(line => /^(?:- |[\w-]+:\s)/.test(line))) return null
  return whole.replace(/\s#.*$/, '').trim()
}

function literal(below: string[]): string {
  const pads = below.filter(line => line.trim() !== '').map(line => line.search(/\S/))
  const pad = pads.length === 0 ? 0 : Math.min(...pads)
  return below.map(line => line.slice(pad)).join('\n').trim()
}

function doubleQuoted(whole: string): string | null {
  try {
    const value: unknown = JSON.parse(whole)
    return typeof value === 'string' ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** One line of a head. */
export function headLine(key: string, value: string): string {
  const simple = /^[\p{L}\p{Extended_Pictographic}][^"#\\\n\r]*$/u.test(value) && !/:(?:\s|$)|\s$|\p{Cc}/u.test(value)
  return `${key}: ${simple ? value : JSON.stringify(value)}`
}
