/** What is swept out now and then, so that nothing grows for ever, and what an older renderer made is rendered anew. */
import { forgetWhatHasEnded, renderAnew } from '@/forum/upkeep'
import { log } from './log'

const sweepEveryMs = 3_600_000
const firstRenderMs = 5_000

let sweeping: NodeJS.Timeout | undefined
let rendering: NodeJS.Timeout | undefined

/** Sweeps once an hour; looks for old renderings soon after the start and goes on in small bites until none is left. */
export function startChores(): void {
  sweeping = setInterval(() => { void attempt('sweep', () => forgetWhatHasEnded(new Date())) }, sweepEveryMs)
  sweeping.unref()
  renderLater(firstRenderMs)
}

export function stopChores(): void {
  clearInterval(sweeping)
  clearTimeout(rendering)
}

function renderLater(waitMs: number): void {
  rendering = setTimeout(() => {
    void attempt('render anew', async () => {
      if (await renderAnew() > 0) renderLater(200)
    })
  }, waitMs)
  rendering.unref()
}

async function attempt(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.warn({ at: 'chore.failed', what, error })
  }
}
