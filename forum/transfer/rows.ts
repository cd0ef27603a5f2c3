/** How a row of an export must look, made from the schema's own columns; HTML in it is cleaned as it comes in. */
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import * as schema from '@/db/schema'
import { sanitise } from '@/text/sanitise'
import type { Transferred } from './tables'

const scriptAddress = /^\s*(?:javascript|data|vbscript)\s*:/i
const link = z.strictObject({ label: z.string(), url: z.string().refine(url => !scriptAddress.test(url), 'This address would run a script.') })

/** What the columns' own types do not say. */
const closer: Record<string, z.ZodType> = {
  'people.role': z.enum(schema.roles),
  'papers.links': z.array(link),
  'papers.authors': z.array(z.string()),
  'addresses.kind': z.enum(['paper', 'topic', 'question']),
  'assessments.rating': z.enum(schema.ratings),
  'posts.kind': z.enum(schema.postKinds),
  'posts.state': z.enum(schema.postStates),
  'posts.status': z.enum(schema.questionStatuses),
  'posts.anchorKind': z.enum(schema.anchorKinds),
  'posts.role': z.enum(['guest', ...schema.roles]),
  'revisions.state': z.enum(schema.postStates),
  'flags.outcome': z.enum(['kept', 'hidden']),
  'decisions.kind': z.enum(schema.decisionKinds),
  'decisions.byRole': z.enum(['moderator', 'author', 'operator']),
  'appeals.outcome': z.enum(schema.appealOutcomes),
  'posts.closedWhy': z.enum(schema.closings),
  'posts.learned': z.enum(['spam', 'fair']),
  'settings.value': z.json().transform(cleanedJson),
}

const byDataType: Record<string, z.ZodType> = {
  string: z.string().refine(text => !text.includes('\0'), 'Text holds no NUL.'),
  number: z.number(),
  boolean: z.boolean(),
  date: z.iso.datetime().transform(text => new Date(text)),
  json: z.json(),
}

/** The schema of a table's rows. A column that may be empty or has a default may be missing: an older export did not know it. */
export function rowSchema({ name, columns }: Transferred): z.ZodType<Record<string, unknown>> {
  return z.strictObject(Object.fromEntries(Object.entries(columns).map(([column, about]) => [column, columnSchema(`${name}.${column}`, about)])))
}

function columnSchema(name: string, column: PgColumn): z.ZodType {
  const plain = closer[name] ?? (name.toLowerCase().endsWith('html') ? z.string().transform(sanitise) : byDataType[column.dataType])
  if (!plain) throw new Error(`The column ${name} is of a kind that an export does not know.`)
  if (!column.notNull) return plain.nullish()
  return column.hasDefault && !column.primary ? plain.optional() : plain
}

/** JSON with its HTML cleaned and its keys in order, so that both engines give the same text. */
export function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, inside]) => [key, inKeyOrder(inside)]))
}

type Json = z.output<ReturnType<typeof z.json>>

function cleanedJson(value: Json): Json {
  if (Array.isArray(value)) return value.map(cleanedJson)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, typeof inside === 'string' && key.toLowerCase().endsWith('html') ? sanitise(inside) : cleanedJson(inside)]))
}
