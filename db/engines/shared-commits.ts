/** SQLite's one line of writers. Those who wait share one commit: each works in a savepoint of its own, so that what fails undoes only
 *  itself, and nobody is answered before the COMMIT has returned. They work one after the other, in the order in which they came. */
import { setImmediate as othersHaveRun, setTimeout as pause } from 'node:timers/promises'
import BetterSqlite from 'better-sqlite3'

const sharingMax = 64
// Between two commits readers have their turn, so a shared transaction must not become long.
const sharingMs = 10
const lockWaitMs = 5_000

/** `work` returns what tells its caller once the commit has returned. */
type Writer = { shares: true; work: () => Promise<() => void>; fail: (error: unknown) => void }
type Alone = { shares: false; begin: () => void }
type Said = 'BEGIN IMMEDIATE' | 'SAVEPOINT own' | 'RELEASE own' | 'ROLLBACK TO own' | 'COMMIT' | 'ROLLBACK'

export class SharedCommits {
  readonly #connection: BetterSqlite.Database
  readonly #said = new Map<Said, BetterSqlite.Statement>()
  readonly #line: (Writer | Alone)[] = []
  #working: Promise<void> | undefined

  constructor(connection: BetterSqlite.Database) { this.#connection = connection }

  /** Runs `change` in a transaction; what it throws undoes it alone. `certain` is called once it is committed, before the promise resolves. */
  write<T>(change: () => Promise<T>, certain: () => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#join({
        shares: true,
        fail: reject,
        async work() {
          const value = await change()
          return () => {
            certain()
            resolve(value)
          }
        },
      })
    })
  }

  /** Runs what no transaction may surround, in its turn. */
  async alone(work: () => void): Promise<void> {
    await new Promise<void>(begin => { this.#join({ shares: false, begin }) })
    work()
  }

  /** Resolves when nobody is in line. */
  async idle(): Promise<void> {
    await this.#working
  }

  #join(turn: Writer | Alone): void {
    this.#line.push(turn)
    this.#working ??= this.#workThrough()
  }

  async #workThrough(): Promise<void> {
    while (this.#line.length > 0) {
      // Whoever comes in the same moment shares the commit, and whoever reads is not kept waiting for all writers.
      await othersHaveRun()
      const [first] = this.#line
      if (first?.shares) await this.#commitTogether()
      else if (first) {
        this.#line.shift()
        // It works before others have run, so before the next commit.
        first.begin()
      }
    }
    // In the same breath as the line was found empty: whoever joins from now on begins anew.
    this.#working = undefined
  }

  async #commitTogether(): Promise<void> {
    const inIt: Writer[] = []
    const answers: (() => void)[] = []
    try {
      await this.#begin()
      const end = performance.now() + sharingMs
      for (let next = this.#nextWriter(); next; next = answers.length < sharingMax && performance.now() < end ? this.#nextWriter() : undefined) {
        inIt.push(next)
        answers.push(await this.#inItsSavepoint(next))
      }
      this.#say('COMMIT')
    } catch (error) {
      if (this.#connection.inTransaction) this.#say('ROLLBACK')
      // Where the transaction could not begin, all have waited for it.
      for (const writer of inIt.length > 0 ? inIt : this.#allWriters()) writer.fail(error)
      return
    }
    for (const answer of answers) answer()
  }

  async #inItsSavepoint(writer: Writer): Promise<() => void> {
    this.#say('SAVEPOINT own')
    try {
      const answer = await writer.work()
      this.#say('RELEASE own')
      return answer
    } catch (error) {
      // Some faults (a full disk) undo the whole transaction: then nobody's change stands.
      if (!this.#connection.inTransaction) throw error
      this.#say('ROLLBACK TO own')
      this.#say('RELEASE own')
      return () => { writer.fail(error) }
    }
  }

  #nextWriter(): Writer | undefined {
    const [next] = this.#line
    if (!next?.shares) return undefined
    this.#line.shift()
    return next
  }

  #allWriters(): Writer[] {
    const all: Writer[] = []
    for (let next = this.#nextWriter(); next; next = this.#nextWriter()) all.push(next)
    return all
  }

  // SQLite itself would wait for another process's lock by blocking the event loop.
  async #begin(): Promise<void> {
    const giveUp = performance.now() + lockWaitMs
    for (;;) {
      try {
        this.#say('BEGIN IMMEDIATE')
        return
      } catch (error) {
        const busy = error instanceof BetterSqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')
        if (!busy || performance.now() > giveUp) throw error
        await pause(5)
      }
    }
  }

  #say(text: Said): void {
    const known = this.#said.get(text) ?? this.#connection.prepare(text)
    this.#said.set(text, known)
    known.run()
  }
}
