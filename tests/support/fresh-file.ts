/** Files of a project share a process, for the packages take longer to load than most files to run: each begins with modules, an environment and
 *  things of the process of its own. */
import { vi } from 'vitest'

declare global {
  var firstEnvironment: NodeJS.ProcessEnv | undefined
}

globalThis.firstEnvironment ??= { ...process.env }
for (const name of Object.keys(process.env)) if (!(name in globalThis.firstEnvironment)) Reflect.deleteProperty(process.env, name)
Object.assign(process.env, globalThis.firstEnvironment)
globalThis.colloquyProcess = undefined
vi.resetModules()
