/** What axe finds in a page. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Each fault as its rule and the first element that has it; `within` names a part of the page. Run in the page itself: axe's other way opens
 *  an empty page each time, for the sake of frames of other hosts, which no page here has. */
export async function faultsIn(page: Page, within?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations.map(one => `${one.id} ${one.nodes[0]?.html.slice(0, 120) ?? ''}`)
}
