/** Bold, script, Fraktur, double-struck and sans-serif letters, which stand in the second file of the mathematical font. */
const rareLetters = /[\u{1D400}-\u{1D433}\u{1D468}-\u{1D6A3}\u{1D6A8}-\u{1D6FB}\u{1D71C}-\u{1D7FF}\u{2A0D}-\u{2AFF}]/u

/** Asks early for the mathematical font on pages whose HTML holds formulas, so that they are right in the first paint. */
export function MathematicalFont({ pieces }: { pieces: string[] }) {
  const formulas = pieces.filter(piece => piece.includes('<math'))
  if (formulas.length === 0) return null
  return (
    <>
      <Preloaded file="stix-two-math-basic-1" />
      {formulas.some(piece => rareLetters.test(piece)) ? <Preloaded file="stix-two-math-rest-1" /> : null}
    </>
  )
}

function Preloaded({ file }: { file: string }) {
  return <link rel="preload" href={`/fonts/${file}.woff2`} as="font" type="font/woff2" crossOrigin="anonymous" />
}
