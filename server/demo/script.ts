/** The shape of a demonstration: invented people, and what each of them wrote, voted and decided, so many days ago. */
import type { QuestionStatus } from '@/forum/documents'
import type { FlagReason } from '@/forum/flags'

/** A person by handle; `author` is whoever keeps the list. */
export type Who = string

export type Cast = { handle: string; name: string; role: 'member' | 'moderator'; about: string }

type Said = { by: Who; daysAgo: number; body: string; votes?: readonly Who[] }

export type Remark = Said & { replies?: readonly Remark[]; deleted?: boolean }

export type Reply = Said & {
  comments?: readonly Remark[]
  endorsed?: boolean
  /** Written by somebody without an account, under this name instead of `by`. */
  guest?: string
  /** Still waits for a moderator. */
  waits?: boolean
  /** The text before it was edited, a day later. */
  before?: string
  flags?: readonly { by: Who; reason: FlagReason; note: string }[]
}

export type Asked = { number: number } | (Said & { title: string; anchor?: string })

export type Thread = {
  /** The paper's slug or alias. */
  paper: string
  question: Asked
  votes?: readonly Who[]
  comments?: readonly Remark[]
  answers: readonly Reply[]
  status?: { by: Who; daysAgo: number; to: QuestionStatus; reason?: string }
}
