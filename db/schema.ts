/** Every table, once for both engines. Words as in docs/words.md; shapes that later work needs are here from the first migration. */
import { sql } from 'drizzle-orm'
import { bigint, boolean, check, id, index, integer, json, moment, primaryKey, real, table, text, transactionId, uniqueIndex } from './dialect'

export const roles = ['member', 'moderator', 'author'] as const
export const postKinds = ['question', 'answer', 'comment'] as const
export const foundKinds = ['paper', ...postKinds, 'person'] as const
export const metadataSources = ['bibtex', 'csl-json', 'ris', 'crossref', 'arxiv'] as const
export const postStates = ['public', 'held', 'hidden', 'deleted'] as const
export const questionStatuses = ['open', 'answered', 'disputed', 'closed'] as const
export const anchorKinds = ['section', 'equation', 'figure', 'table', 'algorithm', 'theorem', 'page', 'quote', 'other'] as const
export const ratings = ['up', 'down'] as const
export const tokenScopes = ['read', 'write', 'moderate'] as const
/** What a notification is about, and where its mail goes: at once, in a digest, or nowhere. */
export const noticeKinds = ['question', 'answer', 'comment', 'mention', 'endorsement', 'status', 'decision', 'votes'] as const
export const mailings = ['now', 'daily', 'weekly'] as const
export const linkPurposes = ['claim', 'sign-in', 'operator', 'decide'] as const
export const decisionKinds = [
  'approve', 'reject', 'hide', 'spam', 'trust', 'restore', 'uphold', 'edit', 'lock', 'unlock', 'move', 'merge', 'split', 'to-comment', 'to-answer', 'slow', 'unslow', 'status', 'summary',
  'suspend', 'unsuspend', 'untrust', 'appoint', 'undo',
] as const
/** Why a question is closed; a reason in the moderator's own words goes with it. */
export const closings = ['off-topic', 'duplicate', 'in-paper'] as const
export const appealOutcomes = ['granted', 'refused'] as const

export type Link = { label: string; url: string }
/** A person on a title page. A group, or a name that cannot be parted, has a family name only. */
export type CitedName = { family: string; given: string | null }
/** Why two things are near: words of both, people on both title pages, the same topic, people who voted in both, and a mention of one in the other. */
export type NeighbourReasons = { words: string[]; people: string[]; topic: boolean; voters: number; mentioned: boolean }

/** What was known of a post when it was written, and why it was held or not: codes, numbers and the words that weighed most. Facts
 *  that are not so are left out. Kept for good: by it every hold can be explained, and other rules be tried. */
export type Screening = {
  standing: 'guest' | 'new' | 'trusted' | 'long' | 'moderator'
  trust: number
  links: number
  why: string[]
  /** How likely the filter took it for spam, 0…1; null where it had learned too little. */
  spam: number | null
  because: string[]
  /** Links to hosts to which no approved post links. */
  strange?: number
  trap?: true
  timing?: 'no-script' | 'haste'
  /** Whether the browser did the work that was asked for. */
  worked?: boolean
  alike?: 'waits' | 'rejected'
  words?: string[]
  domains?: string[]
  /** Posts from the same address that wait, and those that were rejected. */
  waiting?: number
  rejected?: number
  /** How the text stood to its surroundings, in the filter's tokens. */
  signals?: string[]
  /** The revision from which the filter has learned. */
  learned?: number
}

/** Where a post stands: what moving it back needs. */
export type PostPlace = { id: number; kind: (typeof postKinds)[number]; paper: number; question: number | null; parent: number | null; under: number | null; number: number | null }

/** What undoing a decision needs beside the state before: ids, numbers, and moderators' own words. Moments in ms. */
export type Before = {
  heldWhy?: string | null
  publicAt?: number | null
  revisedOnce?: boolean
  /** What the decision added to its writer's trust. */
  trust?: number
  /** Flags that it settled, and the appeal. */
  flags?: number[]
  appeal?: number | null
  learned?: 'spam' | 'fair' | null
  /** A waiting edit that it let through or dropped: the revision it made. */
  revision?: number
  places?: PostPlace[]
  repointed?: number[]
  /** Of a merged question that was taken down: where it had gone. */
  mergedInto?: number
  status?: (typeof questionStatuses)[number]
  statusWhy?: string | null
  statusAt?: number | null
  closedWhy?: (typeof closings)[number] | null
  closedPlace?: string | null
  duplicateOf?: number | null
  slowMinutes?: number
  summary?: number | null
}

