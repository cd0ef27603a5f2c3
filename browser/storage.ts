/** What this browser keeps for the site. It may forbid that, or have no room left: then nothing is kept, and all else works. `where`: for good, unless said otherwise. */
export function stored<T>(use: (storage: Storage) => T, where: () => Storage = () => localStorage): T | null {
  try {
    return use(where())
  } catch (fault) {
    if (fault instanceof DOMException) return null
    throw fault
  }
}
