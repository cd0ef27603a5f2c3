/**
 * `npm run bench`: measures what docs/benchmarks.md records, each side of a ratio in turns with the other, prints the
 * table, writes it into that page (not with `--no-record`) and ends with 1 where a bound is broken. `--help` names the rows.
 */
import path from 'node:path'
import { prepare } from './prepare.mjs'
import { root, run } from './run.mjs'

process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
await prepare({ tools: true })
const esbuild = await import('esbuild')

// Its programs are bundled beside the product's, so that each process loads at once what it needs.
const outdir = path.join(root, 'dist', 'bench')
const programs = { main: 'main', generator: 'load/generator', bare: 'bare', listeners: 'listeners', site: 'site' }
await esbuild.build({
  entryPoints: Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, path.join(root, 'tests', 'bench', `${file}.ts`)])),
  outdir, outExtension: { '.js': '.mjs' }, bundle: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external', absWorkingDir: root, alias: { '@': root },
  tsconfig: path.join(root, 'tsconfig.json'), logLevel: 'warning', sourcemap: 'linked',
  banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
})
process.exitCode = await run(process.execPath, ['--enable-source-maps', path.join(outdir, 'main.mjs'), ...process.argv.slice(2)])
