/** Steps through a long list: addresses of the neighbours, not numbers, because lists move while they are read. */
export function Pages({ label, previous, next }: { label: string; previous?: string | null; next?: string | null }) {
  if (!previous && !next) return null
  return (
    <nav className="pages" aria-label={label}>
      {previous ? <a href={previous} rel="prev">Previous</a> : null}
      {next ? <a href={next} rel="next">Next</a> : null}
    </nav>
  )
}
