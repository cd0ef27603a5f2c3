/** The passage of a post that a reader has selected, to be quoted in an answer. */
let passage = ''

/** Remembers what is selected in the text of a post: pressing a button may take the selection away. */
export function startQuoting(): void {
  document.addEventListener('selectionchange', () => {
    const selection = getSelection()
    const text = selection?.toString().trim() ?? ''
    const node = selection?.anchorNode
    const inside = (node instanceof Element ? node : node?.parentElement)?.closest('[data-body]')
    if (text !== '' && inside) passage = text
    // A caret set into a text field leaves the passage; one set into the page drops it.
    else if (text === '' && node && !(document.activeElement instanceof HTMLTextAreaElement)) passage = ''
  })
}

/** The passage, once. */
export function quotedPassage(): string {
  const taken = passage
  passage = ''
  return taken
}
