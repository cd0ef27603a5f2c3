/** A name cut for where there is room for about fifteen letters: under an icon, in a list of search engines. */
export function shortName(name: string): string {
  if (name.length <= 15) return name
  const cut = name.slice(0, 15)
  return cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut
}
