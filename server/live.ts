/** `GET /live`: public events as they happen, as server-sent events (HTML Standard, section 9.2). Ids and kinds, never text, never who.
 *
 *  Thousands may listen while nothing happens, so a stream is its response and one entry in a map: no timer, closure or buffer of its own.
 *  What is sent is written once for all who hear the same. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { eventsAfter } from '@/forum/events'
import type { Event } from '@/forum/events'
import { refuseForm, refuseHost } from './gate'
import type { Refusal } from './gate'
import { limits } from './limits'

/** Where events come from: the process's follower of the log. */
export type LiveSource = { readonly position: number; follow: (listener: (events: Event[]) => void) => () => void }

type Settings = { source: LiveSource; headers: Record<string, string>; perAddress: number; after?: typeof eventsAfter }
/** Streams that hear the same: all, those of a question, those of a paper. `waiting` is what happened since the last sending. */
type Channel = { name: string; streams: Set<ServerResponse>; waiting: string }
type Stream = { channel: Channel; address: string }
type Sending = { to: ServerResponse[]; text: string }

const heartbeatMs = 25_000
/** What happens within so short a time is sent together. */
const gatherMs = 300
const retryMs = 3_000
/** What a stream that comes back may have missed; more, and it is told to load its page anew. */
const missedMax = 500
const streamsAtOnce = 250

/** Whether a request is for a stream and in good form. What is not goes the way of all requests, which says what is wrong. */
export function asksToListen(request: IncomingMessage, siteUrl: string): boolean {
  const { method, url = '' } = request
  return (url === '/live' || url.startsWith('/live?')) && (method === 'GET' || method === 'HEAD') && refuseForm(request) === null && refuseHost(request, 'live', siteUrl) === null
}

export class Live {
  readonly #settings: Settings
  readonly #streams = new Map<ServerResponse, Stream>()
  readonly #channels = new Map<string, Channel>()
  readonly #perAddress = new Map<string, number>()
  readonly #stale = new Set<Channel>()
  readonly #readings = new Map<string, Promise<Event[]>>()
  readonly #unfollow: () => void
  #sendings: Sending[] = []
  #pumping = false
  #gathering: NodeJS.Timeout | undefined
  #heartbeat: NodeJS.Timeout | undefined
  #closed = false

  /** `headers` are those that every answer of the site carries; `perAddress` how many streams one address may have. */
  constructor(settings: Settings) {
    this.#settings = settings
    this.#unfollow = settings.source.follow(events => { this.#gather(events) })
  }

