/** What is swept out now and then, so that nothing grows for ever, what an older renderer made is rendered anew, and what names something that has
 *  come since, neighbours are worked out, scores that moved just after they were told are told again, and what a new day brings: the queue and summaries by mail, the end of an absence. */
import { noteAbsence } from '@/forum/away'
import { enqueueDigests } from '@/forum/digests'
import { workOutNeighbours } from '@/forum/neighbour-work'
import { enqueueSummaries } from '@/forum/notice-mails'
import { renderAnew, renderMarked } from '@/forum/render-anew'
import { tellLateScores } from '@/forum/scores'
import { forgetWhatHasEnded } from '@/forum/upkeep'
import { tidyWords } from '@/forum/vocabulary'
import { log } from './log'

const sweepEveryMs = 3_600_000
const firstRenderMs = 5_000
const scoresEveryMs = 1_000
const daysEveryMs = 60_000
const markedEveryMs = 2_000
const neighboursEveryMs = 1_000
/** After each bite of neighbours so many times its own length is left to those who read and write. */
const neighboursRest = 19

let sweeping: NodeJS.Timeout | undefined
let rendering: NodeJS.Timeout | undefined
let telling: NodeJS.Timeout | undefined
let turning: NodeJS.Timeout | undefined
let nearing: NodeJS.Timeout | undefined
let linking: NodeJS.Timeout | undefined

/** Sweeps once an hour; renders a bite of what is marked every two seconds; tells late scores each second; looks each minute whether a day has turned; looks for old renderings soon after the start and goes on in small bites until none is left, and with neighbours likewise. */
export function startChores(): void {
  sweeping = again(sweepEveryMs, 'sweep', () => forgetWhatHasEnded(new Date()))
  renderLater(firstRenderMs)
  linking = again(markedEveryMs, 'render what is marked', renderMarked)
  telling = again(scoresEveryMs, 'tell scores', () => tellLateScores(new Date()))
  turning = again(daysEveryMs, 'new day', () => turnTheDay(new Date()))
  nearing = workOutLater(neighboursEveryMs)
}

export function stopChores(): void {
  clearInterval(sweeping)
  clearTimeout(rendering)
  clearInterval(linking)
  clearInterval(telling)
  clearInterval(turning)
  clearTimeout(nearing)
  nearing = undefined
}

function renderLater(waitMs: number): void {
  rendering = setTimeout(() => {
    void attempt('render anew', async () => {
      if (await renderAnew() > 0) renderLater(200)
    })
  }, waitMs)
  rendering.unref()
}

function workOutLater(waitMs: number): NodeJS.Timeout {
  return setTimeout(() => {
    const began = performance.now()
    let left = false
    void attempt('work out neighbours', async () => { left = await workOutNeighbours(new Date()) > 0 }).then(() => {
      if (nearing !== undefined) nearing = workOutLater(left ? neighboursRest * (performance.now() - began) : neighboursEveryMs)
    })
  }, waitMs).unref()
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
  await tidyWords()
}

async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.warn({ at: 'chore.failed', what, error })
  }
}
