/** Flag, delete, hide and status are forms on pages of their own; where a script runs they open over the thread. */
import { send } from './asking'
import { all, made, one } from './dom'
import { pageAt, renew } from './thread'
import { toast } from './toast'
import { t } from '@/words'

const opener = /^\/posts\/(\d+)\/(flag|delete|hide|status)$/

export function startDialogs(): void {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || link.origin !== location.origin || !link.closest('.post > .tools')) return
    const [, id, what] = opener.exec(link.pathname) ?? []
    if (!id || !what) return
    event.preventDefault()
    void open(link, Number(id))
  })
}

async function open(link: HTMLAnchorElement, id: number): Promise<void> {
  const page = await pageAt(link.href)
  const form = page && one('form[data-dialog]', HTMLFormElement, page)
  if (!form) {
    location.assign(link.href)
    return
  }
  const heading = made('h2', '', page.querySelector('h1')?.textContent ?? '')
  heading.id = 'dialog-title'
  const inside = document.importNode(form, true)
  const dialog = document.body.appendChild(made('dialog', 'dialog', heading, inside))
  dialog.setAttribute('aria-labelledby', heading.id)
  dialog.addEventListener('close', () => {
    dialog.remove()
    link.focus()
  })
  for (const cancel of all('[data-cancel]', HTMLElement, dialog)) cancel.addEventListener('click', event => {
    event.preventDefault()
    dialog.close()
  })
  inside.addEventListener('submit', event => {
    event.preventDefault()
    void decide(dialog, inside, event.submitter, id)
  })
  dialog.showModal()
  one('input[type=radio]:checked, input[type=radio], select, .btn', HTMLElement, inside)?.focus()
}

async function decide(dialog: HTMLDialogElement, form: HTMLFormElement, submitter: HTMLElement | null, id: number): Promise<void> {
  const answer = await send(form.action, new FormData(form, submitter))
  if (!answer.ok) {
    form.querySelector('.refused')?.remove()
    const notice = made('p', 'refused notice danger', [answer.text, ...answer.fields.map(fault => fault.text)].filter((text, at, texts) => texts.indexOf(text) === at).join(' '))
    notice.setAttribute('role', 'alert')
    form.prepend(notice)
    return
  }
  dialog.close()
  const what = form.dataset['dialog']
  const isQuestion = document.getElementById(`post-${id}`)?.matches('.question')
  if (what === 'flag') toast(t('Flagged. A moderator will look.'))
  else if (what === 'status' || isQuestion) location.assign(String(answer.told['to']))
  else await takenDown(id, what === 'delete')
}

async function takenDown(id: number, own: boolean): Promise<void> {
  const post = document.getElementById(`post-${id}`)
  const wasHeld = post?.matches('.is-held') === true
  if (wasHeld) post?.remove()
  else await renew(id)
  if (own && document.documentElement.dataset['signed'] !== undefined) toast(t('Deleted.'), () => void undo(id))
  else toast(own ? t('Withdrawn.') : t('Hidden.'))
}

async function undo(id: number): Promise<void> {
  const answer = await send('/forms/undelete', { post: String(id) })
  if (answer.ok) location.assign(`/p/${id}`)
  else toast(answer.text)
}
