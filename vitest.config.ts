import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = [{ find: /^@\//, replacement: fileURLToPath(new URL('./', import.meta.url)) }]

/** One project per engine: the same files, told by TEST_ENGINE where to run. */
function database(engine: 'sqlite' | 'postgres') {
  return {
    extends: true as const,
    test: {
      name: `db-${engine}`,
      include: ['tests/db/**/*.test.ts'],
      // The schema is built for the engine that DATABASE_URL names when it is first imported; each file then gets a database of its own.
      env: { TEST_ENGINE: engine, RATE_LIMITS: 'on', ...(engine === 'postgres' ? { DATABASE_URL: 'postgres://given-by-each-file' } : {}) },
      globalSetup: engine === 'postgres' ? ['tests/support/postgres-server.ts'] : [],
      testTimeout: 30_000,
      hookTimeout: 60_000,
    },
  }
}

export default defineConfig({
  resolve: { alias },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], testTimeout: 15_000 } },
      database('sqlite'),
      database('postgres'),
      { extends: true, test: { name: 'system', include: ['tests/system/**/*.test.ts'], globalSetup: ['tests/support/postgres-server.ts'], testTimeout: 60_000, hookTimeout: 240_000, fileParallelism: false } },
      {
        extends: true,
        test: { name: 'bench', include: ['tests/bench/**/*.test.ts'], testTimeout: 600_000, hookTimeout: 120_000 },
      },
    ],
  },
})
