import { forbidden, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Notice } from '@/components/notice'
import { readHouseRules, withRules } from '@/forum/house-rules'
import { mayEver } from '@/forum/policy'
import { holdingRules } from '@/forum/screening/rules'
import { tryHouseRules } from '@/forum/screening/trial'
import { fieldsOf, houseForm, rulesIn } from '../../forms/house'
import { headingOf } from '../../heading'
import { keptForm } from '../../kept-form'
import { readGiven, type Given } from '../../parameters'
import { Shell } from '../../shell'
import { DeskTabs } from '../desk'
import { Away } from './away'
import { Delegates } from './delegate'
import { Blocked, Filter, Guests, Guide, Held, OpenLog, Section } from './parts'
import { RulesTable, summary } from './trial'
import { t } from '@/words'

export function generateMetadata() {
  return headingOf({ title: t('Rules of the house'), path: '/moderation/rules', index: false })
}

/** Authors alone set the rules, and try them on last month's posts before they do. */
export default async function RulesPage({ searchParams }: { searchParams: Given }) {
  const viewer = await currentViewer()
  if (!mayEver(viewer, 'house.set')) return viewer.kind === 'guest' ? unauthorized() : forbidden()
  const [house, state, given] = [await readHouseRules(), await kept(), await readGiven(searchParams)]
  const own = state?.form === houseForm ? state : null
  const fields = own?.fields ?? fieldsOf(house)
  const form = keptForm({ form: houseForm, fields, refusal: own?.refusal ?? null, preview: null, current: null }, houseForm)
  const parts = { form, ticked: (name: string) => fields[name] === '1' }
  const tried = own !== null && own.refusal === null ? withRules(house, rulesIn(fields)) : null
  const trial = tried?.ok ? await tryHouseRules(viewer, tried.value) : null
  return (
    <Shell current="moderation" path="/moderation/rules">
      <h1>{t('Rules of the house')}</h1>
      <div className="mt-4"><DeskTabs here="rules" /></div>
      {given('saved') !== null && own === null ? <Notice tone="good" live="status">{given('saved') === 'away' ? t('The rules are saved, and you are away.') : t('The rules are saved.')}</Notice> : null}
      {form.said === null ? null : <Notice tone="danger" lead={t('Not saved.')} live="alert">{form.said}</Notice>}
      {trial?.ok ? <Notice live="status" icon="clock" lead={t('Tried.')}>{summary(trial.value)} <a href="#trial">{t('What each rule holds')}</a></Notice> : null}
      <form method="post" action="/forms/house-rules" noValidate>
        <Section id="held" title={t('Who is read first')}><Held {...parts} /></Section>
        <Section id="filter" title={t('Spam')}><Filter {...parts} /></Section>
        <Section id="blocked" title={t('Blocked words and domains')}><Blocked {...parts} /></Section>
        <Section id="guests" title={t('Guests')}><Guests {...parts} /></Section>
        <Section id="away" title={t('While you are away')}><Away {...parts} /></Section>
        <Section id="log" title={t('The log')}><OpenLog {...parts} /></Section>
        <Section id="guide" title={t('The posting guide')}><Guide {...parts} /></Section>
        <Section id="trial" title={t('What is held')}>
          <p className="soft">{t('A post waits where any of these says so. The reason is kept with it for good.')}</p>
          <RulesTable rules={holdingRules} house={tried?.ok ? tried.value : house} trial={trial?.ok ? trial.value : null} />
          <div className="send">
            <button className="btn primary">{t('Save the rules')}</button>
            <button className="btn" name="do" value="try">{t('Try on last month’s posts')}</button>
          </div>
        </Section>
      </form>
      <Section id="delegates" title={t('Who stands in for you')}><Delegates /></Section>
    </Shell>
  )
}
