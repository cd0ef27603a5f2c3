import type { Kept } from '@/auth/kept'
import { Notice } from '@/components/notice'

/** Why a form was refused, above the form or at the top of its page. Nothing where it was not. */
export function Refused({ kept }: { kept: Kept | null }) {
  if (kept === null || kept.refusal === null) return null
  const { code, text } = kept.refusal
  return (
    <div className="refused" data-refused="">
      <Notice tone="danger" lead={leads[kept.form]} live="alert">
        {text}
        {code === 'signed-out' || code === 'sign-in' ? <> <a className="with-script" href="/signin">Sign in</a></> : null}
      </Notice>
    </div>
  )
}

const leads: Record<string, string> = { answer: 'Not posted.', comment: 'Not posted.', ask: 'Not posted.', edit: 'Not saved.', 'receipt-edit': 'Not saved.', decide: 'Not done.' }
