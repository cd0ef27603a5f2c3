import type { ReactNode } from 'react'

const thumb = 'M3 9.3h2.3v7.1H3zM8 9.5l2.3-5.6c1.4-.2 2.2.8 2 2.1l-.5 2.6h3.6c1.2 0 2 1 1.8 2.1l-.8 4.1c-.2 1-1 1.6-2 1.6H8z'

const drawings = {
  anchor: <path d="M7.4 4H5v12h2.4M12.6 4H15v12h-2.4" />,
  answered: <><circle cx="10" cy="10" r="7.2" fill="currentColor" stroke="none" /><path d="m6.8 10.3 2.3 2.2 4.2-4.6" stroke="var(--color-paper)" strokeWidth="1.8" /></>,
  bell: <path d="M4.8 14h10.4L14 12V8.6a4 4 0 0 0-8 0V12ZM8.6 16.6h2.8" />,
  check: <path d="m4 10.6 4 4 8-9.2" />,
  chev: <path d="m5 7.8 5 5 5-5" />,
  clock: <><circle cx="10" cy="10" r="6.8" /><path d="M10 6.2V10l2.6 1.8" /></>,
  closed: <><circle cx="10" cy="10" r="6.5" /><path d="M6.8 10h6.4" /></>,
  code: <path d="M6.8 5.6 2.6 10l4.2 4.4M13.2 5.6l4.2 4.4-4.2 4.4" />,
  disputed: <><circle cx="10" cy="10" r="6.5" /><path d="M10 3.5a6.5 6.5 0 0 1 0 13Z" fill="currentColor" stroke="none" /></>,
  ext: <path d="M8 5H4.8v10.2H15V12M11.4 4.2h4.4v4.4M15.6 4.4 9.4 10.6" />,
  eye: <><path d="M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5Z" /><circle cx="10" cy="10" r="2.2" /></>,
  flag: <path d="M5 17V3.6h9.4l-2.2 3.2 2.2 3.3H5" />,
  link: <path d="M8.4 11.6a3 3 0 0 0 4.3 0l2.7-2.7a3 3 0 0 0-4.3-4.3l-.9.9M11.6 8.4a3 3 0 0 0-4.3 0l-2.7 2.7a3 3 0 0 0 4.3 4.3l.9-.9" />,
  list: <path d="M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.6 5.5h.01M3.6 10h.01M3.6 14.5h.01" />,
  lock: <path d="M6.4 9V7a3.6 3.6 0 0 1 7.2 0v2M4.8 9h10.4v7.2H4.8Z" />,
  merge: <path d="M5 4v12M5 10c6 0 9-1 9-6M11.6 6.4 14 4l2.4 2.4" />,
  more: <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.4" />,
  none: <circle cx="10" cy="10" r="6.5" strokeDasharray="2.3 2.3" />,
  open: <circle cx="10" cy="10" r="6.5" />,
  pen: <path d="m4 16 .8-3.5 8.5-8.5 2.7 2.7-8.5 8.5Z" />,
  quote: <path d="M4 13.6c2.6-.4 3.8-2.1 3.8-4.6V6H4.2v3.6H7M11.6 13.6c2.6-.4 3.8-2.1 3.8-4.6V6h-3.6v3.6h2.8" />,
  reply: <path d="M7.8 5 3.5 9.3l4.3 4.3M3.5 9.3h8.6a4.3 4.3 0 0 1 4.4 4.4v1.7" />,
  search: <><circle cx="8.7" cy="8.7" r="5" /><path d="m12.5 12.5 4 4" /></>,
  share: <path d="M10 12.5V3.8M6.8 6.6 10 3.6l3.2 3M5.5 9.4H4.2v7h11.6v-7h-1.3" />,
  tdown: <path transform="rotate(180 10 10)" d={thumb} />,
  tup: <path d={thumb} />,
  up: <path d="M10 4.2 16.8 15H3.2Z" />,
  warn: <path d="M10 3.6 17.4 16.4H2.6ZM10 8.4V12M10 14.2v.01" />,
  x: <path d="m5 5 10 10M15 5 5 15" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** A line drawing of one em and a quarter. It never stands alone: a word or a name is always beside it. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={className === undefined ? 'i' : `i ${className}`} viewBox="0 0 20 20" aria-hidden="true">
      {drawings[name]}
    </svg>
  )
}
