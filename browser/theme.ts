/** Runs before the first paint: says that scripts run here, and sets the colours that the reader has chosen. */
const root = document.documentElement
root.classList.add('script')
try {
  const chosen = localStorage.getItem('theme')
  if (chosen) root.dataset['theme'] = chosen
} catch { /* A browser may forbid its storage; the system's colours do. */ }
