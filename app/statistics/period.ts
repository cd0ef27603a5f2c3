/** The periods of which the page of statistics speaks, as its address names them. */
import { oneOf } from '../parameters'

export const periods = ['30', '90', '365', 'all'] as const
export type PeriodName = (typeof periods)[number]

/** The period of an address; thirty days where it names none that there is. */
export function periodIn(value: string | null): PeriodName {
  return oneOf(value, periods) ?? '30'
}

export function daysOf(period: PeriodName): number | null {
  return period === 'all' ? null : Number(period)
}
