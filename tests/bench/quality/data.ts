/** Real text that lies beside the checkout, read where it lies. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const post = z.object({ source: z.string(), thread: z.string(), paper_title: z.string().nullable(), kind: z.enum(['question', 'answer', 'comment']), body: z.string() })
const fragment = z.object({ source: z.string(), display: z.boolean(), tex: z.string() })

export type Line = { line: number }
export type DataPost = z.output<typeof post> & Line
export type Fragment = z.output<typeof fragment> & Line
export type Data = { posts: DataPost[]; lists: { file: string; text: string }[]; fragments: Fragment[] }

/** The data, or a sentence on what is missing. */
export function readData(folder = path.resolve('..', 'shared', 'data')): Data | { missing: string } {
  const files = { posts: path.join(folder, 'discussions', 'posts.jsonl'), lists: path.join(folder, 'reading-lists'), fragments: path.join(folder, 'math', 'corpus.jsonl') }
  const missing = Object.values(files).find(file => !existsSync(file))
  if (missing !== undefined) return { missing: `${path.relative('.', missing)} is not there: nothing was measured` }
  return {
    posts: linesOf(files.posts).map(({ line, value }) => ({ ...post.parse(value), line })),
    lists: readdirSync(files.lists).filter(file => file.endsWith('.md') && file !== 'README.md').map(file => ({ file, text: readFileSync(path.join(files.lists, file), 'utf8') })),
    fragments: linesOf(files.fragments).map(({ line, value }) => ({ ...fragment.parse(value), line })),
  }
}

function linesOf(file: string): { line: number; value: unknown }[] {
  return readFileSync(file, 'utf8').trim().split('\n').map((text, at) => ({ line: at + 1, value: z.unknown().parse(JSON.parse(text)) }))
}
