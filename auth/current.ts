/** The viewer of the page being rendered. A page that the front stores is rendered for nobody: it gets no cookies to read. */
import { headers } from 'next/headers'
import { cache } from 'react'
import { trustedFrom } from '@/forum/posting'
import { countQueue } from '@/forum/queue'
import { isAtLeast, nobody } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import { take } from './kept'
import type { Kept } from './kept'
import { askingOf, viewerOf } from './viewer'
import type { Asked } from './viewer'

/** Viewer and session of this request; nobody unless the front composes the page for one reader. */
export const currentAsked = cache(async (): Promise<Asked> => {
  const given = await headers()
  if (given.get('x-colloquy-compose') !== '1') return { viewer: nobody, tokenFault: false, session: null }
  return viewerOf(askingOf(given))
})

export async function currentViewer(): Promise<Viewer> {
  return (await currentAsked()).viewer
}

/** What the frame shows of a signed-in viewer; `waiting` counts held and flagged posts, for moderators. */
export type View = { handle: string; name: string; role: 'member' | 'moderator' | 'author'; waiting: number | null; unread: number; atOnce: boolean }

export const currentView = cache(async (): Promise<View | null> => viewOf(await currentViewer()))

/** The view of any viewer; null for guests. */
export async function viewOf(viewer: Viewer): Promise<View | null> {
  if (viewer.kind !== 'person') return null
  return {
    handle: viewer.handle, name: viewer.name, role: viewer.role, unread: 0,
    waiting: isAtLeast(viewer, 'moderator') ? await countQueue() : null,
    atOnce: isAtLeast(viewer, 'moderator') || viewer.trust >= trustedFrom,
  }
}

/** The form that is shown again on this page, or null. */
export const kept = cache(async (): Promise<Kept | null> => {
  const key = (await headers()).get('x-colloquy-kept')
  return key === null ? null : take(key)
})
