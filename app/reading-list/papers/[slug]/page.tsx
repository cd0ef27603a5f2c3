import { forbidden, notFound, permanentRedirect, unauthorized } from 'next/navigation'
import { currentViewer, kept } from '@/auth/current'
import { Crumbs } from '@/components/crumbs'
import { EarlyFonts } from '@/components/early-fonts'
import { Html } from '@/components/html'
import { Notice } from '@/components/notice'
import { findPaper } from '@/forum/papers'
import { mayEver } from '@/forum/policy'
import { openAssessment } from '@/reading-list/assessment'
import { keptForm } from '../../../kept-form'
import { headingOf } from '../../../heading'
import { slugFrom } from '../../../parameters'
import { Shell } from '../../../shell'
import { Unsettled } from '../../unsettled'
import { NotesForm } from './form'
import { YoursAndTheirs } from './versions'
import { t } from '@/words'

type Props = { params: Promise<{ slug: string }> }

export async function generateMetadata({ params }: Props) {
  return headingOf({ title: t('Rating and notes'), path: `/reading-list/papers/${(await params).slug}`, index: false })
}

/** The form in which an author edits what the reading list says of one paper. */
export default async function NotesPage({ params }: Props) {
  const viewer = await currentViewer()
  if (!mayEver(viewer, 'papers.assess')) return viewer.kind === 'guest' ? unauthorized() : forbidden()
  const slug = slugFrom((await params).slug)
  const paper = await openAssessment(viewer, slug)
  if (paper === null) return elsewhere(slug)
  const state = await kept()
  const form = keptForm(state, 'reading-list-notes', 'reading-list-settle')
  const changed = state?.refusal?.code === 'changed-meanwhile'
  const path = `/reading-list/papers/${encodeURIComponent(slug)}`
  return (
    <Shell current="reading-list" path={path}>
      <EarlyFonts pieces={[paper.titleHtml]} />
      <Crumbs steps={[{ href: '/reading-list', title: t('Reading list') }, { href: `/papers/${encodeURIComponent(slug)}`, title: paper.title, titleHtml: paper.titleHtml }]} />
      <div className="desk-form">
        <h1>{t('Rating and notes')}</h1>
        <Html as="p" className="soft mt-2" html={paper.titleHtml} />
        {form.said === null ? null : <div className="mt-4" data-refused=""><Notice tone="danger" lead={t('Not saved.')} live="alert">{form.said}</Notice></div>}
        {paper.file === null ? null : <div className="mt-5"><Unsettled paper={paper} file={paper.file} back={path} title={null} /></div>}
        <NotesForm paper={paper} form={form} seen={changed || state === null ? paper.seen : form.value('seen', paper.seen)} />
        {changed && state.form === 'reading-list-notes' ? <YoursAndTheirs fields={state.fields} paper={paper} /> : null}
      </div>
    </Shell>
  )
}

async function elsewhere(slug: string) {
  const found = await findPaper(slug)
  return found && 'movedTo' in found ? permanentRedirect(`/reading-list${found.movedTo}`) : notFound()
}
