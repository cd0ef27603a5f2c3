/** One kept connection that sends whole requests, one at a time, and reads as little of the answers as tells where they end.
 *  It costs the generator some microseconds an answer, the same for every server, so that what is measured is the server. */
import net from 'node:net'

/** An answer as the generator needs it. */
export type Answered = { status: number; bytes: number }

type State = 'idle' | 'head' | 'body' | 'chunks'

export class Connection {
  readonly #port: number
  readonly #onAnswer: (answered: Answered, connection: Connection) => void
  readonly #onBroken: (connection: Connection) => void
  #socket: net.Socket | null = null
  #state: State = 'idle'
  #head = ''
  #status = 0
  #bytes = 0
  #left = 0
  #tail = ''
  /** When the request that is under way was sent, or due. */
  since = 0

  constructor(port: number, on: { answer: (answered: Answered, connection: Connection) => void; broken: (connection: Connection) => void }) {
    this.#port = port
    this.#onAnswer = on.answer
    this.#onBroken = on.broken
  }

  get busy(): boolean { return this.#state !== 'idle' }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const buffer = Buffer.allocUnsafe(65_536)
      const socket = net.connect({ host: '127.0.0.1', port: this.#port, onread: { buffer, callback: length => { this.#read(buffer.subarray(0, length)); return true } } })
      socket.setNoDelay(true)
      this.#socket = socket
      socket.once('connect', resolve)
      socket.once('error', reject)
      socket.once('close', () => { this.#closed() })
    })
  }

  send(request: Buffer, since: number): void {
    this.since = since
    this.#state = 'head'
    this.#head = ''
    this.#bytes = 0
    this.#socket?.write(request)
  }

  close(): void {
    this.#state = 'idle'
    this.#socket?.destroy()
  }

  #closed(): void {
    this.#socket = null
    const broken = this.busy
    this.#state = 'idle'
    if (broken) this.#onBroken(this)
  }

  #read(part: Buffer): void {
    if (this.#state === 'head') this.#readHead(part)
    else if (this.#state === 'body') this.#readBody(part.length)
    else if (this.#state === 'chunks') this.#readChunks(part)
  }

  #readHead(part: Buffer): void {
    const end = this.#head === '' ? part.indexOf('\r\n\r\n') : -1
    const head = end === -1 ? this.#head + part.toString('latin1') : part.toString('latin1', 0, end + 4)
    const headEnd = end === -1 ? head.indexOf('\r\n\r\n') : end
    if (headEnd === -1) {
      this.#head = head
      return
    }
    const beyond = end === -1 ? Buffer.from(head.slice(headEnd + 4), 'latin1') : part.subarray(end + 4)
    this.#status = Number(head.slice(9, 12))
    const fields = head.slice(0, headEnd + 2).toLowerCase()
    if (this.#status === 304 || this.#status === 204) this.#done()
    else if (fields.includes('\r\ntransfer-encoding: chunked')) this.#begin('chunks', beyond)
    else {
      const at = fields.indexOf('\r\ncontent-length: ')
      this.#left = at === -1 ? 0 : Number.parseInt(fields.slice(at + 18, at + 30), 10)
      this.#begin('body', beyond)
    }
  }

  #begin(state: 'body' | 'chunks', beyond: Buffer): void {
    this.#state = state
    this.#tail = ''
    if (state === 'body') this.#readBody(beyond.length)
    else this.#readChunks(beyond)
  }

  #readBody(length: number): void {
    this.#bytes += length
    this.#left -= length
    if (this.#left <= 0) this.#done()
  }

  // With one request under way nothing follows the last chunk, so its mark at the very end is the end.
  #readChunks(part: Buffer): void {
    this.#bytes += part.length
    this.#tail = (this.#tail + part.toString('latin1', Math.max(0, part.length - 7))).slice(-7)
    if (this.#tail === '\r\n0\r\n\r\n' || (this.#bytes === 5 && this.#tail === '0\r\n\r\n')) this.#done()
  }

  #done(): void {
    this.#state = 'idle'
    this.#onAnswer({ status: this.#status, bytes: this.#bytes }, this)
  }
}
