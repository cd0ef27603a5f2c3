import { Fragment, type ReactNode } from 'react'
import { translated } from '.'
import type { Message } from '.'

/** A text in the site's language with elements in it: `{0}`, `{1}` … are the values, wherever the language puts them. */
export function worded(message: Message, ...values: readonly ReactNode[]): ReactNode {
  const parts: ReactNode[] = []
  for (const [at, part] of translated(message).split(/\{(\d)\}/).entries()) {
    const value = at % 2 === 0 ? part : values[Number(part)]
    const last = parts.at(-1)
    // Text beside text is one text: React would otherwise put a comment in between.
    if (isWords(value) && isWords(last)) parts[parts.length - 1] = `${last}${value}`
    else if (value !== '') parts.push(isWords(value) ? String(value) : <Fragment key={at}>{value}</Fragment>)
  }
  return parts.length === 1 ? parts[0] : parts
}

function isWords(value: ReactNode): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
