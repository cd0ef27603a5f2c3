/** The numbers by which the front refuses what is too much. Sizes in bytes, times in milliseconds. */
export const limits = {
  urlMaxBytes: 8 * 1024,
  /** Of the search page: what somebody pasted into its field is given back with a sentence. */
  searchUrlMaxBytes: 16 * 1024,
  headersMaxBytes: 16 * 1024,
  headersMaxCount: 100,
  formMaxBytes: 256 * 1024,
  importMaxBytes: 2 * 1024 * 1024,
  headersWaitMs: 10_000,
  requestWaitMs: 30_000,
  idleConnectionMs: 5_000,
  stalledMs: 60_000,
  unfinishedPerAddress: 256,
  connections: 8_192,
  liveStreams: 5_000,
  liveStreamsPerAddress: 20,
  /** What a stream has not taken yet; more, and it is closed. */
  liveUnsentMaxBytes: 64 * 1024,
  /** How long Next.js may take for one answer. */
  answerWaitMs: 30_000,
  /** An answer of Next.js that is held in memory before it is sent. */
  answerMaxBytes: 64 * 1024 * 1024,
  /** A public page larger than this is not kept. */
  pageMaxBytes: 2 * 1024 * 1024,
  drainMs: 7_000,
  /** What is closed after that may take so long in all. */
  closingsMs: 2_000,
} as const

/** The largest body that a path takes, in bytes. */
export function bodyMaxBytes(path: string): number {
  return /^\/(forms\/reading-list|reading-list|api\/v1\/import)/.test(path) ? limits.importMaxBytes : limits.formMaxBytes
}
