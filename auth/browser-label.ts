/** What a session is called in the settings: "Firefox on Linux". */
import { t } from '@/words'
const browsers: [string, RegExp][] = [['Edge', /\bEdg/], ['Opera', /\bOPR\//], ['Firefox', /\bFirefox\//], ['Chrome', /\b(Chrome|CriOS)\//], ['Safari', /\bSafari\//]]
const systems: [string, RegExp][] = [['Android', /\bAndroid\b/], ['iPhone', /\biPhone\b/], ['iPad', /\biPad\b/], ['Windows', /\bWindows\b/], ['macOS', /\bMac OS X\b/], ['Linux', /\bLinux\b/]]

/** A browser's name and system out of its User-Agent, coarse on purpose. */
export function browserLabel(agent: string | null): string {
  const known = (list: [string, RegExp][]) => list.find(([, pattern]) => pattern.test(agent ?? ''))?.[0]
  const browser = known(browsers) ?? 'A browser'
  const system = known(systems)
  return system === undefined ? browser : t('{0} on {1}', browser, system)
}
