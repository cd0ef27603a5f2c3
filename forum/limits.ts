/** The numbers that bound what people may do, once. */
import { t } from '@/words'

export const limits = {
  title: 200,
  expertise: 60,
  body: 40_000,
  flagNote: 1_000,
  reason: 1_000,
  appeal: 1_000,
  personNote: 1_000,
  name: 60,
  about: 300,
  handle: { min: 3, max: 30 },
  search: 200,
  searchTerms: 12,
  /** Of a question that is being written, as much is compared with others. */
  similarText: 4_000,
  anchor: 120,
  quotation: 1_000,
  answersPerPage: 50,
  guestLinks: 2,
  guestQueue: 500,
  guestWaiting: 10,
  /** What a guest's browser is asked to do, where the author wants it: about 2 to this power hashes. */
  workBits: 15,
  /** Drafts of one person; fields of one draft, and what each may hold beside the text. */
  drafts: 50,
  draftFields: 12,
  draftField: 2_000,
  listBytes: 2 * 1024 * 1024,
} as const

const minute = 60_000
const hour = 60 * minute

/** How often: at most `count` in `windowMs`. */
export type Rate = { name: string; count: number; windowMs: number; what: string }

export const rates = {
  guestPosts: { name: 'guest-posts', count: 5, windowMs: hour, what: t('Guests may post 5 times an hour, and you have.') },
  guestSubnet: { name: 'guest-subnet', count: 30, windowMs: hour, what: t('Many guests have posted from your network in the last hour.') },
  guestsTogether: { name: 'guests-together', count: 300, windowMs: hour, what: t('Guests have posted 300 times on this site in the last hour, more than can be read.') },
  guestEdits: { name: 'guest-edits', count: 20, windowMs: hour, what: t('Guests may change published posts 20 times an hour, and you have.') },
  newMemberPosts: { name: 'posts', count: 20, windowMs: hour, what: t('You have posted 20 times in an hour.') },
  memberPosts: { name: 'posts', count: 60, windowMs: hour, what: t('You have posted 60 times in an hour.') },
  moderatorPosts: { name: 'posts', count: 600, windowMs: minute, what: t('You have posted 600 times in a minute.') },
  votes: { name: 'votes', count: 60, windowMs: minute, what: t('You have voted 60 times in a minute.') },
  follows: { name: 'follows', count: 60, windowMs: minute, what: t('You have followed or left 60 things in a minute.') },
  devices: { name: 'devices', count: 20, windowMs: hour, what: t('You have switched notices on 20 times in an hour.') },
  noticeMails: { name: 'notice-mails', count: 12, windowMs: hour, what: t('Twelve mails were sent to you in an hour.') },
  drafts: { name: 'drafts', count: 60, windowMs: minute, what: t('Drafts were kept 60 times in a minute.') },
  readings: { name: 'readings', count: 60, windowMs: minute, what: t('You have read on 60 times in a minute.') },
  statuses: { name: 'statuses', count: 20, windowMs: hour, what: t('You have set statuses 20 times in an hour.') },
  flags: { name: 'flags', count: 5, windowMs: minute, what: t('You have flagged 5 posts in a minute.') },
  signIns: { name: 'sign-ins', count: 5, windowMs: 15 * minute, what: t('There were 5 failed tries at this account from your address.') },
  signInsAddress: { name: 'sign-ins-address', count: 30, windowMs: hour, what: t('There were 30 failed tries from your address.') },
  mailLinks: { name: 'mail-links', count: 3, windowMs: hour, what: t('Three links were sent to this mailbox in an hour.') },
  mailFollows: { name: 'mail-follows', count: 10, windowMs: hour, what: t('Ten addresses were given from here in an hour.') },
  mailFollowsSubnet: { name: 'mail-follows-subnet', count: 30, windowMs: hour, what: t('Many addresses were given from your network in the last hour.') },
  mailFollowsTogether: { name: 'mail-follows-together', count: 200, windowMs: hour, what: t('Very many addresses were given on this site in the last hour.') },
  mailFollowsBox: { name: 'mail-follows-box', count: 3, windowMs: 24 * hour, what: t('Three links were sent to this mailbox in a day.') },
  signUps: { name: 'sign-ups', count: 5, windowMs: hour, what: t('Five accounts were made from your address in an hour.') },
} as const satisfies Record<string, Rate>
