/** Fonts that a page's own text needs beside the two of every page, asked for early: they come in time for the first paint or not at all. */

type Sign = { file: string; needs: RegExp }

// What shows that a font is needed, by the name of its file; tests/unit/fonts.test.tsx holds it against the ranges of the style sheet.
const extendedA = /[\u0100-\u0130\u0132-\u0151\u0154-\u017F]/
const inText: Sign[] = [
  { file: 'colloquy-serif-italic', needs: /<(?:em|i|cite)[\s>]/ },
  { file: 'colloquy-serif-latin', needs: /[\u00A1-\u00B6\u00B8-\u00D6\u00D8-\u00FF\u0152\u0153\u201A\u201E\u2039\u203A\u20AC]/ },
  { file: 'colloquy-serif-latin-ext', needs: extendedA },
]
const inNames: Sign[] = [{ file: 'colloquy-sans-latin-ext', needs: extendedA }]
const inFormulas: Sign[] = [
  { file: 'stix-two-math-core', needs: /<math/ },
  { file: 'stix-two-math-struck', needs: /[\u2102\u210D\u2115\u2119\u211A\u211D\u2124\u{1D538}-\u{1D56B}\u{1D7D8}-\u{1D7E1}]/u },
  { file: 'stix-two-math-script', needs: /[\u210A\u210B\u2110\u2112\u211B\u212C\u212F-\u2131\u2133\u2134\u{1D49C}-\u{1D4CF}]/u },
  { file: 'stix-two-math-bold', needs: /[\u{1D400}-\u{1D433}\u{1D6A8}-\u{1D6E1}\u{1D7CE}-\u{1D7D7}]/u },
  { file: 'stix-two-math-bold-italic', needs: /[\u{1D468}-\u{1D49B}\u{1D71C}-\u{1D755}]/u },
  { file: 'stix-two-math-fraktur', needs: /[\u210C\u2111\u211C\u2128\u212D\u{1D504}-\u{1D537}]/u },
]

/**
 * A preload cannot know what a reader's system has, and whoever has a mathematical font there needs none of ours. Telephones
 * mostly have none, so theirs are asked for at once; elsewhere the script for the colours asks the system first (browser/theme.ts).
 */
const mostlyWithout = '(hover: none)'
const localOnes = ['STIX Two Math', 'STIX Two Math Regular', 'STIXTwoMath-Regular', 'Cambria Math', 'Latin Modern Math', 'LatinModernMath-Regular']
  .map(name => `local("${name}")`).join(', ')

/**
 * Asks for the fonts of the HTML in `pieces` (italic, accents, the files of the mathematical font that its formulas use) and
 * of the `names` of people, which stand in the sans.
 */
export function EarlyFonts({ pieces, names = [] }: { pieces: string[]; names?: string[] }) {
  const formulas = pieces.filter(piece => piece.includes('<math'))
  return (
    <>
      {[...filesFor(inText, pieces), ...filesFor(inNames, names)].map(file => <Preload key={file} file={file} />)}
      {filesFor(inFormulas, formulas).map(file => <PreloadUnlessLocal key={file} file={file} />)}
    </>
  )
}

function filesFor(signs: Sign[], texts: string[]): string[] {
  return signs.filter(({ needs }) => texts.some(text => needs.test(text))).map(({ file }) => file)
}

function Preload({ file }: { file: string }) {
  return <link rel="preload" href={address(file)} as="font" type="font/woff2" crossOrigin="anonymous" />
}

function PreloadUnlessLocal({ file }: { file: string }) {
  return <link rel="preload" href={address(file)} as="font" type="font/woff2" crossOrigin="anonymous" media={mostlyWithout} data-unless={localOnes} />
}

function address(file: string): string {
  return `/fonts/${file}-2.woff2`
}
