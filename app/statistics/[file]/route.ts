import { currentViewer } from '@/auth/current'
import { readStatistics } from '@/forum/statistics'
import { csvOf, isTableName } from '@/forum/statistics/tables'
import { daysOf, periodIn } from '../period'

const plain = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' }

/** A table of the statistics as CSV, for authors. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params
  const period = periodIn(new URL(request.url).searchParams.get('period'))
  const read = await readStatistics(await currentViewer(), daysOf(period))
  if (!read.ok) return new Response(`${read.error.text}\n`, { status: read.error.status, headers: plain })
  const name = file.endsWith('.csv') ? file.slice(0, -4) : ''
  if (!isTableName(name)) return new Response('404\n', { status: 404, headers: plain })
  return new Response(csvOf(name, read.value), {
    headers: { 'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': `attachment; filename="${name}-${period}.csv"`, 'cache-control': 'private, no-store' },
  })
}
