import type { Kept } from '@/auth/kept'
import { Notice } from '@/components/notice'
import { t } from '@/words'

/** Why a form was refused, above the form or at the top of its page. Nothing where it was not. */
export function Refused({ kept }: { kept: Kept | null }) {
  if (kept === null || kept.refusal === null) return null
  const { code, text } = kept.refusal
  return (
    <div className="refused" data-refused="">
      <Notice tone="danger" lead={leads[kept.form]} live="alert">
        {text}
        {code === 'signed-out' || code === 'sign-in' ? <> <a className="with-script" href="/signin">{t('Sign in')}</a></> : null}
      </Notice>
    </div>
  )
}

const leads: Record<string, string> = { answer: t('Not posted.'), comment: t('Not posted.'), ask: t('Not posted.'), edit: t('Not saved.'), 'receipt-edit': t('Not saved.'), decide: t('Not done.') }
