/** Addresses of things on this site, without its origin. */
export const paperPath = (slug: string) => `/papers/${encodeURIComponent(slug)}`
export const questionPath = (slug: string, number: number) => `${paperPath(slug)}/questions/${number}`
export const topicPath = (slug: string) => `/topics/${encodeURIComponent(slug)}`
export const personPath = (handle: string) => `/people/${encodeURIComponent(handle)}`
export const lastingPath = (id: number) => `/p/${id}`
/** The address of one text of a post, whatever becomes of the post later. */
export const revisionPath = (id: number, revision: number) => `${lastingPath(id)}?revision=${revision}`

/** Where a post stands: its thread, at its mark. */
export function postPath(slug: string, number: number, id: number, isQuestion: boolean): string {
  return isQuestion ? questionPath(slug, number) : `${questionPath(slug, number)}#post-${id}`
}

/** A slug as it was before it stood in an address; empty where it was not ours. */
export function decodedSlug(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (error instanceof URIError) return ''
    throw error
  }
}

/** A slug from a title: lower case, marks stripped, letters and digits of any script, words joined by hyphens, at most 80 characters. */
export function slugOf(title: string): string {
  const words = title.replace(/\$[^$]*\$/g, ' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  let slug = ''
  for (const word of words) {
    if (slug && slug.length + word.length + 1 > 80) break
    slug = slug ? `${slug}-${word}` : word.slice(0, 80)
  }
  return slug || 'untitled'
}
