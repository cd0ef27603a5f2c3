/** Everything the site keeps of a person, for that person to take away (SECURITY R24). No secret is in it, not even as a hash,
 *  and nothing that moderators noted for each other. */
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { db } from '@/db'
import { appeals, drafts, flags, follows, formerHandles, mailFollows, notifications, papers, people, posts, proposedEdits, pushSubscriptions, readings, revisions, sessions, signIns, tokens, votes } from '@/db/schema'

/** One JSON document; null where there is no such person. Times are ISO 8601 in UTC. */
export async function readOwnData(person: number): Promise<Record<string, unknown> | null> {
  const { heavy: read } = db()
  const [row] = await read.select({
    handle: people.handle, name: people.name, email: people.email, emailProved: people.emailProved, role: people.role, about: people.about, orcid: people.orcid,
    notices: people.notices, followsOwn: people.followsOwn, mailBouncedAt: people.mailBouncedAt,
    suspendedUntil: people.suspendedUntil, suspendedWhy: people.suspendedWhy, createdAt: people.createdAt,
  }).from(people).where(eq(people.id, person))
  if (!row) return null
  const own = read.select({ id: posts.id }).from(posts).where(eq(posts.person, person))
  return {
    person: row,
    formerHandles: await read.select({ handle: formerHandles.handleFolded, since: formerHandles.createdAt }).from(formerHandles).where(eq(formerHandles.person, person)).orderBy(asc(formerHandles.createdAt), asc(formerHandles.handleFolded)),
    posts: await read.select({
      id: posts.id, kind: posts.kind, paper: papers.slug, state: posts.state, title: posts.title, body: posts.body, revision: posts.revision,
      score: posts.score, createdAt: posts.createdAt, publicAt: posts.publicAt, editedAt: posts.editedAt, deletedAt: posts.deletedAt,
    }).from(posts).innerJoin(papers, eq(papers.id, posts.paper)).where(eq(posts.person, person)).orderBy(asc(posts.id)),
    revisions: await read.select({ post: revisions.post, number: revisions.number, title: revisions.title, body: revisions.body, reason: revisions.reason, createdAt: revisions.createdAt })
      .from(revisions).where(inArray(revisions.post, own)).orderBy(asc(revisions.id)),
    waitingEdits: await read.select({ post: proposedEdits.post, title: proposedEdits.title, body: proposedEdits.body, createdAt: proposedEdits.createdAt })
      .from(proposedEdits).where(and(inArray(proposedEdits.post, own), isNull(proposedEdits.decision))).orderBy(asc(proposedEdits.post)),
    appeals: await read.select({ post: appeals.post, words: appeals.words, outcome: appeals.outcome, createdAt: appeals.createdAt }).from(appeals).where(eq(appeals.person, person)).orderBy(asc(appeals.id)),
    votes: await read.select({ post: votes.post, createdAt: votes.createdAt }).from(votes).where(eq(votes.person, person)).orderBy(asc(votes.post)),
    flags: await read.select({ post: flags.post, reason: flags.reason, note: flags.note, outcome: flags.outcome, createdAt: flags.createdAt }).from(flags).where(eq(flags.person, person)).orderBy(asc(flags.id)),
    follows: await read.select({ kind: follows.kind, id: follows.target, createdAt: follows.createdAt }).from(follows).where(eq(follows.person, person)).orderBy(asc(follows.kind), asc(follows.target)),
    mailFollows: row.email === null ? [] : await read.select({ question: mailFollows.question, confirmedAt: mailFollows.confirmedAt, createdAt: mailFollows.createdAt }).from(mailFollows).where(eq(mailFollows.addressFolded, row.email.toLowerCase())).orderBy(asc(mailFollows.id)),
    notifications: await read.select({ kind: notifications.kind, post: notifications.post, question: notifications.question, createdAt: notifications.createdAt, readAt: notifications.readAt }).from(notifications).where(eq(notifications.person, person)).orderBy(asc(notifications.id)),
    readings: await read.select({ question: readings.question, post: readings.post, at: readings.at }).from(readings).where(eq(readings.person, person)).orderBy(asc(readings.question)),
    drafts: await read.select({ place: drafts.place, fields: drafts.fields, updatedAt: drafts.updatedAt }).from(drafts).where(eq(drafts.person, person)).orderBy(asc(drafts.place)),
    pushServices: await read.select({ endpoint: pushSubscriptions.endpoint, label: pushSubscriptions.label, createdAt: pushSubscriptions.createdAt }).from(pushSubscriptions).where(eq(pushSubscriptions.person, person)).orderBy(asc(pushSubscriptions.id)),
    signIns: await read.select({ provider: signIns.provider, subject: signIns.subject, label: signIns.label, createdAt: signIns.createdAt }).from(signIns).where(eq(signIns.person, person)).orderBy(asc(signIns.id)),
    sessions: await read.select({ label: sessions.label, createdAt: sessions.createdAt, seenAt: sessions.seenAt }).from(sessions).where(eq(sessions.person, person)).orderBy(asc(sessions.id)),
    tokens: await read.select({ label: tokens.label, scope: tokens.scope, lastUsed: tokens.lastUsed, createdAt: tokens.createdAt, revokedAt: tokens.revokedAt }).from(tokens).where(eq(tokens.person, person)).orderBy(asc(tokens.id)),
  }
}
