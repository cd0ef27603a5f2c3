/** For drizzle-kit: one schema, two dialects, told apart by DATABASE_URL as in the running product. */
import { defineConfig } from 'drizzle-kit'

const postgres = (process.env['DATABASE_URL'] ?? '').startsWith('postgres')

export default defineConfig({
  schema: './db/schema.ts',
  dialect: postgres ? 'postgresql' : 'sqlite',
  out: postgres ? './db/migrations/postgres' : './db/migrations/sqlite',
  casing: 'snake_case',
})
