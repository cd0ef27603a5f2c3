// Generates one migration for both engines: `npm run migration -- NAME [--custom]`.
import { spawnSync } from 'node:child_process'

const [name, ...more] = process.argv.slice(2)
if (!name) {
  console.error('Give the migration a name that says what it does: npm run migration -- number_questions')
  process.exit(2)
}
for (const url of ['', 'postgres://generate/only']) {
  const made = spawnSync('npx', ['drizzle-kit', 'generate', '--name', name, ...more], { stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } })
  if (made.status !== 0) process.exit(made.status ?? 1)
}
