/** The viewer of the page being rendered. A page that the front stores is rendered for nobody: it gets no cookies to read. */
import { headers } from 'next/headers'
import { cache } from 'react'
import { nobody } from '@/forum/viewer'
import type { Viewer } from '@/forum/viewer'
import { take } from './kept'
import type { Kept } from './kept'
import { viewOf } from './view'
import type { View } from './view'
import { followedOn } from '@/forum/following'
import { askingOf, viewerOf } from './viewer'
import type { Asked } from './viewer'

/** Viewer and session of this request; nobody unless the front composes the page for one reader. */
export const currentAsked = cache(async (): Promise<Asked> => {
  const given = await headers()
  if (given.get('x-colloquy-compose') !== '1') return { viewer: nobody, tokenFault: false, session: null, waiting: null, posted: false, unread: 0 }
  return viewerOf(askingOf(given))
})

/** Whether whoever reads follows what the page at a path is about. */
export async function isFollowed(path: string): Promise<boolean> {
  return (await followedOn(await currentViewer(), path)).length > 0
}

export async function currentViewer(): Promise<Viewer> {
  return (await currentAsked()).viewer
}

export const currentView = cache(async (): Promise<View | null> => viewOf(await currentAsked()))

/** The form that is shown again on this page, or null. */
export const kept = cache(async (): Promise<Kept | null> => {
  const key = (await headers()).get('x-colloquy-kept')
  return key === null ? null : take(key)
})
