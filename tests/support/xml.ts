/** A strict little reader of XML without doctype, comments and CDATA, for what the product writes itself. Throws at what is not well-formed. */
export type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string }

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const piece = /<\?xml [^?<>]*\?>|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[A-Za-z][\w:.-]*="[^"<]*")*)\s*(\/?)>|[^<]+/y

export function readXml(source: string): Element {
  const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.exec(source)
  if (forbidden) throw new Error(`a character that XML forbids at ${forbidden.index}`)
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open: Element[] = [root]
  piece.lastIndex = 0
  while (piece.lastIndex < source.length) {
    const at = piece.lastIndex
    const found = piece.exec(source)
    if (!found) throw new Error(`not well-formed at ${at}: ${source.slice(at, at + 60)}`)
    const [whole, closes, name, attributes = '', empty] = found
    const inner = open.at(-1) ?? root
    if (whole.startsWith('<?')) continue
    if (name === undefined) inner.text += unescaped(whole)
    else if (closes) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element at ${at}`)
    } else {
      const element: Element = { name, attributes: attributesOf(attributes), children: [], text: '' }
      inner.children.push(element)
      if (!empty) open.push(element)
    }
  }
  const [only] = root.children
  if (open.length !== 1 || root.children.length !== 1 || !only || root.text.trim() !== '') throw new Error('not one element with all in it')
  return only
}

export function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter(child => child.name === name)
}

export function textOf(element: Element, name: string): string {
  return childrenOf(element, name)[0]?.text ?? ''
}

function attributesOf(source: string): Record<string, string> {
  const pairs = [...source.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)] as const)
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`an attribute twice: ${source}`)
  return Object.fromEntries(pairs)
}

function unescaped(text: string): string {
  if (text.includes(']]>')) throw new Error('"]]>" in text')
  return text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const sign = entities[name]
    if (sign === undefined || !whole.endsWith(';')) throw new Error(`an unknown entity: ${whole}`)
    return sign
  })
}
