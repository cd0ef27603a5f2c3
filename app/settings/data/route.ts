import { viewerOfRequest } from '@/auth/viewer'
import { readOwnData } from '@/forum/own-data'
import { isProved } from '@/forum/proof'

/** "Download my data": one JSON file, for whoever has just signed in. */
export async function GET(request: Request): Promise<Response> {
  const { viewer } = await viewerOfRequest(request)
  if (viewer.kind !== 'person' || viewer.provedAt === null) return new Response(null, { status: 303, headers: { location: '/signin?next=/settings' } })
  if (!isProved(viewer, new Date())) return new Response(null, { status: 303, headers: { location: '/settings?error=prove-again#data' } })
  const document = await readOwnData(viewer.id)
  return new Response(JSON.stringify(document, null, 2), {
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-disposition': 'attachment; filename="my-data.json"', 'cache-control': 'private, no-store' },
  })
}
