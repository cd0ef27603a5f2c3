/** What reading gives: documents that pages show and the API sends. No row of a table leaves `forum/`. */
import type { anchorKinds, closings, foundKinds, Link, NeighbourReasons, postKinds, postStates, questionStatuses, roles } from '@/db/schema'

export { anchorKinds, closings, decisionKinds, foundKinds, postKinds, postStates, questionStatuses, roles } from '@/db/schema'

export type PostKind = (typeof postKinds)[number]
/** What search finds. */
export type FoundKind = (typeof foundKinds)[number]
export type PostState = (typeof postStates)[number]
export type QuestionStatus = (typeof questionStatuses)[number]
export type Rating = 'up' | 'down' | null

export type Writer =
  | { handle: string; name: string; role: (typeof roles)[number]; former: boolean }
  | { guest: string }

export type Anchor = { kind: (typeof anchorKinds)[number]; label: string; quote: string | null; version: string | null }

/** In what an answerer should be at home, and the slug under which questions that want the same are listed. */
export type Expertise = { words: string; slug: string }

export type DecisionOnPost = { decision: string; reason: string | null; rule: string | null; at: Date; byRole: string; mayRevise: boolean }

/** A public post, or the author's notes on a paper, that mentions something. */
export type Mention = {
  /** Null where the author's notes do. */
  by: { writer: Writer; kind: PostKind } | null
  url: string
  question: { heading: string; headingHtml: string } | null
  paper: { title: string; titleHtml: string }
}
/** What mentions one thing, newest first; `total` counts those too that are not named here. */
export type MentionedIn = { items: Mention[]; total: number }

/** A post as its viewer may see it. Of a tombstone (deleted, or hidden with replies) only the frame is left. */
export type Post = {
  id: number
  kind: PostKind
  paper: string
  /** The question's id; a question's own. */
  question: number
  questionNumber: number
  parent: number | null
  writer: Writer
  body: string
  html: string
  plain: string
  score: number
  state: PostState
  endorsed: boolean
  endorsedBy: string | null
  createdAt: Date
  publicAt: Date | null
  editedAt: Date | null
  /** Whether a moderator edited it last. */
  editedByModerator: boolean
  deletedAt: Date | null
  /** Of a tombstone: withdrawn by its writer, or removed by a moderator (with the reason). */
  removed: { by: 'writer' | 'moderator'; reason: string | null } | null
  revision: number
  /** Address on this site without the origin, e.g. /papers/pencil/questions/1#post-12. */
  url: string
  /** Only for its writer and moderators. */
  heldWhy: string | null
  decision: DecisionOnPost | null
  own: boolean
  /** What mentions it; null where nothing does. */
  mentionedIn: MentionedIn | null
}

export type Question = Post & {
  kind: 'question'
  number: number
  title: string | null
  /** The title, or the first sentence of the text; and the same with its mathematics set. */
  heading: string
  headingHtml: string
  status: QuestionStatus
  statusWhy: string | null
  statusAt: Date | null
  closedWhy: (typeof closings)[number] | null
  closedPlace: string | null
  /** In what somebody must be at home to answer it. */
  expertise: Expertise | null
  /** In slow mode: how many minutes lie between two posts of one person. */
  slowMinutes: number
  anchor: Anchor | null
  locked: boolean
  pinned: boolean
  imported: boolean
  /** Still on the author's list; true also of questions that never came from it. */
  listed: boolean
  answerCount: number
  commentCount: number
  activeAt: Date
}

/** A comment; replies stand in the same list after what they reply to. `depth` 0 or 1; `replyTo` names whom a deeper reply answers. */
export type Comment = Post & { kind: 'comment'; depth: 0 | 1; replyTo: string | null }
export type Answer = Post & { kind: 'answer'; comments: Comment[] }

/** The public answer of which a note was made. */
export type NoteSource = { post: number; writer: Writer; url: string }
export type Note = { text: string; html: string; source: NoteSource | null; notes: Note[] }
export type Assessment = { author: string; authorHandle: string; rating: Rating; mark: string | null; remark: string | null; remarkHtml: string | null; notes: Note[]; editedAt: Date }

export type TopicRef = { slug: string; title: string; titleHtml: string }