export const people = table('people', {
  id: id(),
  handle: text().notNull(),
  handleFolded: text().notNull(),
  name: text().notNull(),
  nameSkeleton: text().notNull(),
  email: text(),
  emailFolded: text(),
  emailProved: moment(),
  password: text(),
  role: text().$type<(typeof roles)[number]>().notNull().default('member'),
  /** Keeps the reading list; such a person exists before anybody has claimed the site. */
  keepsList: boolean().notNull().default(false),
  about: text().notNull().default(''),
  orcid: text(),
  /** How many of this person's posts were approved, less those rejected. */
  trust: integer().notNull().default(0),
  suspendedUntil: moment(),
  suspendedWhy: text(),
  former: boolean().notNull().default(false),
  /** Until when this member stands in as a moderator. */
  delegateUntil: moment(),
  /** What was chosen for each kind of notice (`forum/notice-choices.ts`); what is left out is as usual. */
  notices: json<Record<string, string> | null>(),
  /** Whoever asks, answers or comments follows the question. */
  followsOwn: boolean().notNull().default(true),
  /** Hash of the secret in the address of one's notifications as a feed. */
  feedHash: text(),
  /** Since when mail to the address comes back: no more is sent until it is proved anew. */
  mailBouncedAt: moment(),
  /** Of this person's public posts: how many of each kind, the sum of their scores, and how many answers an author endorsed. */
  answers: integer().notNull().default(0),
  questions: integer().notNull().default(0),
  comments: integer().notNull().default(0),
  upvotes: integer().notNull().default(0),
  endorsements: integer().notNull().default(0),
  /** This person's posts that a moderator has taken down or rejected. */
  hidden: integer().notNull().default(0),
  createdAt: moment().notNull(),
}, t => [
  uniqueIndex('people_handle').on(t.handleFolded),
  uniqueIndex('people_email').on(t.emailFolded),
  index('people_skeleton').on(t.nameSkeleton),
  uniqueIndex('people_feed').on(t.feedHash),
])

export const formerHandles = table('former_handles', {
  handleFolded: text().primaryKey(),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  createdAt: moment().notNull(),
})

export const sessions = table('sessions', {
  id: id(),
  secretHash: text().notNull(),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  label: text().notNull().default(''),
  createdAt: moment().notNull(),
  seenAt: moment().notNull(),
  provedAt: moment().notNull(),
  endsAt: moment().notNull(),
}, t => [uniqueIndex('sessions_secret').on(t.secretHash), index('sessions_person').on(t.person)])

export const signIns = table('sign_ins', {
  id: id(),
  provider: text().notNull(),
  subject: text().notNull(),
  label: text().notNull().default(''),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('sign_ins_subject').on(t.provider, t.subject), index('sign_ins_person').on(t.person)])

/** One-time links: to claim the site, to sign in by mail, to sign in from the operator's hand. */
export const links = table('links', {
  id: id(),
  purpose: text().$type<(typeof linkPurposes)[number]>().notNull(),
  address: text(),
  person: integer().references(() => people.id, { onDelete: 'cascade' }),
  hash: text().notNull(),
  /** Of a link that decides: on which post, as it was read, and how. */
  post: integer(),
  revision: integer(),
  decision: text().$type<'approve' | 'reject' | 'spam'>(),
  endsAt: moment().notNull(),
  usedAt: moment(),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('links_hash').on(t.hash), index('links_person').on(t.person)])

export const tokens = table('tokens', {
  id: id(),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  hash: text().notNull(),
  scope: text().$type<(typeof tokenScopes)[number]>().notNull(),
  label: text().notNull().default(''),
  /** The day of last use, YYYY-MM-DD. */
  lastUsed: text(),
  revokedAt: moment(),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('tokens_hash').on(t.hash), index('tokens_person').on(t.person)])

export const topics = table('topics', {
  id: id(),
  slug: text().notNull(),
  title: text().notNull(),
  titleHtml: text().notNull(),
  /** True where the list gave no heading: the title is a stand-in. */
  untitled: boolean().notNull().default(false),
  parent: integer(),
  position: integer().notNull(),
  onList: boolean().notNull().default(true),
  /** Its papers that are on the list. */
  papers: integer().notNull().default(0),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('topics_slug').on(t.slug), index('topics_parent').on(t.parent, t.position)])

