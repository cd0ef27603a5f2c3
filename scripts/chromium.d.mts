/** `sentence`: what to install, where there is none. */
export function findChromium(): Promise<{ path?: string; shell?: string; sentence?: string }>
