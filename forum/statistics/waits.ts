/** How long things wait, those too that wait still. */

/** A wait in milliseconds. `ended`: what was waited for came; otherwise it had not come when last looked. */
export type Wait = { ms: number; ended: boolean }
type Step = { ms: number; waiting: number }

export type Waits = {
  /** After how long a share of all had what they waited for; null where it is not known to be so many. */
  quantile: (share: number) => number | null
  /** The share that had it within so long; null where nothing was watched so long. */
  within: (ms: number) => number | null
}

/**
 * The product-limit estimate of Kaplan and Meier (Nonparametric estimation from incomplete observations, Journal of the American
 * Statistical Association 53, 1958): at each moment t at which d of the n that still wait have what they waited for, the share S(t)
 * of those still waiting is multiplied by 1 − d/n. Waits that have not ended count among the n until they were last looked at, so new
 * questions make the figures neither better nor worse than they are. The quantile p is the first t with S(t) ≤ 1 − p; within t is 1 − S(t).
 */
export function waitsOf(waits: readonly Wait[]): Waits {
  const steps = stepsOf(waits)
  const longest = waits.reduce((most, wait) => Math.max(most, wait.ms), -1)
  const last = steps.at(-1)
  return {
    // A hair more: shares are products of fractions.
    quantile: share => steps.find(step => step.waiting <= 1 - share + 1e-9)?.ms ?? null,
    within: ms => {
      if (waits.length === 0 || (longest < ms && (last?.waiting ?? 1) > 1e-9)) return null
      return 1 - (steps.findLast(step => step.ms <= ms)?.waiting ?? 1)
    },
  }
}

function stepsOf(waits: readonly Wait[]): Step[] {
  const inOrder = waits.toSorted((a, b) => a.ms - b.ms)
  const steps: Step[] = []
  let waiting = 1
  for (let at = 0; at < inOrder.length;) {
    const ms = inOrder[at]?.ms ?? 0
    let next = at
    let ended = 0
    for (; inOrder[next]?.ms === ms; next++) ended += Number(inOrder[next]?.ended)
    if (ended > 0) {
      waiting *= 1 - ended / (inOrder.length - at)
      steps.push({ ms, waiting })
    }
    at = next
  }
  return steps
}
