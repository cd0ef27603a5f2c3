/** What the load generator is asked for and what it tells, as it crosses between processes. */
import { z } from 'zod'

/** Bounds of one load: it is a bench's, never a weapon. */
export const bounds = { connections: 512, seconds: 300, requests: 200_000 } as const

export const plan = z.object({
  port: z.number().int().min(1).max(65_535),
  connections: z.number().int().min(1).max(bounds.connections),
  seconds: z.number().positive().max(bounds.seconds),
  /** Whole requests, as they go over the wire; taken in turn. */
  requests: z.array(z.string()).min(1).max(bounds.requests),
  /** `once`: each request is sent once, and the load ends with the last; else they are sent round and round. */
  once: z.boolean().default(false),
  /** So many a second, whether or not the former are answered: then a wait counts from when a request was due. Without it each connection asks again once it is answered. */
  perSecond: z.number().positive().max(100_000).optional(),
})
export type Plan = z.input<typeof plan>

export const measured = z.object({
  /** Answers within the time of the load, and how many that is in a second. */
  count: z.number(), seconds: z.number(), perSecond: z.number(),
  /** Milliseconds that one answer took: half of them less, 99 of 100 less, the longest. */
  p50: z.number(), p99: z.number(), longest: z.number(),
  /** All answers by status, those that came after the time too. */
  statuses: z.record(z.string(), z.number()),
  /** Bytes of bodies, and connections that broke while an answer was awaited. */
  bytes: z.number(), broken: z.number(),
})
export type Measured = z.output<typeof measured>
