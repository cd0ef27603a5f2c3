/** What this browser keeps for the site. It may forbid that, or have no room left: then nothing is kept, and all else works. */
export function stored<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage)
  } catch (fault) {
    if (fault instanceof DOMException) return null
    throw fault
  }
}
