import type { ReactNode } from 'react'
import { currentView } from '@/auth/current'
import { Frame, type Room } from '@/components/frame'
import { config } from '@/config'
import { assets } from '@/config/assets'
import { readAbsence } from '@/forum/away'
import { readSite } from '@/forum/site'

/** The frame of a page, with the site's name and, on composed pages, whoever is signed in. */
export async function Shell({ current = null, path, feed, children }: { current?: Room; path?: string; feed?: string; children: ReactNode }) {
  const [site, viewer, absence] = await Promise.all([readSite(), currentView(), readAbsence()])
  return <Frame site={site} viewer={viewer} demo={config().demo} absence={absence} opens={assets()} current={current} path={path} feed={feed}>{children}</Frame>
}
