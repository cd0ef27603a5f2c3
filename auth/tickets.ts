/** A ticket takes a person, once and within seconds, from a form that has just proved who they are to next-auth, which opens the session. */
import { processWide } from '@/config/process'
import { randomSecret } from '@/config/secret'

const lifeMs = 10_000
type Ticket = { person: number; endsAt: number }
const tickets = () => processWide('sign-in tickets', () => new Map<string, Ticket>())

export function issueTicket(person: number): string {
  const now = performance.now()
  const store = tickets()
  for (const [key, ticket] of store) if (ticket.endsAt < now) store.delete(key)
  const key = randomSecret()
  store.set(key, { person, endsAt: now + lifeMs })
  return key
}

/** The person of a ticket, once. */
export function redeemTicket(key: string): number | null {
  const ticket = tickets().get(key)
  tickets().delete(key)
  return ticket && ticket.endsAt >= performance.now() ? ticket.person : null
}