/** A line of a list of papers. */
export type PaperLine = {
  id: number
  slug: string
  title: string
  titleHtml: string
  topic: TopicRef | null
  authors: string[]
  venue: string | null
  year: number | null
  doi: string | null
  arxiv: string | null
  arxivVersion: number | null
  links: Link[]
  /** The list's author's; further authors' follow. */
  ratings: { author: string; rating: Rating; mark: string | null }[]
  /** What the list says of it first, short. */
  gistHtml: string | null
  /** Venue and year by which lists are sorted: the list's own, else those of the paper's metadata. */
  known: { venue: string | null; year: number | null }
  counts: { questions: number; openQuestions: number; answers: number }
  /** Of the newest post on it; of its coming onto the list where there is none. */
  activeAt: Date
  onList: boolean
  url: string
}
/** What is known of a paper beside the reading list. */
export type PaperFacts = { container: string | null; publisher: string | null; volume: string | null; issue: string | null; pages: string | null; abstract: string | null }
export type Paper = Omit<PaperLine, 'gistHtml'> & { aliases: string[]; assessments: Assessment[]; facts: PaperFacts | null }

/** A question in its paper’s own list: with the beginning of its text, where its heading is not that already. */
export type QuotedQuestion = QuestionLine & { gistHtml: string }

/** A line of a list of questions. */
export type QuestionLine = {
  id: number
  number: number
  heading: string
  headingHtml: string
  paper: { slug: string; title: string; titleHtml: string; short: string }
  status: QuestionStatus
  /** In what somebody must be at home to answer it. */
  expertise: Expertise | null
  anchor: Anchor | null
  score: number
  answers: number
  createdAt: Date
  activeAt: Date
  imported: boolean
  listed: boolean
  url: string
}

export type RecentAnswer = { id: number; writer: Writer; excerptHtml: string; publicAt: Date; endorsed: boolean; score: number; url: string; question: { heading: string; headingHtml: string; url: string } }

/** What a moderator or author sums up of a thread; `by` null where the operator wrote it. */
export type Summary = { number: number; body: string; html: string; by: string | null; at: Date }
/** A question that was merged into the thread: its own text stays readable there. */
export type MergedQuestion = { id: number; heading: string; headingHtml: string; html: string; plain: string; writer: Writer; at: Date; editedAt: Date | null }
/** Another question that this one repeats, or that repeats it. */
export type QuestionRef = { id: number; number: number; heading: string; headingHtml: string; url: string }

/** A line of another question, with its paper. */
export type OtherQuestion = QuestionRef & { paper: { slug: string; short: string; url: string }; status: QuestionStatus; answers: number }
/** A question near another one, and why. */
export type RelatedQuestion = OtherQuestion & { why: NeighbourReasons }
/** A question like one that is being written: of the same paper or not, and the words that both have. */
export type SimilarQuestion = OtherQuestion & { here: boolean; words: string[] }
/** A paper near another one, and why. */
export type NearPaper = { id: number; slug: string; title: string; titleHtml: string; authors: string[]; venue: string | null; year: number | null; url: string; why: NeighbourReasons }

export type AnswerOrder = 'ranked' | 'newest' | 'oldest'

export type Thread = {
  paper: Paper
  question: Question
  comments: Comment[]
  answers: Answer[]
  /** Answers that only this viewer sees: one's own that are held or hidden; for moderators all such. */
  waiting: Answer[]
  summary: Summary | null
  merged: MergedQuestion[]
  /** The question that this one was closed for repeating, and those that were closed for repeating it. */
  duplicateOf: QuestionRef | null
  duplicates: QuestionRef[]
  order: AnswerOrder
  /** Cursor of the next 50 answers, and of those before. */
  next: string | null
  previous: string | null
  /** The other questions of the paper, for the margin. */
  siblings: { number: number; heading: string; headingHtml: string; url: string; current: boolean }[]
}

export type TopicPage = { id: number; slug: string; title: string; titleHtml: string; notes: Note[]; parent: TopicRef | null; topics: { slug: string; title: string; titleHtml: string; papers: number }[]; papers: PaperLine[]
  /** Of all its papers on the list, and the cursor of the next page of them. */
  total: number; next: string | null }
export type TopicGroup = { slug: string; title: string; titleHtml: string; depth: number; papers: PaperLine[]; total: number }

export type PersonPage = {
  handle: string
  name: string
  role: (typeof roles)[number]
  about: string
  orcid: string | null
  former: boolean
  since: Date
  counts: { answers: number; endorsed: number; questions: number; comments: number; upvotes: number }
  kind: 'answers' | 'questions' | 'comments'
  posts: { id: number; excerptHtml: string; score: number; endorsed: boolean; publicAt: Date; url: string; question: { heading: string; headingHtml: string; url: string } }[]
  next: string | null
}

/** What the site says of itself: from the environment, else from the reading list's head. */
export type Site = { name: string; author: string; legend: string | null; licence: string | null; source: string | null; intro: string | null; introHtml: string | null; url: string }

export type Page<T> = { items: T[]; next: string | null }