export const papers = table('papers', {
  id: id(),
  slug: text().notNull(),
  title: text().notNull(),
  titleHtml: text().notNull(),
  titleKey: text().notNull(),
  topic: integer().references(() => topics.id),
  authors: json<string[]>().notNull(),
  venue: text(),
  year: integer(),
  doi: text(),
  arxiv: text(),
  arxivVersion: integer(),
  links: json<Link[]>().notNull(),
  /** The list's line that stands over its questions, kept for the export. */
  questionsIntro: text(),
  /** Year and venue by which lists sort and filter: the list's own, else those of the paper's metadata. */
  knownYear: integer(),
  knownVenue: text(),
  position: integer().notNull(),
  onList: boolean().notNull().default(true),
  /** The number that the next question gets. */
  nextQuestion: integer().notNull().default(1),
  questions: integer().notNull().default(0),
  openQuestions: integer().notNull().default(0),
  answers: integer().notNull().default(0),
  activeAt: moment().notNull(),
  createdAt: moment().notNull(),
}, t => [
  uniqueIndex('papers_slug').on(t.slug),
  index('papers_topic').on(t.topic, t.onList, t.position, t.id),
  index('papers_listed').on(t.onList, t.position, t.id),
  index('papers_asked').on(t.position, t.id).where(sql`on_list and open_questions > 0`),
  index('papers_position').on(t.position, t.id),
  index('papers_title').on(t.titleKey),
  index('papers_by_year').on(t.onList, t.knownYear, t.id),
  index('papers_by_venue').on(t.onList, t.knownVenue, t.id),
  index('papers_by_activity').on(t.onList, t.activeAt, t.id),
  index('papers_by_open_questions').on(t.onList, t.openQuestions, t.id),
  index('papers_by_title').on(t.onList, t.titleKey, t.id),
  index('papers_doi').on(t.doi),
  index('papers_arxiv').on(t.arxiv),
])

/** Former slugs and aliases of papers and topics, and former places of questions (`slug/number`). */
export const addresses = table('addresses', {
  id: id(),
  kind: text().$type<'paper' | 'topic' | 'question'>().notNull(),
  slug: text().notNull(),
  target: integer().notNull(),
  /** True for an alias that the list gives, false for a former address. */
  alias: boolean().notNull().default(false),
}, t => [uniqueIndex('addresses_slug').on(t.kind, t.slug), index('addresses_target').on(t.kind, t.target)])

export const assessments = table('assessments', {
  id: id(),
  paper: integer().notNull().references(() => papers.id, { onDelete: 'cascade' }),
  author: integer().notNull().references(() => people.id),
  rating: text().$type<(typeof ratings)[number]>(),
  /** The mark as the list wrote it (👍, `:+1:`, ★★★), for the export. */
  mark: text(),
  remark: text(),
  remarkHtml: text(),
  /** What the last import read, so that a change on the site and one in the file can be told apart. */
  remembered: text(),
  /** What the file said where both had changed: it waits for the author's choice. */
  fromFile: text(),
  editedAt: moment().notNull(),
}, t => [uniqueIndex('assessments_paper').on(t.paper, t.author)])

export const notes = table('notes', {
  id: id(),
  assessment: integer().references(() => assessments.id, { onDelete: 'cascade' }),
  topic: integer().references(() => topics.id, { onDelete: 'cascade' }),
  parent: integer(),
  position: integer().notNull(),
  text: text().notNull(),
  html: text().notNull(),
  renderer: integer().notNull(),
  sourcePost: integer(),
}, t => [index('notes_assessment').on(t.assessment, t.position), index('notes_topic').on(t.topic), check('notes_place', sql`(assessment is null) <> (topic is null)`)])

export const guests = table('guests', {
  id: id(),
  name: text().notNull(),
  nameSkeleton: text().notNull(),
  /** Hash of the browser's signed cookie; `receipt ID` for posts without one. */
  cookieHash: text(),
  receiptHash: text().notNull(),
  /** Random, inside the receipt's secret: an id that comes again after a restore gives another receipt. */
  nonce: text().notNull(),
  /** Keyed hashes of the address and of its network, emptied after 30 days. */
  addressHash: text(),
  networkHash: text(),
  claimedBy: integer().references(() => people.id),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('guests_receipt').on(t.receiptHash), index('guests_cookie').on(t.cookieHash), index('guests_address').on(t.addressHash), index('guests_claimed').on(t.claimedBy)])

// Indexes of what is still worth answering hold those questions only. Without the kind, which follows from having a status:
// named beside the state it would lead SQLite to the index of all recent questions, which it then sorts.
const openQuestion = sql`state = 'public' and status in ('open', 'disputed')`

