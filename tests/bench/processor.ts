/** Processor time of a server's process: unlike the time that passes, the machine's other work hardly disturbs it. */
import { existsSync, readFileSync } from 'node:fs'
import type { Measured } from './load/plan'
import { answersOf } from './requests'

/** Runs a load and adds to `costs` what an answer cost the process `pid` in µs, all its threads together. Where the system does not tell (it is Linux' to tell) nothing is added. */
export async function withCosts(pid: number, costs: number[], run: () => Promise<Measured>): Promise<Measured> {
  const before = processorMs(pid)
  const measured = await run()
  const after = processorMs(pid)
  if (before !== null && after !== null) costs.push((after - before) * 1_000 / answersOf(measured))
  return measured
}

function processorMs(pid: number): number | null {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  // After the name, which may hold anything but ends with the last bracket, the 12th and 13th fields count hundredths of a second.
  const fields = readFileSync(file, 'utf8').replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
