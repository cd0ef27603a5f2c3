/** What is swept out now and then, so that nothing grows for ever, what an older renderer made is rendered anew, scores that moved
 *  just after they were told are told again, and what a new day brings: the queue and summaries by mail, the end of an absence. */
import { noteAbsence } from '@/forum/away'
import { enqueueDigests } from '@/forum/digests'
import { enqueueSummaries } from '@/forum/notice-mails'
import { tellLateScores } from '@/forum/scores'
import { forgetWhatHasEnded, renderAnew } from '@/forum/upkeep'
import { log } from './log'

const sweepEveryMs = 3_600_000
const firstRenderMs = 5_000
const scoresEveryMs = 1_000
const daysEveryMs = 60_000

let sweeping: NodeJS.Timeout | undefined
let rendering: NodeJS.Timeout | undefined
let telling: NodeJS.Timeout | undefined
let turning: NodeJS.Timeout | undefined

/** Sweeps once an hour; tells late scores each second; looks each minute whether a day has turned; looks for old renderings soon after the start and goes on in small bites until none is left. */
export function startChores(): void {
  sweeping = again(sweepEveryMs, 'sweep', () => forgetWhatHasEnded(new Date()))
  renderLater(firstRenderMs)
  telling = again(scoresEveryMs, 'tell scores', () => tellLateScores(new Date()))
  turning = again(daysEveryMs, 'new day', () => turnTheDay(new Date()))
}

export function stopChores(): void {
  clearInterval(sweeping)
  clearTimeout(rendering)
  clearInterval(telling)
  clearInterval(turning)
}

function renderLater(waitMs: number): void {
  rendering = setTimeout(() => {
    void attempt('render anew', async () => {
      if (await renderAnew() > 0) renderLater(200)
    })
  }, waitMs)
  rendering.unref()
}

/** Does something again and again, one round at a time however long it takes. */
function again(everyMs: number, what: string, work: () => Promise<unknown>): NodeJS.Timeout {
  let busy = false
  return setInterval(() => {
    if (busy) return
    busy = true
    void attempt(what, work).then(() => { busy = false })
  }, everyMs).unref()
}

async function turnTheDay(now: Date): Promise<void> {
  await noteAbsence(now)
  await enqueueDigests(now)
  await enqueueSummaries(now)
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.warn({ at: 'chore.failed', what, error })
  }
}
