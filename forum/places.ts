/** Former addresses of questions: whoever follows an old link still arrives. */
import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db'
import { addresses } from '@/db/schema'

/** An address that led to a question leads to it for ever; the last one that left it counts. */
export async function rememberPlace(tx: Tx, slug: string, number: number, question: number): Promise<void> {
  await tx.insert(addresses).values({ kind: 'question', slug: `${slug}/${number}`, target: question })
    .onConflictDoUpdate({ target: [addresses.kind, addresses.slug], set: { target: question } })
}

/** Forgets an address to which its question has come back. */
export async function forgetPlace(tx: Tx, slug: string, number: number): Promise<void> {
  await tx.delete(addresses).where(and(eq(addresses.kind, 'question'), eq(addresses.slug, `${slug}/${number}`)))
}
