/** What is said between the process and the thread of heavy readings. */
export type Asked = { text: string; values: unknown[]; shape: 'objects' | 'arrays' }
export type Answered = { rows: unknown[] } | { failed: string; code: string | null }
