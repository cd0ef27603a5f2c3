import { Icon } from '@/components/icons'
import type { QuestionStatus } from '@/forum/documents'
import { t } from '@/words'

const words = { open: t('Open'), answered: t('Answered'), disputed: t('Disputed'), closed: t('Closed') } as const satisfies Record<QuestionStatus, string>
const classes = {
  open: 'status open', answered: 'status answered', disputed: 'status disputed', closed: 'status closed',
} as const satisfies Record<QuestionStatus, string>

/** A question's status: a shape and its word, so that colour is not needed. */
export function Status({ status, why }: { status: QuestionStatus; why?: string | null }) {
  return <span className={classes[status]} title={why ?? undefined}><Icon name={status} />{words[status]}</span>
}
