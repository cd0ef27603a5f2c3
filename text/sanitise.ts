import sanitizeHtml from 'sanitize-html'

const text = 'p br h3 h4 h5 h6 em strong s a code pre blockquote ul ol li hr sup div span table thead tbody tr th td input'
const formulas =
  'math semantics annotation mrow mi mo mn ms mtext mspace mstyle mpadded mphantom menclose mfrac msqrt mroot msub msup msubsup ' +
  'munder mover munderover mmultiscripts mprescripts mtable mtr mtd'

const textClasses = 'eq eqno tex-fault tex-wide tex-reason ctl scroll footnotes footnote-ref footnote-backref task tasks mention t-k t-c t-s'
const formulaClasses = /^(?:mathcal|mathscr|textcircle|actuarial|sout|upstrike|downstrike|circle-pad|longdiv-(?:top|arc)|phasor-(?:bottom|angle)|ff-(?:narrow|nudge-left|squash)|tml-[a-z0-9-]{1,20}|(?:wbk|chr)-[a-z-]{1,12})$/

const length = '-?\\d{0,3}(?:\\.\\d{1,6})?(?:em|ex|pt|px|mu|%)?'
const lengths = [new RegExp(`^${length}(?: ${length}){0,3}$`)]
const colours = [/^#[0-9a-f]{3,8}$/i, /^[a-z]{3,24}$/i]
const borders = [/^\d?(?:\.\d{1,6})?(?:em|px|pt) (?:solid|dashed|double)(?: #[0-9a-f]{3,8})?$/i]

/** What Temml sets, and the alignment of a table's columns. No address, no function but one mirror image, no fixed place. */
const styles: Record<string, RegExp[]> = {
  color: colours,
  'background-color': colours,
  display: [/^block math$/, /^flex$/],
  'justify-content': [/^center$/],
  position: [/^relative$/, /^absolute$/],
  right: [/^0$/],
  bottom: [/^0$/],
  width: lengths,
  height: lengths,
  padding: lengths,
  'padding-left': lengths,
  'padding-right': lengths,
  'padding-top': lengths,
  'padding-bottom': lengths,
  'margin-left': lengths,
  'margin-right': lengths,
  border: borders,
  'border-left': borders,
  'border-right': borders,
  'border-top': borders,
  'border-bottom': borders,
  'math-depth': [/^[0-9]$/],
  'text-align': [/^left$/, /^right$/, /^center$/],
  'font-style': [/^italic$/],
  'font-weight': [/^bold$/],
  transform: [/^scaleX\(-1\)$/],
}
const mathAttributes =
  'display displaystyle scriptlevel mathvariant mathcolor mathbackground mathsize width height depth lspace rspace voffset ' +
  'linethickness stretchy symmetric fence separator form largeop movablelimits minsize maxsize accent accentunder linebreak ' +
  'notation columnalign rowspacing columnspacing rowspan columnspan style'

const options: sanitizeHtml.IOptions = {
  allowedTags: [...words(text), ...words(formulas)],
  allowedAttributes: {
    ...Object.fromEntries(words(formulas).map(element => [element, words(mathAttributes)])),
    ...Object.fromEntries(words('p h3 h4 h5 h6 blockquote ul pre table').map(element => [element, ['dir']])),
    p: ['dir', { name: 'role', values: ['note'] }],
    span: ['title', 'tabindex', 'aria-label', { name: 'role', values: ['note', 'group'] }],
    div: ['tabindex', 'aria-label', { name: 'role', values: ['group'] }],
    pre: ['dir', 'tabindex', 'aria-label', { name: 'role', values: ['group'] }],
    a: ['href', 'rel', 'id', 'aria-label'],
    ol: ['dir', 'start'],
    li: ['dir', 'id'],
    th: ['dir', 'style'],
    td: ['dir', 'style'],
    input: [{ name: 'type', values: ['checkbox'] }, 'checked', 'disabled', 'aria-label'],
    annotation: [{ name: 'encoding', values: ['application/x-tex'] }],
  },
  allowedClasses: {
    ...Object.fromEntries(words(formulas).map(element => [element, [formulaClasses]])),
    ...Object.fromEntries(words('p div span sup a ul ol li').map(element => [element, words(textClasses)])),
  },
  allowedStyles: { '*': styles },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  enforceHtmlBoundary: false,
}

/** The last step before HTML is kept: an allow-list over the parsed tree. Doing it twice changes nothing more. */
export function sanitise(html: string): string {
  return sanitizeHtml(html, options)
}

function words(list: string): string[] {
  return list.split(' ')
}
