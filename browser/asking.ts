/** Sends the site's own forms, and reads what the server answers. */
import { t } from '@/words'

export type FieldFault = { field: string; text: string }
export type Told = { ok: true; told: Record<string, unknown> } | { ok: false; code: string; text: string; fields: FieldFault[]; told: Record<string, unknown> }

/** Sends a form to an address as a browser would, and asks for JSON; `keepalive`: also where the page goes meanwhile. A lost connection and a broken server are answers, too. */
export async function send(action: string, fields: FormData | Record<string, string>, keepalive = false): Promise<Told> {
  const body = new URLSearchParams()
  for (const [name, value] of fields instanceof FormData ? fields : Object.entries(fields)) if (typeof value === 'string') body.append(name, value)
  try {
    const response = await fetch(action, { method: 'POST', body, headers: { accept: 'application/json' }, keepalive })
    return read(response.status, await response.text())
  } catch {
    // fetch fails in one way only: nobody was reached.
    return { ok: false, code: 'offline', text: t('The connection was lost.'), fields: [], told: {} }
  }
}

/** A JSON document of this site; null where it cannot be had. */
export async function readJson(address: string): Promise<Record<string, unknown> | null> {
  try {
    const response = await fetch(address, { headers: { accept: 'application/json' } })
    return response.ok ? record(await response.json()) : null
  } catch {
    return null
  }
}

function read(status: number, text: string): Told {
  const told = parsed(text)
  if (told && told['ok'] === true) return { ok: true, told }
  const error = record(told?.['error'])
  if (told && error) return { ok: false, code: textOf(error['code']), text: textOf(error['text']), fields: faultsOf(error['fields']), told }
  return { ok: false, code: 'broken', text: sentences[status] ?? t('Something broke on our side.'), fields: [], told: {} }
}

// Answers of the server before any form of it was asked.
const sentences: Record<number, string> = {
  403: t('The site did not take this page’s word for it; load the page again.'), 413: t('This is longer than the site takes.'),
  429: t('That was too much at once; try again in a minute.'), 503: t('The site takes no changes at the moment; try again in a minute.'),
}

/** A field's text. */
export function fieldOf(data: FormData, name: string): string {
  return textOf(data.get(name))
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return record(JSON.parse(text))
  } catch {
    return null
  }
}

/** The value if it is an object, else null. */
export function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : null
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter(one => typeof one === 'number') : []
}

function faultsOf(value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return []
  return value.map(record).flatMap(fault => (fault ? [{ field: textOf(fault['field']), text: textOf(fault['text']) }] : []))
}
