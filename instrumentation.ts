/** Tells the log why a page failed, under the number that its reader was shown. Next.js calls it; its own line goes to standard error. */
import type { Instrumentation } from 'next'

export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { log } = await import('@/server/log')
  log.error({ at: 'page.failed', error, request: request.headers['x-request-id'], route: context.routePath })
}
