import { DataBlock } from '@/components/html'
import { jsonForScript } from '@/text/xml'
import type { Data } from './question'

/** What a page says of itself to engines, a block each. */
export function Engines({ data }: { data: readonly (Data | null)[] }) {
  return <>{data.map((one, at) => one === null ? null : <DataBlock key={at} json={jsonForScript(one)} />)}</>
}
