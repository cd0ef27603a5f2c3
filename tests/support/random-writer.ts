/** Random changes of a site, of every kind that people, moderators, authors and the operator make. The same for the same seed. */
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { db } from '@/db'
import { guests, people, posts } from '@/db/schema'
import { amendPost } from '@/forum/amending'
import { endorseAnswer, postAnswer } from '@/forum/answers'
import { makeAppeal } from '@/forum/appealing'
import { closeAccount } from '@/forum/closing'
import { postComment } from '@/forum/comments'
import { deletePost, editPost, undeletePost } from '@/forum/edits'
import { setExpertise } from '@/forum/expertise'
import { flagPost } from '@/forum/flags'
import { decide } from '@/forum/moderation'
import type { PostDecision } from '@/forum/moderation'
import { changePerson } from '@/forum/people'
import { askQuestion, setStatus } from '@/forum/questions'
import { claimReceipt } from '@/forum/receipts'
import { tellLateScores } from '@/forum/scores'
import { removeSummary, writeSummary } from '@/forum/summaries'
import { suspendPerson, unsuspendPerson } from '@/forum/suspensions'
import { operator } from '@/forum/viewer'
import type { Guest, Person, Viewer } from '@/forum/viewer'
import { castVote } from '@/forum/votes'
import { exportList, importList } from '@/reading-list/apply'
import { makeNote, openAssessment, saveAssessment } from '@/reading-list/assessment'
import { aGuest, aPerson } from './world'

type Row = typeof posts.$inferSelect

export class RandomWriter {
  #state: number
  #n = 0
  readonly #members: Person[] = []
  readonly #guests: Guest[] = []
  readonly #receipts: string[] = []
  #moderator: Person | null = null

