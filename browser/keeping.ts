/** Has what is read kept for when the network is away, once the page has nothing else to do. */
export function startKeeping(): void {
  const { serviceWorker } = navigator
  // Absent where the site is read over plain http.
  if (serviceWorker === undefined) return
  // Without it nothing is kept, and all else is as it was.
  const register = () => { serviceWorker.register('/sw.js').catch(() => undefined) }
  addEventListener('load', () => { if ('requestIdleCallback' in window) requestIdleCallback(register); else setTimeout(register, 2_000) })
}
