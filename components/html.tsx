type Element = 'div' | 'span' | 'h1' | 'p'

/**
 * HTML that `text/` has made safe. This is the only place where markup enters a page as a string.
 * `body` marks the one element of a post that holds its rendered text.
 */
export function Html({ html, as: Element = 'div', className, body = false }: { html: string; as?: Element; className?: string; body?: boolean }) {
  return <Element className={className} data-body={body ? '' : undefined} dangerouslySetInnerHTML={{ __html: html }} />
}

/** Data for engines in a script element, where it is no script: `json` is made by `jsonForScript` of `text/`. */
export function DataBlock({ json }: { json: string }) {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
