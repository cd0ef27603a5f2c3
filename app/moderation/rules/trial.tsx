import type { HouseRules } from '@/forum/house-rules'
import type { HoldingRule } from '@/forum/screening/rules'
import type { Trial } from '@/forum/screening/trial'

/** All rules in plain words; with a trial, what each held of last month's posts and what it would hold. */
export function RulesTable({ rules, house, trial }: { rules: readonly HoldingRule[]; house: HouseRules; trial: Trial | null }) {
  return (
    <div className="scroll mt-4" role="region" aria-label="The rules of holding, one a line" tabIndex={0}>
      <table className="rules-table">
        <thead><tr><th scope="col">What waits</th>{trial === null ? null : <><th scope="col" className="num">Waited</th><th scope="col" className="num">Would wait</th></>}</tr></thead>
        <tbody>
          {rules.map(({ code, says }) => {
            const tried = trial?.rules.find(rule => rule.code === code)
            return <tr key={code}><th scope="row">{says(house)}</th>{tried === undefined ? null : <><td className="num">{tried.held}</td><td className="num">{tried.would}</td></>}</tr>
          })}
        </tbody>
        {trial === null ? null : <tfoot><tr><th scope="row">At all, of {trial.posts}</th><td className="num">{trial.held}</td><td className="num">{trial.would}</td></tr></tfoot>}
      </table>
    </div>
  )
}

/** A dry run in a sentence or two. */
export function summary({ posts, more, held, would, newlyHeld, letThrough }: Trial): string {
  if (posts === 0) return 'Nobody but moderators posted in the last 30 days, so there is nothing to try these rules on. Nothing is saved yet.'
  const of = more ? `Of the last ${posts.toLocaleString('en-GB')} posts` : posts === 1 ? 'Of the one post of the last 30 days' : `Of the ${posts.toLocaleString('en-GB')} posts of the last 30 days`
  const changed = newlyHeld + letThrough === 0 ? 'These rules would have changed nothing.' : `With these rules ${would} would have: ${newlyHeld} more, ${letThrough} fewer.`
  return `${of} by all but moderators, ${held} waited. ${changed} Nothing is saved yet.`
}
