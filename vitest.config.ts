import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = [{ find: /^@\//, replacement: fileURLToPath(new URL('./', import.meta.url)) }]

type Engine = 'sqlite' | 'postgres'

/** One project per engine: the same files, told by TEST_ENGINE where to run. */
function database(engine: Engine) {
  return onEngine(engine, { name: `db-${engine}`, include: ['tests/db/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 })
}

/** Measures, with time to do so and a process of its own; no limits on how often, for a bench does everything too often. */
function bench(engine: Engine, name: string, include: string[]) {
  return onEngine(engine, { name, include, testTimeout: 600_000, hookTimeout: 300_000, isolate: true }, 'off')
}

function onEngine(engine: Engine, test: { name: string; include: string[]; testTimeout: number; hookTimeout: number; isolate?: boolean }, rateLimits: 'on' | 'off' = 'on') {
  return {
    extends: true as const,
    test: {
      ...test,
      // The schema is built for the engine that DATABASE_URL names when it is first imported; each file then gets a database of its own.
      env: { TEST_ENGINE: engine, RATE_LIMITS: rateLimits, ...(engine === 'postgres' ? { DATABASE_URL: 'postgres://given-by-each-file' } : {}) },
      globalSetup: engine === 'postgres' ? ['tests/support/postgres-server.ts'] : [],
    },
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // Each begins with modules of its own all the same: `fresh-file.ts`.
    isolate: false,
    restoreMocks: true,
    retry: process.env['CI'] ? 1 : 0,
    sequence: { setupFiles: 'list' },
    setupFiles: ['tests/support/fresh-file.ts', 'tests/support/property-seed.ts'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], testTimeout: 15_000 } },
      database('sqlite'),
      database('postgres'),
      { extends: true, test: { name: 'system', include: ['tests/system/**/*.test.ts'], globalSetup: ['tests/support/postgres-server.ts'], testTimeout: 60_000, hookTimeout: 240_000 } },
      bench('sqlite', 'bench', ['tests/bench/**/*.test.ts']),
      bench('postgres', 'bench-postgres', ['tests/bench/{thread,votes,quality}.test.ts']),
    ],
  },
})
