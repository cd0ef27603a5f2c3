import type { ViewerView } from '@/components/viewer-view'

/**
 * How a page is seen: by nobody when it is stored, by one reader when it is composed. `voted` holds the ids of posts,
 * `waiting` the place of held ones in the queue.
 */
export type Sight = { view: ViewerView | null; voted: ReadonlySet<number>; /** Whether the reader follows what the page is about. */ following?: boolean; waiting?: ReadonlyMap<number, { ahead: number; receipt: string | null }> }

export const seenByNobody: Sight = { view: null, voted: new Set() }
