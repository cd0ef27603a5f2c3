import type { ReactNode } from 'react'

/** An empty state: what is not there, why, and what to do. */
export function Nothing({ title, level = 'h2', actions, children }: { title: string; level?: 'h1' | 'h2' | 'h3'; actions?: ReactNode; children: ReactNode }) {
  const Heading = level
  return (
    <section className="state">
      <Heading>{title}</Heading>
      <p>{children}</p>
      {actions === undefined ? null : <div className="send">{actions}</div>}
    </section>
  )
}
