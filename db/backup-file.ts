/** The form of a backup: a line that says what it is, gzip with named parts, and a digest of all that stands before it.
 *
 *  A part is a line with its name, then stretches of bytes, each after a line with its length, ended by a length of 0.
 *  The digest is the file's last 65 bytes (SHA-256 in hexadecimal and a line end), so that no byte can be cut, added or changed. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, openSync, closeSync, fsyncSync, readSync, statSync, writeSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'

const headerSchema = z.strictObject({
  format: z.literal('colloquy backup'),
  version: z.number().int(),
  engine: z.enum(['sqlite', 'postgres']),
  /** The migrations that the database had, in order. */
  migrations: z.array(z.string().regex(/^[\w-]{1,100}$/)),
  madeAt: z.iso.datetime(),
})
export type Header = z.output<typeof headerSchema>
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>
export type Part = { name: string; body: Chunks }
export type Read<T> = { ok: true; value: T } | { ok: false; sentence: string }

const version = 1
const digestBytes = 65
const headerMaxBytes = 64 * 1024
const partName = z.strictObject({ part: z.string().regex(/^[\w-]{1,80}$/) })

/** Writes a backup into `file`, which must not be there yet, readable by its owner only, and forces it onto the disk. */
export async function writeBackup(file: string, about: Pick<Header, 'engine' | 'migrations'>, parts: AsyncIterable<Part>, now: Date): Promise<void> {
  const descriptor = openSync(file, 'wx', 0o600)
  try {
    const digest = createHash('sha256')
    const header = `${JSON.stringify({ format: 'colloquy backup', version, ...about, madeAt: now.toISOString() } satisfies Header)}\n`
    digest.update(header)
    writeSync(descriptor, header)
    const digested = async function* (source: AsyncIterable<Buffer>) {
      for await (const bytes of source) {
        digest.update(bytes)
        yield bytes
      }
    }
    await pipeline(Readable.from(framed(parts)), createGzip({ level: 6 }), digested, createWriteStream(file, { fd: descriptor, autoClose: false }))
    writeSync(descriptor, `${digest.digest('hex')}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

async function* framed(parts: AsyncIterable<Part>): AsyncGenerator<Uint8Array> {
  for await (const { name, body } of parts) {
    yield Buffer.from(`${JSON.stringify({ part: name })}\n`)
    for await (const bytes of body) {
      if (bytes.byteLength === 0) continue
      yield Buffer.from(`${bytes.byteLength}\n`)
      yield bytes
    }
    yield Buffer.from('0\n')
  }
}

/** Reads what a backup says of itself, after comparing every byte of it with its digest. */
export async function readHeader(file: string): Promise<Read<Header>> {
  const refused: Read<Header> = { ok: false, sentence: `${file} is no backup of Colloquy.` }
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat) return { ok: false, sentence: `There is no file ${file}.` }
  if (!stat.isFile()) return refused
  const line = firstLine(file)
  const header = headerSchema.safeParse(line === null ? null : jsonOf(line))
  if (!header.success) {
    const newer = z.looseObject({ format: z.literal('colloquy backup'), version: z.number().min(version + 1) }).safeParse(line === null ? null : jsonOf(line))
    return newer.success ? { ok: false, sentence: `${file} was made by a newer Colloquy. Restore it with that version.` } : refused
  }
  if (header.data.version !== version) return { ok: false, sentence: `${file} was made by a newer Colloquy. Restore it with that version.` }
  if (stat.size <= digestBytes || !(await isWhole(file, stat.size))) return { ok: false, sentence: `${file} is damaged: its contents do not match its own checksum. Take another backup.` }
  return { ok: true, value: header.data }
}

/** The parts of a backup that `readHeader` has found whole. Each body must be read before the next part is asked for. */
export async function* readParts(file: string): AsyncGenerator<{ name: string; body: AsyncGenerator<Buffer> }> {
  const start = Buffer.byteLength(firstLine(file) ?? '') + 1
  const source = createReadStream(file, { start, end: statSync(file).size - digestBytes - 1 })
  const unzipped = createGunzip()
  const flowing = pipeline(source, unzipped)
  // A caller that stops half-way ends the stream early; what matters then has been thrown already.
  flowing.catch(() => undefined)
  try {
    const reader = new ByteReader(unzipped)
    for (let line = await reader.line(); line !== null; line = await reader.line()) {
      const { part } = partName.parse(jsonOf(line))
      const body = bodyOf(reader)
      yield { name: part, body }
      await drain(body)
    }
    await flowing
  } finally {
    source.destroy()
    unzipped.destroy()
  }
}

async function drain(body: AsyncIterator<Buffer>): Promise<void> {
  for (let next = await body.next(); !next.done; next = await body.next()) continue
}

/** All of a body as text. */
export async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = []
  for await (const bytes of body) all.push(bytes)
  return Buffer.concat(all).toString('utf8')
}

/** The lines of a body. */
export async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const bytes of body) {
    rest = rest.byteLength === 0 ? bytes : Buffer.concat([rest, bytes])
    let from = 0
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      yield rest.toString('utf8', from, end)
      from = end + 1
    }
    rest = rest.subarray(from)
  }
  if (rest.byteLength > 0) yield rest.toString('utf8')
}

async function* bodyOf(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const line = await reader.line()
    if (line === null || !/^\d{1,12}$/.test(line)) throw new Error('A part of the backup ends too early.')
    if (line === '0') return
    for (let left = Number(line); left > 0;) {
      const bytes = await reader.some(left)
      left -= bytes.byteLength
      yield bytes
    }
  }
}

/** Lines and stretches of a stream, in turn. */
class ByteReader {
  readonly #chunks: AsyncIterator<unknown>
  #held: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<unknown>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** The next line without its end; null where the stream has ended. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#held.indexOf(10)
      if (end >= 0) {
        const line = this.#held.toString('utf8', 0, end)
        this.#held = this.#held.subarray(end + 1)
        return line
      }
      if (!(await this.#more())) return this.#held.byteLength === 0 ? null : this.#held.toString('utf8')
    }
  }

  /** At least one byte, at most `most`. */
  async some(most: number): Promise<Buffer> {
    if (this.#held.byteLength === 0 && !(await this.#more())) throw new Error('A part of the backup ends too early.')
    const bytes = this.#held.subarray(0, most)
    this.#held = this.#held.subarray(bytes.byteLength)
    return bytes
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next()
    if (next.done || !Buffer.isBuffer(next.value)) return false
    this.#held = this.#held.byteLength === 0 ? next.value : Buffer.concat([this.#held, next.value])
    return true
  }
}

function firstLine(file: string): string | null {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = Buffer.alloc(headerMaxBytes)
    const end = bytes.subarray(0, readSync(descriptor, bytes, 0, headerMaxBytes, 0)).indexOf(10)
    return end < 0 ? null : bytes.toString('utf8', 0, end)
  } finally {
    closeSync(descriptor)
  }
}

async function isWhole(file: string, size: number): Promise<boolean> {
  const digest = createHash('sha256')
  let tail = ''
  const source: AsyncIterable<Buffer> = createReadStream(file)
  let seen = 0
  for await (const bytes of source) {
    const inside = Math.max(0, Math.min(bytes.byteLength, size - digestBytes - seen))
    digest.update(bytes.subarray(0, inside))
    tail += bytes.toString('latin1', inside)
    seen += bytes.byteLength
  }
  return tail === `${digest.digest('hex')}\n`
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