export const posts = table('posts', {
  id: id(),
  kind: text().$type<(typeof postKinds)[number]>().notNull(),
  paper: integer().notNull().references(() => papers.id),
  /** Its paper's topic, kept here while it is public so that a topic's newest posts are found by an index. */
  topic: integer(),
  /** The question's post; null on a question itself. */
  question: integer(),
  /** What it stands under: an answer its question, a comment any post of the thread. */
  parent: integer(),
  /** A comment's question or answer, however deep it replies. */
  under: integer(),
  number: integer(),
  title: text(),
  titleHtml: text(),
  /** A question's heading: its title, or the first sentence of its text. */
  heading: text(),
  state: text().$type<(typeof postStates)[number]>().notNull(),
  heldWhy: text(),
  status: text().$type<(typeof questionStatuses)[number]>(),
  statusWhy: text(),
  statusAt: moment(),
  /** Of an open question: in what somebody must be at home to answer it. */
  expertise: text(),
  /** Of a closed question: the kind of reason, where the paper answers it, which question it repeats. */
  closedWhy: text().$type<(typeof closings)[number]>(),
  closedPlace: text(),
  duplicateOf: integer(),
  /** In slow mode everybody but moderators waits so long between two posts in the thread; 0: as usual. */
  slowMinutes: integer().notNull().default(0),
  /** The number of the summary that stands over the answers. */
  summary: integer(),
  /** Came from the reading list, and stands there still (`listed`) or no longer. */
  imported: boolean().notNull().default(false),
  listed: boolean().notNull().default(false),
  anchorKind: text().$type<(typeof anchorKinds)[number]>(),
  anchorLabel: text(),
  anchorSort: text(),
  anchorQuote: text(),
  anchorVersion: text(),
  person: integer().references(() => people.id),
  guest: integer().references(() => guests.id),
  /** The role under which it was written, shown beside the name. */
  role: text().$type<'guest' | (typeof roles)[number]>().notNull(),
  body: text().notNull(),
  html: text().notNull(),
  plain: text().notNull(),
  renderer: integer().notNull(),
  score: integer().notNull().default(0),
  /** Who voted on an answer of this thread since this answer stood there. */
  voters: integer().notNull().default(0),
  rank: real().notNull().default(0),
  answers: integer().notNull().default(0),
  comments: integer().notNull().default(0),
  endorsed: boolean().notNull().default(false),
  pinned: boolean().notNull().default(false),
  revision: integer().notNull().default(1),
  /** A rejected post may be revised once. */
  revisedOnce: boolean().notNull().default(false),
  locked: boolean().notNull().default(false),
  /** A question that was merged: it is hidden, and its text stands folded in the thread it went into. */
  mergedInto: integer(),
  flags: integer().notNull().default(0),
  /** An edit of it, or an appeal about it, waits for a moderator. */
  proposed: boolean().notNull().default(false),
  appealed: boolean().notNull().default(false),
  screening: json<Screening | null>(),
  /** How likely it is spam, 0…1: for the order of the queue. */
  risk: real().notNull().default(0),
  /** As what the filter has learned it. */
  learned: text().$type<'spam' | 'fair'>(),
  /** The moderator who edited it last; null where its writer did. */
  editedBy: integer(),
  scoredAt: moment(),
  /** A vote came within a second of the last `post.scored`: that one is still to be told. */
  scoredLate: boolean().notNull().default(false),
  createdAt: moment().notNull(),
  /** Since when it is or was public; a held post has none. */
  publicAt: moment(),
  editedAt: moment(),
  deletedAt: moment(),
  deletedByWriter: boolean(),
  /** The state it had before it was deleted, which taking the deletion back gives again. */
  deletedFrom: text().$type<'public' | 'held' | 'hidden'>(),
  activeAt: moment().notNull(),
}, t => [
  uniqueIndex('posts_number').on(t.paper, t.number),
  index('posts_ranked').on(t.question, t.kind, sql`endorsed desc`, sql`rank desc`, t.id),
  index('posts_by_time').on(t.question, t.kind, t.id),
  index('posts_of_thread').on(t.question, t.kind, t.state, t.publicAt, t.id),
  index('posts_waiting').on(t.question, t.kind, t.id).where(sql`state in ('held', 'hidden')`),
  index('posts_under').on(t.under, t.id),
  index('posts_parent').on(t.parent),
  index('posts_person').on(t.person, t.kind, t.state, t.publicAt, t.id),
  index('posts_guest').on(t.guest).where(sql`guest is not null`),
  index('posts_held').on(t.id).where(sql`state = 'held'`),
  index('posts_hidden').on(t.id).where(sql`state = 'hidden'`),
  index('posts_risky').on(t.risk, t.id).where(sql`state = 'held'`),
  index('posts_proposed').on(t.id).where(sql`proposed`),
  index('posts_appealed').on(t.id).where(sql`appealed`),
  index('posts_merged').on(t.mergedInto).where(sql`merged_into is not null`),
  index('posts_duplicates').on(t.duplicateOf).where(sql`duplicate_of is not null`),
  index('posts_flagged').on(t.id).where(sql`flags > 0 and state = 'public'`),
  index('posts_scored_late').on(t.id).where(sql`scored_late`),
  index('posts_open_voted').on(t.score, t.id).where(openQuestion),
  index('posts_open_newest').on(t.publicAt, t.id).where(openQuestion),
  index('posts_open_unanswered').on(t.answers, sql`score desc`, sql`id desc`).where(openQuestion),
  index('posts_open_voted_of').on(t.topic, t.score, t.id).where(openQuestion),
  index('posts_open_newest_of').on(t.topic, t.publicAt, t.id).where(openQuestion),
  index('posts_open_unanswered_of').on(t.topic, t.answers, sql`score desc`, sql`id desc`).where(openQuestion),
  index('posts_open_expertise').on(t.expertise, t.id).where(sql`expertise is not null and state = 'public' and status in ('open', 'disputed')`),
  index('posts_recent').on(t.kind, t.state, t.publicAt, t.id),
  index('posts_of_paper').on(t.paper, t.kind, t.state, t.publicAt, t.id),
  index('posts_of_topic').on(t.topic, t.kind, t.state, t.publicAt, t.id),
  // Texts of an older renderer are looked for at each start; without it every text of the site would be read.
  index('posts_renderer').on(t.renderer, t.id),
  check('posts_kind', sql`(kind = 'question' and number is not null and question is null and parent is null and status is not null and heading is not null)
    or (kind = 'answer' and number is null and question is not null and parent = question and title is null)
    or (kind = 'comment' and number is null and question is not null and parent is not null and under is not null and title is null)`),
  check('posts_state_known', sql`state in ('public', 'held', 'hidden', 'deleted')`),
])

