/** Asks for the mathematical font early on pages that need it, so that formulas are right in the first paint. */
export function MathematicalFont({ when }: { when: boolean }) {
  if (!when) return null
  return <link rel="preload" href="/fonts/stix-two-math-basic-1.woff2" as="font" type="font/woff2" crossOrigin="anonymous" />
}

/** Whether any of these pieces of HTML holds a formula. */
export function hasFormula(...pieces: (string | null)[]): boolean {
  return pieces.some(piece => piece !== null && piece.includes('<math'))
}
