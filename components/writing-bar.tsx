import { Icon } from '@/components/icons'
import { t } from '@/words'

const tools = [
  { name: t('Bold'), key: 'Ctrl B', does: 'bold', shows: 'B' },
  { name: t('Link'), key: 'Ctrl K', does: 'link', shows: <Icon name="link" /> },
  { name: t('Quotation'), key: null, does: 'quote', shows: <Icon name="quote" /> },
  { name: t('Code'), key: 'Ctrl E', does: 'code', shows: <Icon name="code" /> },
  { name: t('Mathematics'), key: 'Ctrl M', does: 'formula', shows: '∑' },
  { name: t('List'), key: null, does: 'list', shows: <Icon name="list" /> },
] as const

/** Write and Preview, and the marks of Markdown as buttons. It needs a script, so without one it is not shown. `id` names the text field. */
export function WritingBar({ id }: { id: string }) {
  return (
    <div className="bar with-script">
      <div className="tabs" role="tablist" aria-label={t('Write or preview')}>
        <button type="button" className="tab" role="tab" aria-selected="true" id={`${id}-write`} aria-controls={`${id}-panel`} data-tab="write">{t('Write')}</button>
        <button type="button" className="tab" role="tab" aria-selected="false" id={`${id}-preview`} aria-controls={`${id}-panel`} data-tab="preview" tabIndex={-1}>{t('Preview')}</button>
      </div>
      <div className="bartools" role="toolbar" aria-label={t('Formatting')} aria-controls={id}>
        {tools.map((tool, at) => (
          <button key={tool.does} type="button" className="tool" aria-label={tool.name} title={tool.key === null ? tool.name : `${tool.name}  ${tool.key}`} data-mark={tool.does} tabIndex={at === 0 ? undefined : -1}>{tool.shows}</button>
        ))}
      </div>
    </div>
  )
}
