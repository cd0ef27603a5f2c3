/** The way to the statement of a suspension, for whoever was just refused: its address is signed for them. */
import { t } from '@/words'

export function Statement({ path }: { path: unknown }) {
  return typeof path === 'string' && /^\/appeals\/[\w-]{1,100}$/.test(path) ? <a href={path}>{t('Read what was decided, and appeal')}</a> : null
}
