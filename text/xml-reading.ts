/** Reads small documents of XML that services send. No document type, so no entity but XML's own five; bounded in size and depth. */

export type XmlElement = {
  /** Without its prefix. */
  name: string
  /** By their names as written. */
  attributes: Record<string, string>
  /** The text directly in it. */
  text: string
  children: XmlElement[]
}
export type ReadXml = { ok: true; root: XmlElement } | { ok: false; line: number; what: string }

const depthMax = 50
const elementsMax = 200_000
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' }

/** The document's element with all in it; or where it cannot be read. */
export function readXml(source: string): ReadXml {
  const top: XmlElement = { name: '', attributes: {}, text: '', children: [] }
  const open: { element: XmlElement; tag: string }[] = [{ element: top, tag: '' }]
  let at = source.startsWith('\uFEFF') ? 1 : 0
  let elements = 0
  const fault = (what: string): ReadXml => ({ ok: false, line: source.slice(0, at).split('\n').length, what })
  while (at < source.length) {
    const here = open.at(-1)
    if (!here) return fault('an element is closed twice.')
    if (source.charAt(at) !== '<') {
      const end = source.indexOf('<', at)
      const text = source.slice(at, end < 0 ? source.length : end)
      if (open.length > 1) here.element.text += characters(text)
      else if (text.trim() !== '') return fault('text stands outside the document’s element.')
      at += text.length
      continue
    }
    const passed = passing(source, at)
    if (passed) {
      if (passed.end < 0) return fault('a part is not closed.')
      if (open.length > 1) here.element.text += passed.text
      at = passed.end
      continue
    }
    if (source.startsWith('<!', at)) return fault('a document type is not read.')
    const tag = /^<(\/)?([\p{L}_][\p{L}\p{N}_.:-]{0,100})((?:\s+[\p{L}_][\p{L}\p{N}_.:-]{0,100}\s{0,20}=\s{0,20}(?:"[^"<]{0,4000}"|'[^'<]{0,4000}')){0,50})\s{0,100}(\/)?>/u.exec(source.slice(at, at + 20_000))
    if (!tag) return fault('a tag cannot be read.')
    const [whole, closing, name = '', attributes = '', empty] = tag
    if (closing !== undefined) {
      if (here.tag !== name || attributes !== '' || empty !== undefined) return fault(`</${name}> closes nothing.`)
      open.pop()
    } else {
      if (open.length === 1 && top.children.length > 0) return fault('a second element stands beside the document’s.')
      const element: XmlElement = { name: name.slice(name.indexOf(':') + 1), attributes: attributesOf(attributes), text: '', children: [] }
      here.element.children.push(element)
      elements += 1
      if (empty === undefined) open.push({ element, tag: name })
      if (open.length > depthMax || elements > elementsMax) return fault('there are too many elements.')
    }
    at += whole.length
  }
  const [root] = top.children
  return root && open.length === 1 ? { ok: true, root } : fault(root ? 'an element is not closed.' : 'there is no element.')
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [name, characters(double ?? single ?? '')]))
}

/** Comments and instructions say nothing, a CDATA section says what it holds. */
function passing(source: string, at: number): { text: string; end: number } | null {
  for (const [begin, close] of [['<!--', '-->'], ['<?', '?>'], ['<![CDATA[', ']]>']] as const) {
    if (!source.startsWith(begin, at)) continue
    const end = source.indexOf(close, at + begin.length)
    return { text: begin === '<![CDATA[' && end >= 0 ? source.slice(at + begin.length, end) : '', end: end < 0 ? -1 : end + close.length }
  }
  return null
}

function characters(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return entities[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
  })
}
