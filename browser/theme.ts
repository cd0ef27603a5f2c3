/** Runs before the first paint: says that scripts run here, sets the colours that the reader has chosen, and asks for mathematical fonts. */
const root = document.documentElement
root.classList.add('script')
try {
  const chosen = localStorage.getItem('theme')
  if (chosen) root.dataset['theme'] = chosen
} catch { /* A browser may forbid its storage; the system's colours do. */ }

// A page with formulas names ours, and what to use instead where the system has it: only where it has none are ours asked for.
const ours = document.querySelectorAll<HTMLLinkElement>('[data-unless]')
if (ours[0]) new FontFace('m', ours[0].dataset['unless'] ?? '').load().catch(() => { for (const link of ours) link.media = '' })
