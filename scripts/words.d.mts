export function messagesSaid(): string[]
export function bareTexts(allowed: ReadonlySet<string>): string[]
