/** What a form's handler is given and gives. All forms post to /forms/NAME; `[form]/route.ts` calls the handler of that name. */
import type { Kept } from '@/auth/kept'
import type { Viewer } from '@/forum/viewer'

export type FormContext = { viewer: Viewer; fields: Record<string, string>; request: Request }

/** Either a redirect (303), or a page to show again with the form filled in. `cookies` are whole Set-Cookie values. */
export type FormAnswer =
  | { to: string; cookies?: string[] }
  | { show: string; kept: Kept; status: number; cookies?: string[] }

export type FormHandler = (context: FormContext) => Promise<FormAnswer>