export const revisions = table('revisions', {
  id: id(),
  post: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  number: integer().notNull(),
  title: text(),
  body: text().notNull(),
  html: text().notNull(),
  renderer: integer().notNull(),
  person: integer(),
  reason: text(),
  /** Whether this text was ever public: a text that was only held is nobody's to read. */
  state: text().$type<(typeof postStates)[number]>().notNull(),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('revisions_post').on(t.post, t.number)])

export const votes = table('votes', {
  post: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  /** The question of an answer voted on; null for votes on questions and comments, which rank nothing. */
  thread: integer(),
  /** The merged question from which this vote came. */
  mergedFrom: integer(),
  createdAt: moment().notNull(),
}, t => [primaryKey({ columns: [t.post, t.person] }), index('votes_thread').on(t.thread, t.person, t.createdAt), index('votes_person').on(t.person, t.post)])

export const endorsements = table('endorsements', {
  post: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  author: integer().notNull().references(() => people.id),
  createdAt: moment().notNull(),
}, t => [primaryKey({ columns: [t.post, t.author] })])

export const flags = table('flags', {
  id: id(),
  post: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  person: integer(),
  /** A guest's address as a keyed hash. */
  addressHash: text(),
  reason: text().notNull(),
  note: text(),
  outcome: text().$type<'kept' | 'hidden'>(),
  decision: integer(),
  createdAt: moment().notNull(),
}, t => [index('flags_post').on(t.post, t.id), uniqueIndex('flags_person').on(t.post, t.person).where(sql`outcome is null`), uniqueIndex('flags_address').on(t.post, t.addressHash).where(sql`outcome is null`)])

/** Moderators' decisions, append-only: what was decided on which post or person, by whom, why, and the state before. */
export const decisions = table('decisions', {
  id: id(),
  kind: text().$type<(typeof decisionKinds)[number]>().notNull(),
  post: integer(),
  person: integer(),
  rule: text(),
  words: text(),
  by: integer(),
  byRole: text().$type<'moderator' | 'author' | 'operator'>().notNull(),
  stateBefore: text(),
  undoes: integer(),
  appealOf: integer(),
  target: integer(),
  until: moment(),
  before: json<Before | null>(),
  /** The decision of which this one is a part: a suspension that hides posts. */
  partOf: integer(),
  createdAt: moment().notNull(),
}, t => [index('decisions_post').on(t.post, t.id), index('decisions_person').on(t.person, t.id), index('decisions_by').on(t.by, t.id), index('decisions_undoes').on(t.undoes), index('decisions_part').on(t.partOf)])

