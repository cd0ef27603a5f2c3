import type { HouseRules } from '@/forum/house-rules'
import type { HoldingRule } from '@/forum/screening/rules'
import type { Trial } from '@/forum/screening/trial'
import { figures, t } from '@/words'
import { worded } from '@/words/worded'

/** All rules in plain words; with a trial, what each held of last month's posts and what it would hold. */
export function RulesTable({ rules, house, trial }: { rules: readonly HoldingRule[]; house: HouseRules; trial: Trial | null }) {
  return (
    <div className="scroll mt-4" role="region" aria-label={t('The rules of holding, one a line')} tabIndex={0}>
      <table className="rules-table">
        <thead><tr><th scope="col">{t('What waits')}</th>{trial === null ? null : <><th scope="col" className="num">{t('Waited')}</th><th scope="col" className="num">{t('Would wait')}</th></>}</tr></thead>
        <tbody>
          {rules.map(({ code, says }) => {
            const tried = trial?.rules.find(rule => rule.code === code)
            return <tr key={code}><th scope="row">{says(house)}</th>{tried === undefined ? null : <><td className="num">{tried.held}</td><td className="num">{tried.would}</td></>}</tr>
          })}
        </tbody>
        {trial === null ? null : <tfoot><tr><th scope="row">{worded('At all, of {0}', trial.posts)}</th><td className="num">{trial.held}</td><td className="num">{trial.would}</td></tr></tfoot>}
      </table>
    </div>
  )
}

/** A dry run in a sentence or two. */
export function summary({ posts, more, held, would, newlyHeld, letThrough }: Trial): string {
  if (posts === 0) return t('Nobody but moderators posted in the last 30 days, so there is nothing to try these rules on. Nothing is saved yet.')
  const of = more ? t('Of the last {0} posts', figures(posts)) : posts === 1 ? t('Of the one post of the last 30 days') : t('Of the {0} posts of the last 30 days', figures(posts))
  const changed = newlyHeld + letThrough === 0 ? t('These rules would have changed nothing.') : t('With these rules {0} would have: {1} more, {2} fewer.', would, newlyHeld, letThrough)
  return t('{0} by all but moderators, {1} waited. {2} Nothing is saved yet.', of, held, changed)
}
