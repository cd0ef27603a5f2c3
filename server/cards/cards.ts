/** The pictures of link previews: each drawn once, in a thread beside, and kept on disk under what it shows. */
import path from 'node:path'
import { config } from '@/config'
import { processWide } from '@/config/process'
import { cardKey, cardPath, readCard, readSiteCard, readTopicCard, siteCardPath } from '@/forum/cards'
import type { Card, CardOf } from '@/forum/cards'
import { Thread } from '@/text/thread'
import type { Answer } from '../answer'
import { textAnswer } from '../answer'
import { log } from '../log'
import { CardFiles } from './files'

const address = /^\/cards\/(question|paper)-([1-9]\d{0,9})-([0-9a-f]{16})\.png$/
const topicAddress = /^\/cards\/topic-([1-9]\d{0,8})\.png$/
/** So many may wait for their drawing; whoever comes then gets the plain card. */
const waitingMost = 12
const drawMs = 15_000
const threadMb = 256
/** After so long without a drawing the thread ends: its fonts take memory. */
const idleMs = 60_000
const keptSeconds = 86_400
// The address of such a card stays while its counts change.
const lastingSeconds = 3_600

export type Draw = (card: Card) => Promise<Uint8Array | null>
export type CardParts = { files: CardFiles; read: (of: CardOf, id: number) => Promise<Card | null>; readLasting: (asked: string) => Promise<Card | null>; draw: Draw; plain: () => Promise<Buffer | null> }

export class Cards {
  readonly #parts: CardParts
  readonly #drawing = new Map<string, Promise<Buffer | null>>()

  constructor(parts: CardParts) {
    this.#parts = parts
  }

  /** The card at an address. What is not public has none, whatever lies on disk; an older address leads to the present one. */
  async answer(asked: string): Promise<Answer> {
    const lasting = await this.#parts.readLasting(asked)
    if (lasting !== null) return this.#pictureOf(cardKey(lasting), lasting, lastingSeconds)
    const [, of, number, key] = address.exec(asked) ?? []
    const kind = of === 'question' || of === 'paper' ? of : null
    const id = Number(number)
    const card = kind === null || id > 2_147_483_647 ? null : await this.#parts.read(kind, id)
    if (kind === null || card === null) return textAnswer(404, 'text/plain', 'There is no such picture here.\n')
    if (cardKey(card) !== key) return { status: 302, headers: { location: cardPath(kind, id, card), 'cache-control': 'public, max-age=60' }, body: Buffer.alloc(0) }
    return this.#pictureOf(key, card, keptSeconds)
  }

  async #pictureOf(key: string, card: Card, seconds: number): Promise<Answer> {
    const picture = await this.#parts.files.read(key) ?? await this.#drawn(key, card)
    if (picture !== null) return pictured(picture, seconds)
    const plain = await this.#parts.plain()
    return plain === null ? textAnswer(404, 'text/plain', 'There is no such picture here.\n') : pictured(plain, 60)
  }

  /** Drawn once, however many ask meanwhile. */
  #drawn(key: string, card: Card): Promise<Buffer | null> {
    const begun = this.#drawing.get(key)
    if (begun) return begun
    if (this.#drawing.size >= waitingMost) return Promise.resolve(null)
    const drawing = this.#draw(key, card).finally(() => { this.#drawing.delete(key) })
    this.#drawing.set(key, drawing)
    return drawing
  }

  async #draw(key: string, card: Card): Promise<Buffer | null> {
    const drawn = await this.#parts.draw(card)
    if (drawn === null) return null
    const picture = Buffer.from(drawn)
    await this.#parts.files.keep(key, picture).catch((error: unknown) => { log.warn({ at: 'cards.not-kept', error }) })
    return picture
  }
}

function pictured(body: Buffer, seconds: number): Answer {
  return { status: 200, headers: { 'content-type': 'image/png', 'cache-control': `public, max-age=${seconds}` }, body }
}

/** The card at an address that stays, of the site or of a topic; null at every other. */
export async function readLasting(asked: string): Promise<Card | null> {
  if (asked === siteCardPath) return readSiteCard()
  const [, topic] = topicAddress.exec(asked) ?? []
  return topic === undefined ? null : readTopicCard(Number(topic))
}

/** One thread, one card at a time. It ends when nothing is drawn for a while, and the next card starts another. */
export class Drawer {
  #thread: Thread | undefined
  #idle: NodeJS.Timeout | undefined
  readonly #waiting: { card: Card; settle: (drawn: Uint8Array | null) => void }[] = []
  readonly #workerPath: string

  constructor(workerPath: string) {
    this.#workerPath = workerPath
  }

  draw(card: Card): Promise<Uint8Array | null> {
    return new Promise(settle => {
      this.#waiting.push({ card, settle })
      clearTimeout(this.#idle)
      this.#thread ??= new Thread({ workerPath: this.#workerPath, timeMs: drawMs, memoryMb: threadMb, onFault: reason => { log.warn({ at: 'cards.fault', reason }) } }, () => { this.#next() })
      this.#next()
      // A thread that never starts keeps nobody waiting.
      setTimeout(() => { settle(null) }, drawMs).unref()
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    for (const { settle } of this.#waiting.splice(0)) settle(null)
    const thread = this.#thread
    this.#thread = undefined
    await thread?.close()
  }

  #next(): void {
    const thread = this.#thread
    if (thread?.isFree !== true) return
    const next = this.#waiting.shift()
    if (next === undefined) {
      this.#idle = setTimeout(() => void this.close(), idleMs)
      this.#idle.unref()
      return
    }
    thread.take(next.card, drawn => { next.settle(drawn instanceof Uint8Array ? drawn : null) })
  }
}

const drawer = () => processWide('card drawer', () => new Drawer(path.resolve('dist/card-worker.mjs')))

/** The cards of this process. */
export function cards(): Cards {
  return processWide('cards', () => new Cards({
    files: new CardFiles(path.join(config().dataDir, 'cards')), read: readCard, readLasting, draw: card => drawer().draw(card), plain: () => CardFiles.at(path.resolve('public/icons/colloquy-card-1.png')),
  }))
}

export async function stopDrawing(): Promise<void> {
  if (globalThis.colloquyProcess?.has('card drawer')) await drawer().close()
}
