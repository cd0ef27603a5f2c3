/** What a form's handler is given and gives. All forms post to /forms/NAME; `[form]/route.ts` calls the handler of that name. */
import type { Kept } from '@/auth/kept'
import type { Refusal } from '@/forum/errors'
import type { Viewer } from '@/forum/viewer'

export type FormContext = { viewer: Viewer; fields: Record<string, string>; request: Request }

/**
 * Either a redirect (303), or a page to show again with the form filled in. `cookies` are whole Set-Cookie values.
 * `told` is what a script that sent the form hears besides: ids, a score, an address.
 */
export type FormAnswer =
  | { to: string; cookies?: string[]; told?: Record<string, unknown> }
  | { show: string; kept: Kept; status: number; cookies?: string[]; told?: Record<string, unknown> }

export type FormHandler = (context: FormContext) => Promise<FormAnswer>

/** The page `show` again with the form as it was sent and why it was refused. */
export function showRefusal(show: string, form: string, { fields }: Pick<FormContext, 'fields'>, refusal: Refusal): FormAnswer {
  return { show, status: refusal.status, kept: { form, fields, refusal, preview: null, current: null } }
}

/** Whether a script sent the form, and waits for JSON. */
export function isFromScript(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('application/json')
}