/** Appeals of writers against decisions, one each. */
export const appeals = table('appeals', {
  id: id(),
  decision: integer().notNull().references(() => decisions.id),
  post: integer(),
  person: integer(),
  guest: integer(),
  words: text().notNull(),
  outcome: text().$type<(typeof appealOutcomes)[number]>(),
  /** The decision that settled it. */
  settledBy: integer(),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('appeals_decision').on(t.decision), index('appeals_post').on(t.post), index('appeals_open').on(t.id).where(sql`outcome is null`)])

/** A guest's edit of a public post: it waits, and the public text stays. */
export const proposedEdits = table('proposed_edits', {
  post: integer().primaryKey().references(() => posts.id, { onDelete: 'cascade' }),
  /** The revision that was edited. */
  revision: integer().notNull(),
  title: text(),
  titleHtml: text(),
  heading: text(),
  body: text().notNull(),
  html: text().notNull(),
  plain: text().notNull(),
  renderer: integer().notNull(),
  why: text().notNull(),
  /** The decision that let it through or dropped it: the row stays a while so that this can be undone. Null while it waits. */
  decision: integer(),
  createdAt: moment().notNull(),
}, t => [index('proposed_edits_decided').on(t.createdAt).where(sql`decision is not null`)])

/** Summaries of threads by moderators and authors; the last one stands, the former stay readable. */
export const summaries = table('summaries', {
  id: id(),
  question: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  number: integer().notNull(),
  body: text().notNull(),
  html: text().notNull(),
  renderer: integer().notNull(),
  person: integer(),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('summaries_number').on(t.question, t.number)])

/** What moderators note of a person, for moderators alone. */
export const personNotes = table('person_notes', {
  id: id(),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  by: integer(),
  words: text().notNull(),
  createdAt: moment().notNull(),
}, t => [index('person_notes_person').on(t.person, t.id)])

/** Which item of the queue a moderator is looking at. */
export const looks = table('looks', {
  person: integer().primaryKey().references(() => people.id, { onDelete: 'cascade' }),
  post: integer().notNull(),
  at: moment().notNull(),
}, t => [index('looks_post').on(t.post)])

/** In how many posts that were decided to be spam, and in how many that were let through, a word stood; '' counts the posts. */
export const spamWords = table('spam_words', { word: text().primaryKey(), spam: integer().notNull().default(0), fair: integer().notNull().default(0) })

/** Bands of the MinHash of texts by those who are not trusted yet: texts alike share one. */
export const fingerprints = table('fingerprints', {
  post: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  band: integer().notNull(),
  value: integer().notNull(),
}, t => [primaryKey({ columns: [t.post, t.band] }), index('fingerprints_value').on(t.band, t.value, t.post)])

/** What happened, append-only: ids, never text. */
export const events = table('events', {
  id: id(),
  kind: text().notNull(),
  actor: integer(),
  post: integer(),
  question: integer(),
  paper: integer(),
  topic: integer(),
  person: integer(),
  decision: integer(),
  /** Whether everybody may read it in the public log. */
  public: boolean().notNull(),
  tx: transactionId(),
  at: moment().notNull(),
}, t => [index('events_public').on(t.public, t.id)])

export const followers = table('followers', { name: text().primaryKey(), position: integer().notNull(), updatedAt: moment().notNull() })

export const setAside = table('set_aside', {
  id: id(),
  follower: text().notNull(),
  event: integer().notNull(),
  error: text().notNull(),
  tries: integer().notNull(),
  createdAt: moment().notNull(),
})

export const outbox = table('outbox', {
  id: id(),
  kind: text().notNull(),
  key: text().notNull(),
  payload: json<Record<string, string>>().notNull(),
  state: text().$type<'waiting' | 'sent' | 'dead'>().notNull().default('waiting'),
  tries: integer().notNull().default(0),
  nextAt: moment().notNull(),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('outbox_key').on(t.key), index('outbox_next').on(t.state, t.nextAt)])