  /** How many listen. */
  get size(): number { return this.#streams.size }

  /** Opens a stream, or says why not. The caller has judged the request's form, host and method. */
  open(request: IncomingMessage, response: ServerResponse, address: string): Refusal | null {
    const url = new URL(request.url ?? '/', 'http://site')
    const name = channelOf(url.searchParams)
    if (name === null) return { status: 400, say: 'A stream is of everything, of ?question=ID, or of ?paper=ID.' }
    if (this.#closed || this.#streams.size >= limits.liveStreams) return { status: 503, say: 'Too many are listening.', headers: { 'retry-after': '60' } }
    const own = this.#perAddress.get(address) ?? 0
    if (own >= this.#settings.perAddress) return { status: 429, say: 'Too many streams from this address.', headers: { 'retry-after': '60' } }
    request.socket.setNoDelay(true)
    response.writeHead(200, { ...this.#settings.headers, 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
    if (request.method === 'HEAD') {
      response.end()
      return null
    }
    this.#perAddress.set(address, own + 1)
    const channel = this.#channels.get(name) ?? { name, streams: new Set(), waiting: '' }
    this.#channels.set(name, channel)
    this.#streams.set(response, { channel, address })
    response.on('close', this.#left)
    this.#heartbeat ??= setInterval(() => { this.#beat() }, heartbeatMs).unref()
    const last = lastSeen(request.headers['last-event-id'])
    if (last === null || last === this.#settings.source.position) this.#join(response, channel, '')
    else void this.#resume(response, channel, last)
    return null
  }

  /** Ends all streams; each is told when to come back, not all at the same moment. */
  close(): void {
    this.#closed = true
    this.#unfollow()
    clearTimeout(this.#gathering)
    clearInterval(this.#heartbeat)
    for (const response of this.#streams.keys()) response.end(`retry: ${1_000 + Math.floor(Math.random() * 4_000)}\n\n`)
  }

  // One function for all streams: an emitter calls its listeners with itself as `this`.
  readonly #left = (() => {
    const forget = (response: ServerResponse) => { this.#forget(response) }
    return function (this: ServerResponse) { forget(this) }
  })()

  #forget(response: ServerResponse): void {
    const stream = this.#streams.get(response)
    if (stream === undefined) return
    this.#streams.delete(response)
    stream.channel.streams.delete(response)
    if (stream.channel.streams.size === 0 && this.#channels.get(stream.channel.name) === stream.channel) this.#channels.delete(stream.channel.name)
    const left = (this.#perAddress.get(stream.address) ?? 1) - 1
    if (left === 0) this.#perAddress.delete(stream.address)
    else this.#perAddress.set(stream.address, left)
    if (this.#streams.size > 0) return
    clearInterval(this.#heartbeat)
    this.#heartbeat = undefined
  }

  /** From here on the stream hears what its channel hears. What the channel has gathered so far is behind it. */
  #join(response: ServerResponse, channel: Channel, missed: string): void {
    if (response.writableEnded) return
    this.#sendGathered()
    // Its channel may have been forgotten while it was read for.
    this.#channels.set(channel.name, channel)
    channel.streams.add(response)
    response.write(`retry: ${retryMs}\nid: ${this.#settings.source.position}\n\n${missed}`)
  }

  async #resume(response: ServerResponse, channel: Channel, last: number): Promise<void> {
    const { source } = this.#settings
    try {
      for (;;) {
        const position = source.position
        const found = await this.#missedSince(last)
        if (!this.#streams.has(response)) return
        // What was handed on meanwhile was not heard by this stream, so it is read once more.
        if (source.position !== position) continue
        // What lies beyond the position is told to all in a moment. A log that does not lead there is another one, or too long.
        const end = found.findIndex(event => event.id === position)
        const missed = found.slice(0, end + 1).filter(event => event.public && (isEverywhere(event) || channelsOf(event).includes(channel.name)))
        this.#join(response, channel, end === -1 ? reload(position) : missed.map(told).join(''))
        return
      }
    } catch {
      // The database is away: the reader's page is loaded anew once it is back.
      if (this.#streams.has(response)) this.#join(response, channel, reload(source.position))
    }
  }

  // After a restart thousands come back at once, most of them with the same id.
  #missedSince(last: number): Promise<Event[]> {
    const key = `${last} ${this.#settings.source.position}`
    const reading = this.#readings.get(key) ?? (this.#settings.after ?? eventsAfter)(last, missedMax).finally(() => this.#readings.delete(key))
    this.#readings.set(key, reading)
    return reading
  }

  #gather(events: Event[]): void {
    if (this.#channels.size === 0) return
    for (const event of events) {
      if (!event.public) continue
      for (const channel of this.#hearing(event)) {
        // Whoever is told more than a stream may owe anyhow loads the page anew.
        channel.waiting = channel.waiting.length > limits.liveUnsentMaxBytes / 2 ? reload(event.id) : channel.waiting + told(event)
        this.#stale.add(channel)
      }
    }
    if (this.#stale.size > 0) this.#gathering ??= setTimeout(() => { this.#sendGathered() }, gatherMs).unref()
  }

  /** The channels with streams that hear of an event; one that names no place concerns all of them. */
  #hearing(event: Event): Channel[] {
    const found = isEverywhere(event) ? [...this.#channels.values()] : channelsOf(event).flatMap(name => this.#channels.get(name) ?? [])
    return found.filter(channel => channel.streams.size > 0)
  }

  #sendGathered(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
    for (const channel of this.#stale) {
      this.#sendings.push({ to: [...channel.streams], text: channel.waiting })
      channel.waiting = ''
    }
    this.#stale.clear()
    this.#pump()
  }

  // An id alone is no event: it tells a stream that hears little how far it has heard, and keeps the connection.
  #beat(): void {
    this.#sendGathered()
    this.#sendings.push({ to: [...this.#streams.keys()], text: `: still here\nid: ${this.#settings.source.position}\n\n` })
    this.#pump()
  }

  // Some streams at a time, and one sending after the other: other requests are answered in between, and no stream hears out of order.
  #pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    const next = () => {
      const sending = this.#sendings[0]
      if (sending === undefined) {
        this.#pumping = false
        return
      }
      for (const response of sending.to.splice(0, streamsAtOnce)) this.#send(response, sending.text)
      if (sending.to.length === 0) this.#sendings.shift()
      setImmediate(next)
    }
    next()
  }

  #send(response: ServerResponse, text: string): void {
    if (!this.#streams.has(response)) return
    if (response.writableLength > limits.liveUnsentMaxBytes) response.destroy()
    else if (!response.writableEnded) response.write(text)
  }
}

function channelOf(query: URLSearchParams): string | null {
  const [question, paper] = [query.get('question'), query.get('paper')]
  if (question !== null && paper !== null) return null
  if (question !== null) return idPattern.test(question) ? `question ${Number(question)}` : null
  if (paper !== null) return idPattern.test(paper) ? `paper ${Number(paper)}` : null
  return 'all'
}

const idPattern = /^[1-9]\d{0,9}$/

function lastSeen(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null
}

/** Whether an event is of the whole site: its name, its list, a load of new posts. */
function isEverywhere(event: Event): boolean {
  return /^(site|list)\./.test(event.kind)
}

function channelsOf(event: Event): string[] {
  return ['all', ...(event.question === null ? [] : [`question ${event.question}`]), ...(event.paper === null ? [] : [`paper ${event.paper}`])]
}

function told(event: Event): string {
  const { kind, post, question, paper } = event
  return `id: ${event.id}\ndata: ${JSON.stringify({ kind, post, question, paper })}\n\n`
}

function reload(position: number): string {
  return `event: reload\nid: ${position}\ndata: {}\n\n`
}
