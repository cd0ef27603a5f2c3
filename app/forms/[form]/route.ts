/** Where every form of the site is posted. Finds its handler, and turns the answer into a redirect, a page shown again, or JSON. */
import { keep } from '@/auth/kept'
import { viewerOfRequest } from '@/auth/viewer'
import { readFields } from '../fields'
import { isFromScript } from '../handler'
import type { FormAnswer } from '../handler'
import { handlers } from '../handlers'

type Context = { params: Promise<{ form: string }> }

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { form } = await params
  const handler = handlers.get(form)
  if (!handler) return new Response(null, { status: 404 })
  const { viewer } = await viewerOfRequest(request)
  const answer = await handler({ viewer, fields: await readFields(request), request })
  const response = isFromScript(request) ? toScript(answer) : toReader(answer)
  for (const cookie of answer.cookies ?? []) response.headers.append('set-cookie', cookie)
  return response
}

// The front sends what `x-colloquy-show` names, with the form filled in, under this answer's status.
function toReader(answer: FormAnswer): Response {
  if ('to' in answer) return new Response(null, { status: 303, headers: { location: answer.to } })
  const { show, kept, status } = answer
  return new Response(null, {
    status,
    headers: {
      'x-colloquy-show': show, 'x-colloquy-kept': keep(kept),
      ...(kept.refusal ? { 'x-colloquy-say': encodeURIComponent(kept.refusal.text) } : {}),
      ...retryAfter(answer),
    },
  })
}

function toScript(answer: FormAnswer): Response {
  if ('to' in answer) return Response.json({ ok: true, to: answer.to, ...answer.told })
  const { refusal, preview, current } = answer.kept
  if (!refusal) return Response.json({ ok: true, html: preview, ...answer.told })
  const { code, text, fields } = refusal
  return Response.json({ ok: false, error: { code, text, fields }, current, ...answer.told }, { status: answer.status, headers: retryAfter(answer) })
}

function retryAfter(answer: FormAnswer): Record<string, string> {
  const seconds = 'kept' in answer ? answer.kept.refusal?.retryAfter ?? null : null
  return seconds === null ? {} : { 'retry-after': String(seconds) }
}
