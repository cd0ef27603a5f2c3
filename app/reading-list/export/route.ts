import { currentViewer } from '@/auth/current'
import { mayEver } from '@/forum/policy'
import { exportList } from '@/reading-list/apply'
import { t } from '@/words'

/** The list as Markdown, for its author. */
export async function GET(): Promise<Response> {
  if (!mayEver(await currentViewer(), 'lists.read')) return new Response(t('This room is for authors.\n'), { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  return new Response(await exportList(), { headers: { 'content-type': 'text/markdown; charset=utf-8', 'content-disposition': 'attachment; filename="reading-list.md"' } })
}
