/** A finished page: its bytes plain and packed, each with its strong tag and its headers, ready to be sent. */
import { createHash } from 'node:crypto'
import type { Answer } from './answer'
import { encodingFor, packed } from './compress'
import type { Encoding } from './compress'

/** One form of a page. Headers are name and value in turns, as `writeHead` takes them without looking at each. */
export type Form = { body: Buffer; tag: string; headers: string[]; unchanged: string[] }

type Given = { answer: Pick<Answer, 'headers'> & { body: Buffer }; standing: Record<string, string>; kind: string; route: string }

// What a kept page costs beside its bodies and names: headers, the maps that find it.
const frameBytes = 4_096

export class FinishedPage {
  /** The class of its address and the address as the log names it. */
  readonly kind: string
  readonly route: string
  onGrown: ((bytes: number) => void) | null = null
  #bytes: number
  readonly #body: Buffer
  readonly #type: string
  readonly #plain: Form
  readonly #packed = new Map<Exclude<Encoding, null>, Form>()
  readonly #packing = new Map<Exclude<Encoding, null>, Promise<Form>>()
  readonly #headers: Record<string, string>

  constructor({ answer, standing, kind, route }: Given) {
    this.kind = kind
    this.route = route
    this.#body = answer.body
    this.#headers = { ...standing }
    for (const [name, value] of Object.entries(answer.headers)) this.#headers[name] = Array.isArray(value) ? value.join(', ') : value
    this.#type = this.#headers['content-type'] ?? 'text/html; charset=utf-8'
    this.#bytes = this.#body.length + frameBytes
    this.#plain = this.#form(this.#body, null)
  }

  get bytes(): number { return this.#bytes }

  /** The form for an Accept-Encoding header where it is there already; else null, and `form` makes it. */
  ready(accepted: string | undefined): Form | null {
    const encoding = this.#encoding(accepted)
    return encoding === null ? this.#plain : this.#packed.get(encoding) ?? null
  }

  /** The same, made off the main thread where it is missing; once, however many ask. */
  async form(accepted: string | undefined): Promise<Form> {
    const encoding = this.#encoding(accepted)
    if (encoding === null) return this.#plain
    const there = this.#packed.get(encoding)
    if (there) return there
    const making = this.#packing.get(encoding) ?? this.#pack(encoding)
    this.#packing.set(encoding, making)
    return making.finally(() => { this.#packing.delete(encoding) })
  }

  async #pack(encoding: Exclude<Encoding, null>): Promise<Form> {
    const body = await packed(this.#body, encoding)
    const form = this.#form(body, encoding)
    this.#packed.set(encoding, form)
    this.#bytes += body.length
    this.onGrown?.(body.length)
    return form
  }

  #encoding(accepted: string | undefined): Encoding {
    return encodingFor(accepted, this.#type, this.#body.length)
  }

  #form(body: Buffer, encoding: Encoding): Form {
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const always: Record<string, string> = { etag: tag, vary: 'accept-encoding', 'cache-control': this.#headers['cache-control'] ?? 'no-cache' }
    const whole = { ...this.#headers, ...always, ...(encoding === null ? {} : { 'content-encoding': encoding }), 'content-length': String(body.length) }
    return { body, tag, headers: Object.entries(whole).flat(), unchanged: Object.entries(always).flat() }
  }
}

/** Whether an If-None-Match header names a tag; weakened on the way counts too (RFC 9110, 13.1.2). */
export function namesTag(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch === tag || ifNoneMatch === '*') return true
  return ifNoneMatch.length > tag.length && ifNoneMatch.split(',').some(known => known.trim().replace(/^W\//, '') === tag)
}