  constructor(seed: number) { this.#state = seed }

  /** Makes the people who write. */
  async start(): Promise<void> {
    for (let n = 0; n < 4; n++) this.#members.push(await aPerson({ trust: n === 0 ? 0 : 2 }))
    this.#moderator = await aPerson({ role: 'author' })
    this.#guests.push(aGuest(), aGuest())
  }

  /** Does one change, or tries one that is refused; returns its name. */
  async step(papers: readonly string[]): Promise<string> {
    const kinds = Object.keys(this.#changes(papers))
    const kind = this.#pick(kinds) ?? ''
    const before = ++this.#n
    const result = await this.#changes(papers)[kind]?.()
    return `${before} ${kind} ${result === undefined ? '' : JSON.stringify(result).slice(0, 120)}`
  }

  #changes(papers: readonly string[]): Record<string, () => Promise<unknown>> {
    const text = () => `Text ${this.#n} ${this.#pick(['with $x^2$', 'plain', '**bold**', 'and [a link](https://example.org)']) ?? ''}${this.#chance(0.6) ? ` See ${this.#reference(papers)}.` : ''}`
    const title = () => `Why is number ${this.#n} so?`
    return {
      ask: async () => askQuestion(this.#writer(), { paper: this.#pick(papers) ?? '', title: title(), body: text(), ...this.#name() }),
      answer: async () => this.#kept(postAnswer(this.#writer(), { question: (await this.#post('question'))?.id ?? 0, body: text(), ...this.#name() })),
      answerAgain: async () => this.#kept(postAnswer(this.#writer(), { question: (await this.#post('question'))?.id ?? 0, body: text(), ...this.#name() })),
      comment: async () => postComment(this.#writer(), { parent: (await this.#post())?.id ?? 0, body: text(), ...this.#name() }),
      vote: async () => this.#settled(castVote(this.#member(), { post: (await this.#post())?.id ?? 0, voted: this.#chance(0.7) })),
      endorse: async () => endorseAnswer(this.#keeper(), { post: (await this.#post('answer'))?.id ?? 0, endorsed: this.#chance(0.6) }),
      edit: async () => this.#edit(text(), title()),
      remove: async () => this.#own(post => deletePost(this.#as(post), { post: post.id })),
      bringBack: async () => {
        const deleted = this.#pick(await db().read.select().from(posts).where(eq(posts.state, 'deleted')))
        return deleted ? undeletePost(this.#as(deleted), { post: deleted.id }) : null
      },
      approve: async () => this.#decide('approve', 'held'),
      reject: async () => this.#decide('reject', 'held'),
      hide: async () => this.#decide('hide', 'public'),
      restore: async () => this.#decide('restore', 'hidden'),
      lock: async () => this.#decide('lock', 'public'),
      unlock: async () => this.#decide('unlock', 'public'),
      spam: async () => this.#decide('spam', 'public'),
      toComment: async () => this.#decide('to-comment', 'public'),
      toAnswer: async () => this.#decide('to-answer', 'public'),
      undo: async () => this.#decide('undo', this.#pick(['public', 'held', 'hidden'] as const) ?? 'public'),
      guestEdit: async () => this.#guestEdit(text()),
      judgeEdit: async () => this.#decide(this.#chance(0.7) ? 'approve' : 'reject', 'public', eq(posts.proposed, true)),
      appeal: async () => this.#own(post => makeAppeal(this.#as(post), { post: post.id, words: text() })),
      judgeAppeal: async () => this.#decide(this.#chance(0.5) ? 'restore' : 'uphold', 'hidden', eq(posts.appealed, true)),
      suspend: async () => this.#suspend(),
      move: async () => this.#move(papers),
      merge: async () => this.#merge(),
      slow: async () => decide(this.#keeper(), { post: (await this.#post('question'))?.id ?? 0, decision: this.#chance(0.5) ? 'slow' : 'unslow' }),
      summary: async () => this.#summarise(text()),
      amend: async () => this.#amend(text(), title()),
      duplicate: async () => setStatus(this.#keeper(), { question: (await this.#post('question'))?.id ?? 0, status: 'closed', closing: { why: 'duplicate', target: (await this.#post('question'))?.id ?? 0 } }),
      status: async () => setStatus(this.#keeper(), { question: (await this.#post('question'))?.id ?? 0, status: this.#pick(['open', 'answered', 'disputed', 'closed'] as const) ?? 'open' }),
      expertise: async () => setExpertise(this.#keeper(), { question: (await this.#post('question'))?.id ?? 0, expertise: this.#pick(['', 'Measure theory', 'optimisation']) ?? '' }),
      flag: async () => flagPost(this.#member(), { post: (await this.#post())?.id ?? 0, reason: 'spam' }),
      rename: async () => changePerson(this.#member(), { name: `Renamed ${this.#n}`, about: `About ${this.#n}` }),
      newHandle: async () => this.#newHandle(),
      claim: async () => this.#receipts.length === 0 ? null : claimReceipt(this.#member(), { secret: this.#pick(this.#receipts) ?? '' }),
      close: async () => this.#chance(0.3) ? this.#close() : null,
      reword: async () => this.#reword(),
      assess: async () => this.#assess(this.#pick(papers) ?? '', text()),
      note: async () => makeNote(this.#keeper(), { post: (await this.#post('answer'))?.id ?? 0, text: text() }),
    }
  }

  /** What is there, and what may come later. */
  #reference(papers: readonly string[]): string {
    const number = 1 + Math.floor(this.#next() * 6)
    return this.#pick([`Q${number}`, `#post-${Math.ceil(this.#next() * (this.#n + 40))}`, `[[${this.#pick(papers) ?? ''}]]`, `[[${this.#pick(papers) ?? ''} Q${number}]]`, 'arXiv:1903.07788', 'arXiv:1903.03238v2']) ?? ''
  }

  async #edit(body: string, title: string): Promise<unknown> {
    return this.#own(post => editPost(this.#as(post), { post: post.id, revision: post.revision, body, ...(post.kind === 'question' && this.#chance(0.5) ? { title } : {}) }))
  }

  async #guestEdit(body: string): Promise<unknown> {
    const found = this.#pick(await db().read.select({ post: posts, cookieHash: guests.cookieHash }).from(posts).innerJoin(guests, eq(guests.id, posts.guest)).where(and(eq(posts.state, 'public'), isNull(guests.claimedBy))))
    return found ? editPost(aGuest({ cookieHash: found.cookieHash }), { post: found.post.id, revision: found.post.revision, body }) : null
  }

  /** Suspends a member with the posts, or gives them back: by handles that may have changed. */
  async #suspend(): Promise<unknown> {
    const [person] = await db().read.select({ handle: people.handle }).from(people).where(eq(people.id, this.#member().id))
    if (!person) return null
    return this.#chance(0.4) ? suspendPerson(this.#keeper(), { handle: person.handle, reason: `Number ${this.#n}.`, posts: 'hide' }) : unsuspendPerson(this.#keeper(), { handle: person.handle, posts: 'restore' })
  }

  async #decide(decision: PostDecision, state: Row['state'], only?: SQL): Promise<unknown> {
    const found = this.#pick(await db().read.select().from(posts).where(and(eq(posts.state, state), only)))
    return found ? decide(this.#keeper(), { post: found.id, decision, reason: { text: `Because of ${this.#n}` } }) : null
  }

  async #move(papers: readonly string[]): Promise<unknown> {
    const post = await this.#post()
    const to = post?.kind === 'question' ? this.#pick(papers) ?? '' : String((await this.#post(post?.kind === 'answer' ? 'question' : undefined))?.id ?? 0)
    return post ? decide(this.#keeper(), { post: post.id, decision: 'move', target: to }) : null
  }

  async #merge(): Promise<unknown> {
    const [from, into] = [await this.#post('question'), await this.#post('question')]
    return from && into && this.#chance(0.4) ? decide(this.#keeper(), { post: from.id, decision: 'merge', target: String(into.id) }) : null
  }

  async #summarise(body: string): Promise<unknown> {
    const question = await this.#post('question')
    if (!question) return null
    return this.#chance(0.7) ? writeSummary(this.#keeper(), { question: question.id, seen: question.summary ?? 0, body }) : removeSummary(this.#keeper(), { question: question.id })
  }

  async #amend(body: string, title: string): Promise<unknown> {
    const post = await this.#post()
    return post ? amendPost(this.#keeper(), { post: post.id, revision: post.revision, body, ...(post.kind === 'question' ? { title } : {}) }) : null
  }

  // A line of the list changes: a title, a note, a mark; or a paper goes or comes.
  async #reword(): Promise<unknown> {
    const lines = (await exportList()).split('\n')
    const at = Math.floor(this.#next() * lines.length)
    const line = lines[at] ?? ''
    const changed = this.#chance(0.2) ? [] : this.#chance(0.3) ? [line, line.replace(/\p{L}+/u, `Other${this.#n}`)] : [line.replace(/\p{L}{3,}(?=\P{L}*$)/u, `word${this.#n}`)]
    return importList(lines.toSpliced(at, 1, ...changed).join('\n'), operator, { dryRun: false })
  }

  async #assess(slug: string, text: string): Promise<unknown> {
    const open = await openAssessment(this.#keeper(), slug)
    return saveAssessment(this.#keeper(), slug, { seen: open?.seen ?? '', rating: this.#pick(['up', 'down', null] as const), remark: text, notes: `${open?.site.notes ?? ''}\n- ${text}` })
  }

  async #newHandle(): Promise<unknown> {
    const member = this.#member()
    return changePerson(member, { handle: `handle-${this.#n}` })
  }

  async #close(): Promise<unknown> {
    const index = Math.floor(this.#next() * this.#members.length)
    const member = this.#members[index]
    if (!member) return null
    const closed = await closeAccount(member, { posts: this.#pick(['keep', 'empty'] as const) ?? 'keep' })
    this.#members[index] = await aPerson()
    return closed
  }

  // A score is told within a second; the test does not wait for it.
  async #settled<T>(voted: Promise<T>): Promise<T> {
    const result = await voted
    await tellLateScores(new Date(Date.now() + 2_000))
    return result
  }

  async #kept(posted: ReturnType<typeof postAnswer>): Promise<unknown> {
    const result = await posted
    if (result.ok && result.value.receipt) this.#receipts.push(result.value.receipt.split('/').at(-1) ?? '')
    return result.ok ? result.value.id : result.error.code
  }

  async #own(change: (post: Row) => Promise<unknown>): Promise<unknown> {
    const written = await db().read.select({ post: posts }).from(posts).innerJoin(people, eq(people.id, posts.person))
      .where(and(inArray(posts.person, this.#members.map(member => member.id)), isNotNull(posts.person)))
    const found = this.#pick(written)
    return found ? change(found.post) : null
  }

  async #post(kind?: Row['kind']): Promise<Row | undefined> {
    return this.#pick(await db().read.select().from(posts).where(and(eq(posts.state, 'public'), kind ? eq(posts.kind, kind) : undefined)))
  }

  #as(post: Row): Viewer { return this.#members.find(member => member.id === post.person) ?? this.#member() }
  #member(): Person { return this.#pick(this.#members) ?? this.#keeper() }
  #keeper(): Person {
    if (!this.#moderator) throw new Error('start first')
    return this.#moderator
  }

  #guestTurn = false
  #writer(): Viewer {
    this.#guestTurn = this.#chance(0.25)
    return this.#guestTurn ? this.#pick(this.#guests) ?? this.#member() : this.#member()
  }

  #name(): { guest?: string } { return this.#guestTurn ? { guest: `Guest ${this.#n}` } : {} }

  #pick<T>(from: readonly T[]): T | undefined { return from[Math.floor(this.#next() * from.length)] }
  #chance(share: number): boolean { return this.#next() < share }

  // mulberry32
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

