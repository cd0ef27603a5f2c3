/** The steps by which an import changes the list, as a schema: what `reading-list/` hands over is parsed like any other input. */
import { z } from 'zod'
import { ratings } from '@/db/schema'

const id = z.number().int().min(1)
const ref = z.union([z.object({ id }), z.object({ added: z.string() })])
const owner = z.union([z.object({ paper: ref }), z.object({ topic: ref })])
const line = z.string().max(20_000)
const head = z.object({ title: line.nullable(), author: line.nullable(), legend: line.nullable(), license: line.nullable(), source: line.nullable(), intro: z.string().max(200_000) })
const paperFields = z.object({
  title: line, aliases: z.array(line), authors: z.array(line), venue: line.nullable(), year: z.number().int().nullable(),
  doi: line.nullable(), arxiv: line.nullable(), arxivVersion: z.number().int().nullable(), links: z.array(z.object({ label: line, url: line })),
  rating: z.enum(ratings).nullable(), mark: line.nullable(), remark: z.string().max(200_000).nullable(), questionsIntro: line.nullable(),
})
const longText = z.string().max(2_000_000)

export const listOperation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changeHead'), head }),
  z.object({ kind: z.literal('addTopic'), added: z.string(), parent: ref.nullable(), title: line.nullable() }),
  z.object({ kind: z.literal('changeTopic'), id, parent: ref.nullable(), title: line.nullable() }),
  z.object({ kind: z.literal('removeTopic'), id }),
  z.object({ kind: z.literal('addPaper'), added: z.string(), topic: ref, paper: paperFields }),
  z.object({ kind: z.literal('changePaper'), id, paper: paperFields }),
  z.object({ kind: z.literal('movePaper'), id, topic: ref }),
  z.object({ kind: z.literal('removePaper'), id, keep: z.boolean() }),
  z.object({ kind: z.literal('addNote'), added: z.string(), of: owner, parent: ref.nullable(), text: longText, source: id.nullable().default(null) }),
  z.object({ kind: z.literal('changeNote'), id, text: longText, source: id.nullable().default(null) }),
  z.object({ kind: z.literal('removeNote'), id }),
  z.object({ kind: z.literal('rememberFile'), paper: id, remembered: z.string().nullable(), fromFile: z.string().nullable() }),
  z.object({ kind: z.literal('addQuestion'), added: z.string(), paper: ref, number: z.number().int(), title: line.nullable(), body: longText }),
  z.object({ kind: z.literal('changeQuestion'), id, title: line.nullable(), body: longText }),
  z.object({ kind: z.literal('removeQuestion'), id, keep: z.boolean() }),
  z.object({ kind: z.literal('orderTopics'), parent: ref.nullable(), order: z.array(ref) }),
  z.object({ kind: z.literal('orderPapers'), topic: ref, order: z.array(ref) }),
  z.object({ kind: z.literal('orderNotes'), of: owner, parent: ref.nullable(), order: z.array(ref) }),
])

export type ListOperation = z.output<typeof listOperation>
export type OperationOf<K extends ListOperation['kind']> = Extract<ListOperation, { kind: K }>
export type Ref = z.output<typeof ref>
export type PaperFields = z.output<typeof paperFields>
