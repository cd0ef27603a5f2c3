/** Schemas of what people type, with our own sentences. Used by actions, forms, the API and OpenAPI alike. */
import { z } from 'zod'
import { anchorKinds } from '@/db/schema'
import { isBlank } from '@/text/characters'
import { cleanName } from '@/text/names'
import { errors, refuse } from './errors'
import type { ErrorCode, FieldError, Result } from './errors'
import { limits } from './limits'
import { t } from '@/words'

const hasLoneSurrogate = (text: string) => /\p{Surrogate}/u.test(text)

/** Text of a post: NFC, no NUL, not blank, at most 40,000 characters. */
export const body = z.string().overwrite(text => text.normalize('NFC').replace(/\r\n?/g, '\n')).check(context => {
  const text = context.value
  if (hasLoneSurrogate(text) || text.includes('\0')) context.issues.push(issue('malformed', text))
  else if (isBlank(text)) context.issues.push(issue('blank', text))
  else if (text.length > limits.body) context.issues.push(issue('too-long', text, { over: text.length - limits.body, max: limits.body }))
}).meta({ description: 'Markdown with mathematics between $ signs', maxLength: limits.body })

/** One line such as a title: cleaned after SECURITY R21; empty means none. */
export const title = oneLine(limits.title).meta({ description: 'One line, mathematics between $ signs allowed', maxLength: limits.title })

/** In what somebody must be at home to answer a question; empty means nothing in particular. */
export const expertise = oneLine(limits.expertise).meta({ description: 'In what an answerer must be at home, such as "measure theory"', maxLength: limits.expertise })

/** A display name. */
export const personName = oneLine(limits.name).refine(text => text !== '', { params: { code: 'name-missing' }, message: errors['name-missing'].text })
  .meta({ maxLength: limits.name })

/** A guest's name; nothing to be seen is none, which the action refuses in its own words. */
export const guestName = oneLine(limits.name)

export const handle = z.string().trim().toLowerCase().regex(/^[a-z][a-z0-9-]{2,29}$/, t('A handle has 3 to 30 letters, digits and hyphens, and begins with a letter.'))

/** One ASCII local@domain, canonical before it is judged. */
export const email = z.string().trim().toLowerCase().max(254)
  .regex(/^[a-z0-9.!#$%&*+/=?^_{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/, t('Give an address such as name@example.org.'))

export const anchorParts = z.object({
  kind: z.enum(anchorKinds).optional(),
  label: oneLine(limits.anchor),
  quote: z.string().max(limits.quotation).optional(),
  version: z.string().max(20).optional(),
})

/** A place of the paper: its parts, or written freely ("Eq. (4a)"). */
export const anchor = z.union([anchorParts, oneLine(limits.anchor).transform(label => ({ label }))])
  .transform((given): z.output<typeof anchorParts> => given)

/** Small text that is shown as it is: reasons, notes of flags. */
export function smallText(max: number) {
  return z.string().overwrite(text => text.normalize('NFC').replaceAll('\0', '').trim()).max(max, t('At most {0} characters.', max))
}

export const positiveId = z.coerce.number().int().min(1).max(2_147_483_647)

function oneLine(max: number) {
  return z.string().overwrite(text => {
    if (isBlank(text)) return ''
    const cleaned = cleanName(text)
    return cleaned.ok ? cleaned.name : text
  }).check(context => {
    const text = context.value
    if (text === '') return
    const cleaned = cleanName(text)
    if (hasLoneSurrogate(text)) context.issues.push(issue('malformed', text))
    else if (!cleaned.ok) context.issues.push({ code: 'custom', input: text, message: cleaned.reason, params: { code: 'invalid' } })
    else if (cleaned.name.length > max) context.issues.push(issue('too-long', text, { over: cleaned.name.length - max, max }))
  })
}

function issue(code: ErrorCode, input: string, params: Record<string, string | number> = {}) {
  return { code: 'custom' as const, input, message: refuse(code, params).error.text, params: { code } }
}

/** Parses an input by its schema; faults become one refusal with an error for each field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): Result<z.output<S>> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data }
  const fields = parsed.error.issues.map(fieldError)
  const [only] = fields
  const refusal = refuse('invalid', { count: fields.length }, { fields })
  if (fields.length === 1 && only && only.code in errors) refusal.error.text = only.text
  return refusal
}

function fieldError(fault: z.core.$ZodIssue): FieldError {
  const code: unknown = 'params' in fault ? fault.params?.['code'] : undefined
  const field = fault.code === 'unrecognized_keys' ? fault.keys.join(', ') : fault.path.join('.')
  return { field, code: typeof code === 'string' ? code : 'invalid', text: sentenceOf(fault) }
}

function sentenceOf(fault: z.core.$ZodIssue): string {
  if (fault.code === 'unrecognized_keys') return t('No such field is known here.')
  if (fault.code === 'invalid_type' && fault.input === undefined) return t('This is missing.')
  return fault.message
}
