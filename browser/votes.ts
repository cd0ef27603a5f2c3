/** Upvoting and following answer at once; the server's count follows, or the mark goes back and says why. */
import { send } from './asking'
import { one } from './dom'
import { toast } from './toast'
import { t } from '@/words'

/** Shows a vote as cast or not. `by` moves the count beside it. */
export function showVote(form: Element, voted: boolean, by = 0): void {
  const button = one('button', HTMLButtonElement, form)
  button?.setAttribute('aria-pressed', String(voted))
  if (button) button.value = voted ? '0' : '1'
  const score = form.querySelector('[data-score]')?.firstChild
  if (by !== 0 && score) setScore(form, Number(score.nodeValue) + by)
}

/** Votes and follows are sent by script wherever their forms stand, also in what is laid in later. */
export function startVotes(): void {
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.matches('.vote, .follow')) return
    event.preventDefault()
    void cast(form)
  })
}

async function cast(form: HTMLFormElement): Promise<void> {
  const button = one('button', HTMLButtonElement, form)
  if (!button || button.getAttribute('aria-busy') === 'true') return
  const wished = button.getAttribute('aria-pressed') !== 'true'
  const guest = document.documentElement.dataset['signed'] === undefined
  if (!guest) showVote(form, wished, wished ? 1 : -1)
  button.setAttribute('aria-busy', 'true')
  const fields = new FormData(form)
  fields.set(button.name, wished ? '1' : '0')
  const answer = await send(form.action, fields)
  button.removeAttribute('aria-busy')
  const signin = answer.told['signin']
  if (typeof signin === 'string') {
    location.assign(signin)
    return
  }
  if (answer.ok) {
    showVote(form, answer.told[button.name] === true)
    if (typeof answer.told['score'] === 'number') setScore(form, answer.told['score'])
  } else {
    if (!guest) showVote(form, !wished, wished ? -1 : 1)
    toast(form.matches('.follow') || answer.text.startsWith(t('Your upvote was not counted: {0}', '')) ? answer.text : t('Your upvote was not counted: {0}', answer.text))
  }
}

/** Shows a count of upvotes. */
export function setScore(form: Element, score: number): void {
  const element = form.querySelector('[data-score]')
  if (element?.firstChild) element.firstChild.nodeValue = String(score)
  const words = element?.querySelector('.vh')
  if (words) words.textContent = score === 1 ? t(' upvote') : t(' upvotes')
}
