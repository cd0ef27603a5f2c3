/** Who takes part in the demonstration. Nobody of these names is meant; nobody real says a word in it. */
import type { Cast } from './script'

const invented = 'Invented for this demonstration.'

export const cast: readonly Cast[] = [
  { handle: 'mira-errata', name: 'Mira Errata', role: 'moderator', about: `${invented} Reads what waits, with the morning’s tea.` },
  { handle: 'ada-quill', name: 'Ada Quill', role: 'member', about: `${invented} Writes her optimisers by hand.` },
  { handle: 'benno-margin', name: 'Benno Margin', role: 'member', about: `${invented} Asks what happens at the corners.` },
  { handle: 'cleo-footnote', name: 'Cleo Footnote', role: 'member', about: `${invented} Makes tables of everything.` },
  { handle: 'dara-lemma', name: 'Dara Lemma', role: 'member', about: `${invented} Sets the gradient to zero first.` },
  { handle: 'edwin-proof', name: 'Edwin Proof', role: 'member', about: `${invented} Is not convinced yet.` },
  { handle: 'fay-appendix', name: 'Fay Appendix', role: 'member', about: `${invented} Runs the small experiment.` },
  { handle: 'ivo-ligature', name: 'Ivo Ligature', role: 'member', about: `${invented} Joins what belongs together.` },
  { handle: 'nell-kerning', name: 'Nell Kerning', role: 'member', about: `${invented} New here.` },
]