export const follows = table('follows', {
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  kind: text().notNull(),
  target: integer().notNull(),
  /** The merged question from which this came. */
  mergedFrom: integer(),
  createdAt: moment().notNull(),
}, t => [primaryKey({ columns: [t.person, t.kind, t.target] }), index('follows_target').on(t.kind, t.target)])

/** Guests who follow a question by an address alone. Until the link in the first mail is used, nothing else is sent there. */
export const mailFollows = table('mail_follows', {
  id: id(),
  question: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  address: text().notNull(),
  addressFolded: text().notNull(),
  confirmedAt: moment(),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('mail_follows_address').on(t.question, t.addressFolded), index('mail_follows_folded').on(t.addressFolded), index('mail_follows_unconfirmed').on(t.createdAt).where(sql`confirmed_at is null`)])

/** What somebody is told of an event: one row for an event and a person. Whether it may be seen depends on what it is about as it is now. */
export const notifications = table('notifications', {
  id: id(),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  event: integer().notNull(),
  kind: text().$type<(typeof noticeKinds)[number]>().notNull(),
  /** For which of its reasons: it is about what the person wrote, or about what they follow. */
  own: boolean().notNull().default(false),
  post: integer(),
  question: integer(),
  paper: integer(),
  actor: integer(),
  decision: integer(),
  /** Of votes: how many there were. */
  milestone: integer(),
  mailing: text().$type<(typeof mailings)[number]>(),
  /** The mail that carries it, by its key in the outbox. */
  mailKey: text(),
  createdAt: moment().notNull(),
  readAt: moment(),
}, t => [
  uniqueIndex('notifications_event').on(t.person, t.event),
  index('notifications_person').on(t.person, t.id),
  index('notifications_unread').on(t.person, t.id).where(sql`read_at is null`),
  index('notifications_question').on(t.person, t.question, t.id),
  index('notifications_post').on(t.post, t.person),
  index('notifications_mail').on(t.mailKey).where(sql`mail_key is not null`),
  index('notifications_unmailed').on(t.mailing, t.person).where(sql`mailing is not null and mail_key is null`),
])

/** How far somebody has read in a question that they follow: the newest post that was public then. */
export const readings = table('readings', {
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  question: integer().notNull().references(() => posts.id, { onDelete: 'cascade' }),
  post: integer().notNull(),
  at: moment().notNull(),
}, t => [primaryKey({ columns: [t.person, t.question] })])

/** Half-written texts of those who are signed in, one a place, so that they go on at another device. */
export const drafts = table('drafts', {
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  /** `answer QUESTION`, `comment POST`, `edit POST`, `ask PAPER`. */
  place: text().notNull(),
  fields: json<Record<string, string>>().notNull(),
  revision: integer().notNull().default(1),
  updatedAt: moment().notNull(),
}, t => [primaryKey({ columns: [t.person, t.place] }), index('drafts_updated').on(t.person, t.updatedAt)])

/** Browsers that are told of notifications by a push service. */
export const pushSubscriptions = table('push_subscriptions', {
  id: id(),
  person: integer().notNull().references(() => people.id, { onDelete: 'cascade' }),
  endpoint: text().notNull(),
  p256dh: text().notNull(),
  auth: text().notNull(),
  label: text().notNull().default(''),
  createdAt: moment().notNull(),
}, t => [uniqueIndex('push_subscriptions_endpoint').on(t.endpoint), index('push_subscriptions_person').on(t.person)])

/** The first answer to a request, kept for a day in the write's own transaction. */
export const idempotency = table('idempotency', {
  key: text().primaryKey(),
  bodyHash: text().notNull(),
  result: json<IdempotentResult>().notNull(),
  createdAt: moment().notNull(),
})
export type IdempotentResult = { post: number; guest: number | null }

export const rates = table('rates', {
  key: text().notNull(),
  /** Start of the window, in ms since 1970 divided by its length. */
  window: bigint().notNull(),
  count: integer().notNull(),
  endsAt: moment().notNull(),
}, t => [primaryKey({ columns: [t.key, t.window] }), index('rates_ends').on(t.endsAt)])

/** Numbers that pages show of the whole site, kept in the transactions that change them (`forum/counters.ts`). */
export const counters = table('counters', { name: text().primaryKey(), value: integer().notNull().default(0) })

export const settings = table('settings', { key: text().primaryKey(), value: json<unknown>().notNull() })

/** What search finds: one row a paper, public post or person, its texts as words in the index's spelling (`text/search-words.ts`). The
 *  engines' full-text indexes are made on it by their own migrations. */
