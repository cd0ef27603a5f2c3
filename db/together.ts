/** Statements of one transaction that do not wait for each other: PostgreSQL is sent them together. */

/** Resolves when all have ended, and then fails with the first that failed: none may still be under way when its transaction is undone. */
export async function together(...works: (Promise<unknown> | null)[]): Promise<void> {
  for (const end of await Promise.allSettled(works.filter(work => work !== null))) if (end.status === 'rejected') throw end.reason
}
