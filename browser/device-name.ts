/** What a browser is called in the list of devices: "Firefox on Linux". */
import { t } from '@/words'

export function deviceName(agent: string): string {
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([sign = '']) => agent.includes(sign))?.[1] ?? t('Browser')
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'Mac'], ['CrOS', 'ChromeOS'], ['Linux', 'Linux']].find(([sign = '']) => agent.includes(sign))?.[1]
  return system === undefined ? browser : t('{0} on {1}', browser, system)
}
