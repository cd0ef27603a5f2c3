/** Keeps the half-written texts of whoever is signed in on the server too, so that they go on at another device. Loaded for them alone. */
import { DraftKeeper } from './draft-keeper'
import { all } from './dom'
import { leaves } from './drafts'
import type { Hands } from './hands'
import { keptOf } from './kept'

/** Begins to keep what is written on this page, and brings what was written elsewhere. */
export function start({ viewer }: Hands): void {
  const person = viewer?.person
  if (!person) return
  const left = viewer.left?.['drafts']
  const drafts = new Map((Array.isArray(left) ? left : []).flatMap(told => keptOf(told) ?? []).map(kept => [kept.place, kept]))
  const keepers = new Map<HTMLFormElement, DraftKeeper>()
  const meet = (form: HTMLFormElement): DraftKeeper => {
    const known = keepers.get(form)
    if (known) return known
    const keeper = new DraftKeeper(form, person.handle, drafts)
    keepers.set(form, keeper)
    return keeper
  }
  const on = (kind: string, does: (keeper: DraftKeeper) => void) => {
    document.addEventListener(kind, event => {
      const form = event.target instanceof Element ? event.target.closest('form') : null
      if (form instanceof HTMLFormElement && isWriting(form)) does(meet(form))
    })
  }
  for (const form of all('form[data-composer]', HTMLFormElement)) if (isWriting(form)) meet(form)
  // A box that is opened in place gets the focus.
  on('focusin', () => undefined)
  on('input', keeper => { keeper.typed() })
  on('submit', keeper => { keeper.wait() })
  on('posted', keeper => { keeper.posted() })
  document.addEventListener('submit', event => { if (leaves(event.target)) for (const keeper of keepers.values()) keeper.signOut() })
  const leave = () => { for (const keeper of keepers.values()) keeper.leave() }
  document.addEventListener('visibilitychange', () => { if (document.hidden) leave() })
  addEventListener('pagehide', leave)
}

// Whoever holds a receipt writes as the guest they were.
function isWriting(form: HTMLFormElement): boolean {
  return form.matches('[data-composer]') && !form.querySelector('input[name="secret"]')
}
