/** The post that a page is about, as its viewer may see it. */
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { currentViewer } from '@/auth/current'
import { findPost } from '@/forum/one-post'
import type { OnePost } from '@/forum/one-post'
import { numberIn } from '../../parameters'

export type Props = { params: Promise<{ id: string }> }

const postWith = cache(async (id: number) => findPost(id, await currentViewer()))

/** The post of an address; the page that says so where there is none, or none that this viewer may see. */
export async function postAt({ params }: Props): Promise<OnePost> {
  const id = numberIn((await params).id)
  const found = id === null || id > 2_147_483_647 ? null : await postWith(id)
  return found ?? notFound()
}
