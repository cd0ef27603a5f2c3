/** Cards on disk: a bounded folder of which the oldest go first. Nothing in it is needed; what is missing is drawn anew. */
import { readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '@/config/folder'

const filesMost = 2_000
/** So many go at once where there are too many. */
const goAtOnce = 200
const name = /^[0-9a-f]{16}\.png$/

export class CardFiles {
  readonly #folder: string
  readonly #most: number
  #count: number | null = null

  constructor(folder: string, most: number = filesMost) {
    this.#folder = folder
    this.#most = most
  }

  /** A file's bytes, or null where there is none. */
  static async at(place: string): Promise<Buffer | null> {
    try {
      return await readFile(place)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  read(key: string): Promise<Buffer | null> {
    return CardFiles.at(this.#place(key))
  }

  /** Written beside and renamed, so that nobody reads half a picture. */
  async keep(key: string, picture: Buffer): Promise<void> {
    makeFolder(this.#folder)
    const draft = `${this.#place(key)}.${process.pid}.part`
    await writeFile(draft, picture, { mode: 0o600 })
    await rename(draft, this.#place(key))
    this.#count = (this.#count ?? (await this.#all()).length - 1) + 1
    if (this.#count > this.#most) await this.#letGo()
  }

  async #letGo(): Promise<void> {
    const files = await Promise.all((await this.#all()).map(async file => ({ file, at: (await stat(file).catch(() => null))?.mtimeMs ?? 0 })))
    files.sort((a, b) => a.at - b.at)
    const gone = files.slice(0, Math.max(files.length - this.#most, Math.min(goAtOnce, Math.floor(this.#most / 2))))
    for (const { file } of gone) await rm(file, { force: true })
    this.#count = files.length - gone.length
  }

  async #all(): Promise<string[]> {
    return (await readdir(this.#folder)).filter(file => name.test(file)).map(file => path.join(this.#folder, file))
  }

  // A key is sixteen letters of its own alphabet: no other file can be named by it.
  #place(key: string): string {
    return path.join(this.#folder, `${key}.png`)
  }
}
