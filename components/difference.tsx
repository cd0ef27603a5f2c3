import type { Change } from '@/text/rendered'
import { t } from '@/words'

const long = 240

/** Two texts as one: what was added is underlined, what was taken out struck through. Long stretches that stayed are cut in the middle. */
export function Difference({ changes }: { changes: Change[] }) {
  return (
    <div className="difference prose" data-difference="">
      {changes.map((change, at) => {
        if (change.kind === 'added') return <ins key={at}><span className="vh">{t('Added:')}{' '}</span>{change.text}</ins>
        if (change.kind === 'removed') return <del key={at}><span className="vh">{t('Taken out:')}{' '}</span>{change.text}</del>
        return <span key={at}>{change.text.length > long ? `${change.text.slice(0, long / 2)} […] ${change.text.slice(-long / 2)}` : change.text}</span>
      })}
    </div>
  )
}
