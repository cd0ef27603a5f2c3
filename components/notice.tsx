import type { ReactNode } from 'react'
import { Icon, type IconName } from '@/components/icons'

const tones = {
  neutral: { className: 'notice', icon: 'lock' },
  caution: { className: 'notice caution', icon: 'clock' },
  danger: { className: 'notice danger', icon: 'warn' },
  good: { className: 'notice good', icon: 'check' },
} as const

/** What happened, what was kept, what to do. `lead` is the bold beginning; `live` has it read out when the page opens. */
export function Notice({ tone = 'neutral', icon, lead, live, children }: {
  tone?: keyof typeof tones; icon?: IconName; lead?: string; live?: 'status' | 'alert'; children?: ReactNode
}) {
  const look = tones[tone]
  return (
    <div className={look.className} role={live}>
      <Icon name={icon ?? look.icon} />
      <div><p>{lead === undefined ? null : <><b>{lead}</b>{' '}</>}{children}</p></div>
    </div>
  )
}
