/** Files with a hash or a number in their name: our scripts, the fonts, the icons, and the style sheets that Next.js built; and the one
 *  script that keeps its name, the service worker. Sent from memory. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Answer } from './answer'
import { encodingFor, packed } from './compress'
import type { Encoding } from './compress'
import { askedEachTime, keptForGood, neverKept, workerPolicy } from './headers'
import { workerPath } from './routes'
import { language } from '@/words'

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.woff2': 'font/woff2', '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png', '.ico': 'image/x-icon', '.webp': 'image/webp', '.txt': 'text/plain; charset=utf-8',
}
const filesKept = 200

type File = { bytes: Buffer; type: string; packed: Map<Encoding, Buffer> }

export class Assets {
  readonly #kept = new Map<string, File>()
  readonly #root: string
  readonly #dev: boolean

  /** `root` is the repository's folder. In development nothing is kept, as files change under the same name. */
  constructor(root: string, dev: boolean) {
    this.#root = root
    this.#dev = dev
  }

  /** The file at an address, or null where there is none. `accepted` is the Accept-Encoding header. */
  async answer(address: string, accepted: string | undefined): Promise<Answer | null> {
    const file = await this.#file(address)
    if (!file) return null
    const encoding = encodingFor(accepted, file.type, file.bytes.length)
    return {
      status: 200,
      headers: {
        'content-type': file.type, 'cache-control': this.#dev ? neverKept : address === workerPath ? askedEachTime : keptForGood,
        ...(address === workerPath ? { 'content-security-policy': workerPolicy } : {}),
        ...(encoding === null ? {} : { 'content-encoding': encoding }),
      },
      body: encoding === null ? file.bytes : await packedOnce(file, encoding),
    }
  }

  async #file(address: string): Promise<File | null> {
    const kept = this.#kept.get(address)
    if (kept) return kept
    const place = this.#placeOf(address)
    const type = types[path.extname(address)]
    if (place === null || type === undefined) return null
    const file = { bytes: await readFile(place), type, packed: new Map<Encoding, Buffer>() }
    if (!this.#dev && this.#kept.size < filesKept) this.#kept.set(address, file)
    return file
  }

  // Names are one segment of plain characters, so no address leads out of its folder.
  #placeOf(address: string): string | null {
    if (address === workerPath) return [path.join(this.#root, 'dist', language.tag === 'en' ? 'sw.js' : `sw.${language.tag}.js`)].find(place => existsSync(place)) ?? null
    const [, folder, rest] = /^\/(assets|fonts|icons|_next\/static\/(?:chunks|media|css))\/([a-zA-Z0-9_~-][a-zA-Z0-9._~-]*)$/.exec(address) ?? []
    if (folder === undefined || rest === undefined) return null
    // Scripts of the framework are in no page, so they are sent to nobody.
    if (folder.startsWith('_next') && rest.endsWith('.js')) return null
    const places = folder.startsWith('_next') ? [folder.replace('_next', '.next')] : [`dist/${folder}`, `public/${folder}`]
    return places.map(place => path.join(this.#root, place, rest)).find(place => existsSync(place)) ?? null
  }
}

async function packedOnce(file: File, encoding: Exclude<Encoding, null>): Promise<Buffer> {
  const kept = file.packed.get(encoding)
  if (kept) return kept
  const bytes = await packed(file.bytes, encoding, 11)
  file.packed.set(encoding, bytes)
  return bytes
}
