/** The log's line of each request, written together some times a second: a line at a time would cost a system call each. */
import pino from 'pino'

const writeEveryMs = 200
const writeAtBytes = 16 * 1024

export type RequestLine = { method: string; route: string; status: number; ms: number; who: string; request?: string }

export class RequestLines {
  readonly #write: (text: string) => void
  #text = ''
  #timer: NodeJS.Timeout | undefined
  #second = 0
  #stamp = ''

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  add({ method, route, status, ms, who, request }: RequestLine): void {
    // Each part is a word of ours, a number or a hash: nothing of an address that somebody thought up is in a route.
    const number = request === undefined ? '' : `,"request":"${request}"`
    this.#text += `{"level":"info","time":"${this.#time()}","at":"request","method":"${method}","route":"${route}","status":${status},"ms":${Math.round(ms * 10) / 10},"who":"${who}"${number}}\n`
    if (this.#text.length >= writeAtBytes) this.flush()
    else this.#timer ??= setTimeout(() => { this.flush() }, writeEveryMs).unref()
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const text = this.#text
    this.#text = ''
    if (text !== '') this.#write(text)
  }

  #time(): string {
    const now = Date.now()
    if (now !== this.#second) {
      this.#second = now
      this.#stamp = new Date(now).toISOString()
    }
    return this.#stamp
  }
}

/** Lines to standard output; what is left is written when the process ends. */
export function requestLinesOut(): RequestLines {
  const out = pino.destination({ dest: 1, sync: true })
  const lines = new RequestLines(text => { out.write(text) })
  process.once('exit', () => { lines.flush() })
  return lines
}
