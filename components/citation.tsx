import { t } from '@/words'

export type CitationText = { format: string; name: string; text: string; href: string }

/** A work's citation in each format: as text to select, to copy where a script runs, and as a file. */
export function Citations({ citations }: { citations: CitationText[] }) {
  return (
    <>
      {citations.map(({ format, name, text, href }) => (
        <section key={format} className="citation" aria-labelledby={`cite-${format}`}>
          <div className="head thin"><h2 id={`cite-${format}`}>{name}</h2></div>
          <pre className="code" id={`cited-${format}`} tabIndex={0} aria-labelledby={`cite-${format}`}>{text}</pre>
          <p className="mt-2 flex flex-wrap gap-x-2">
            <a className="btn compact with-script" href={href} data-copy={`cited-${format}`} aria-label={t('Copy: {0}', name)}>{t('Copy')}</a>
            <a className="btn compact plain" href={href} download="" aria-label={t('Download: {0}', name)}>{t('Download')}</a>
          </p>
        </section>
      ))}
    </>
  )
}

/** The address that stays, to copy. */
export function LastingAddress({ title, address, children }: { title: string; address: string; children?: string }) {
  return (
    <section className="citation" aria-labelledby="lasting">
      <div className="head thin"><h2 id="lasting">{title}</h2></div>
      <p className="mt-2"><a href={address} className="break-all">{address}</a></p>
      {children === undefined ? null : <p className="small faint mt-1">{children}</p>}
      <p className="mt-2 flex flex-wrap gap-x-2"><a className="btn compact with-script" href={address} data-copy="" aria-label={t('Copy: {0}', title)}>{t('Copy')}</a></p>
    </section>
  )
}