export const searchRows = table('search_rows', {
  id: id(),
  kind: text().$type<(typeof foundKinds)[number]>().notNull(),
  /** Null on a person's row. */
  paper: integer(),
  post: integer(),
  topic: integer(),
  /** Who wrote it; on a person's row the person. */
  person: integer(),
  /** When it became public, as YYYYMM. */
  month: integer(),
  endorsed: boolean().notNull().default(false),
  title: text().notNull(),
  /** Names as they are written: writer and handle, or the people on a paper's title page. */
  people: text().notNull(),
  body: text().notNull(),
  /** Features of its formulas (`text/formula-features.ts`). */
  maths: text().notNull().default(''),
  /** Which version of the index's spelling wrote it. */
  spelling: integer().notNull(),
}, t => [uniqueIndex('search_rows_post').on(t.post), index('search_rows_paper').on(t.paper, t.kind), index('search_rows_person').on(t.person, t.kind), index('search_rows_spelling').on(t.spelling, t.id)])

/** The words that search rows hold, and in about how many: for beginnings of words, slips of the finger, and how much a word says. */
export const searchWords = table('search_words', {
  id: id(),
  word: text().notNull(),
  rows: integer().notNull(),
}, t => [uniqueIndex('search_words_word').on(t.word)])

/** Where a post, or the author's notes on a paper, mention another post or paper. */
export const mentions = table('mentions', {
  id: id(),
  /** The post that mentions; null where the notes on `paper` do. */
  post: integer().references(() => posts.id, { onDelete: 'cascade' }),
  paper: integer().references(() => papers.id, { onDelete: 'cascade' }),
  toPost: integer().references(() => posts.id, { onDelete: 'cascade' }),
  toPaper: integer().references(() => papers.id, { onDelete: 'cascade' }),
}, t => [index('mentions_post').on(t.post), index('mentions_paper').on(t.paper), index('mentions_to_post').on(t.toPost, t.post), index('mentions_to_paper').on(t.toPaper, t.post)])

/** What BibTeX, CSL-JSON, RIS, Crossref or arXiv say of a paper. What the reading list says itself goes before it. */
export const paperMetadata = table('paper_metadata', {
  paper: integer().primaryKey().references(() => papers.id, { onDelete: 'cascade' }),
  source: text().$type<(typeof metadataSources)[number]>().notNull(),
  title: text().notNull(),
  /** The title with braces around what keeps its capitals, as BibTeX had it; `\{`, `\}` and `\\` are signs. */
  braced: text(),
  authors: json<CitedName[]>().notNull(),
  /** One of CSL's types. */
  type: text().notNull(),
  /** Journal or proceedings. */
  container: text(),
  publisher: text(),
  volume: text(),
  issue: text(),
  pages: text(),
  year: integer(),
  month: integer(),
  day: integer(),
  doi: text(),
  arxiv: text(),
  arxivVersion: integer(),
  /** arXiv's category of it: cs.LG, hep-th. */
  primaryClass: text(),
  url: text(),
  abstract: text(),
  updatedAt: moment().notNull(),
}, t => [index('paper_metadata_doi').on(t.doi), index('paper_metadata_arxiv').on(t.arxiv)])

/** Questions and papers near one another, worked out beside the requests, with the reasons. */
export const neighbours = table('neighbours', {
  kind: text().$type<'question' | 'paper'>().notNull(),
  /** The question's post, or the paper. */
  one: integer().notNull(),
  other: integer().notNull(),
  score: real().notNull(),
  why: json<NeighbourReasons>().notNull(),
}, t => [primaryKey({ columns: [t.kind, t.one, t.other] }), index('neighbours_other').on(t.kind, t.other)])

/** How often pages were sent to people, by day: numbers only. */
export const visits = table('visits', {
  /** YYYY-MM-DD in UTC. */
  day: text().notNull(),
  /** `home`, `paper 12`, `question 34`, `topic 5`, `person 6`, or the kind of page. */
  page: text().notNull(),
  views: integer().notNull().default(0),
  /** How many different visitors, told apart for that day only. */
  visitors: integer().notNull().default(0),
}, t => [primaryKey({ columns: [t.day, t.page] }), index('visits_page').on(t.page, t.day)])

/** From which hosts visits came, by day. */
export const visitSources = table('visit_sources', {
  day: text().notNull(),
  host: text().notNull(),
  visits: integer().notNull().default(0),
}, t => [primaryKey({ columns: [t.day, t.host] })])
