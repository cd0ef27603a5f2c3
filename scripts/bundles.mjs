/** The bundles that esbuild makes: the server, the command line, the text worker, and what browsers load. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as esbuild from 'esbuild'
import { root } from './run.mjs'

const programs = { server: 'server/main.ts', 'text-worker': 'text/worker.ts', 'card-worker': 'server/cards/worker.ts', 'heavy-reader': 'db/engines/heavy-worker.ts' }
const commands = 'cli/main.ts'
const scripts = { main: 'browser/main.ts', queue: 'browser/queue.ts', work: 'browser/work.ts', live: 'browser/live.ts', drafts: 'browser/own-drafts.ts', inbox: 'browser/inbox.ts', keys: 'browser/key-help.ts', cards: 'browser/cards.ts', palette: 'browser/palette.ts', theme: 'browser/theme.ts', push: 'browser/push.ts', similar: 'browser/similar.ts', embed: 'browser/embed.ts' }
// It has one address for good, so its name has no hash; the browser asks for it anew each time.
const worker = { sw: 'browser/service-worker.ts' }
const themeMaxBytes = 300

/** Builds the programs that Node runs into `dist/`. */
export async function bundlePrograms() {
  const dist = path.join(root, 'dist')
  await esbuild.build({ ...forNode, entryPoints: present(programs), outdir: dist, outExtension: { '.js': '.mjs' }, packages: 'external', sourcemap: 'linked' })
  await bundleCommands(path.join(dist, 'forum.mjs'))
}

/** Builds the command line into one file with its packages, of which a command evaluates what it needs: it starts in half the time that
 *  hundreds of files take. */
export async function bundleCommands(outfile) {
  await esbuild.build({ ...forNode, entryPoints: [path.join(root, commands)], outfile, external: notBundled, sourcemap: 'linked' })
}

/**
 * Builds what browsers load into `dist/assets/NAME.HASH.js`, with a list of the names in `dist/assets/manifest.json`.
 * A file of an older build stays for a while: a page opened before an upgrade may still ask for it.
 */
export async function bundleScripts() {
  const folder = path.join(root, 'dist', 'assets')
  mkdirSync(folder, { recursive: true })
  const manifest = { ...(await modules(folder)), ...(await theme(folder)) }
  await bundleWorker()
  const draft = path.join(folder, `manifest.${process.pid}.json`)
  writeFileSync(draft, `${JSON.stringify(manifest, null, 2)}\n`)
  renameSync(draft, path.join(folder, 'manifest.json'))
}

/** Rebuilds the scripts whenever one changes, for the development server. Returns what stops it. */
export async function watchScripts() {
  await bundleScripts()
  const watch = { name: 'manifest', setup: build => build.onEnd(result => (result.errors.length ? undefined : bundleScripts())) }
  const context = await esbuild.context({ ...forBrowsers, entryPoints: present({ ...scripts, ...worker }), write: false, outdir: path.join(root, 'dist', 'assets'), plugins: [watch, ...await inLanguage('en')] })
  await context.watch()
  return () => context.dispose()
}

/** Forgets the scripts of all former builds. */
export function clearScripts() {
  rmSync(path.join(root, 'dist', 'assets'), { recursive: true, force: true })
}

const shared = { bundle: true, format: 'esm', absWorkingDir: root, alias: { '@': root }, logLevel: 'warning', tsconfig: path.join(root, 'tsconfig.json') }
// Packages that are still CommonJS inside ask for require; under a name of its own, as a package may import the same.
const forNode = { ...shared, platform: 'node', target: 'node20', banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" } }
// Compiled ones, one that is asked for in case it is there, and the largest, which one command needs.
const notBundled = ['better-sqlite3', '@node-rs/argon2', 'pg-native', 'mailparser']
const forBrowsers = { ...shared, platform: 'browser', target: 'es2022', minify: true, charset: 'utf8', legalComments: 'none' }

async function modules(folder) {
  const { theme: _apart, ...entryPoints } = present(scripts)
  if (Object.keys(entryPoints).length === 0) return {}
  const names = {}
  for (const [language, catalogue] of await catalogues()) {
    const named = Object.fromEntries(Object.entries(entryPoints).map(([name, file]) => [language === 'en' ? name : `${name}.${language}`, file]))
    const result = await esbuild.build({
      // Each is whole: a part that two share would be found only when one has come, a round trip later.
      ...forBrowsers, entryPoints: named, outdir: folder, metafile: true, entryNames: '[name].[hash]', plugins: [saidIn(catalogue)],
    })
    Object.assign(names, namesOf(result.metafile, named))
  }
  return names
}

/** What builds a script of a browser in a language. */
export async function inLanguage(language) {
  return [saidIn(new Map(await catalogues()).get(language))]
}

/** The languages of the site with what browsers need of them. */
async function catalogues() {
  const read = async file => {
    const { outputFiles } = await esbuild.build({ ...shared, entryPoints: [file], write: false })
    return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`)
  }
  const [english, chinese] = [await read('words/en.ts'), await read('words/zh-Hans.ts')]
  return [['en', { locale: 'en-GB', texts: {}, nouns: english.nouns }], ['zh-Hans', { locale: 'zh-Hans-CN', texts: chinese.texts, nouns: chinese.nouns }]]
}

/** Says the texts of scripts in a language while they are built, so that no browser loads a catalogue. */
function saidIn({ locale, texts, nouns }) {
  const spoken = `export const language = { locale: ${JSON.stringify(locale)} }
    export const t = (text, ...values) => text.replace(/\\{(\\d)\\}/g, (_, at) => values[at] ?? '')
    export const figures = number => number.toLocaleString(language.locale)
    export const counted = (count, forms) => (forms[new Intl.PluralRules(language.locale).select(count)] ?? forms.other).replace('{0}', figures(count))`
  return {
    name: 'words',
    setup(build) {
      build.onResolve({ filter: /^@\/words$/ }, () => ({ path: 'words', namespace: 'words' }))
      build.onLoad({ filter: /.*/, namespace: 'words' }, () => ({ contents: spoken, loader: 'js' }))
      build.onLoad({ filter: /[\\/]browser[\\/][\w-]+\.ts$/ }, async ({ path: file }) => ({
        contents: readFileSync(file, 'utf8').replace(/\bt\('((?:[^'\\]|\\.)*)'/g, (whole, source) => {
          const text = source.replace(/\\(.)/g, '$1')
          return texts[text] === undefined ? whole : `t(${JSON.stringify(texts[text])}`
        }).replace(/\bt\((?!['"])/, () => { throw new Error(`${file}: a text that is said in a browser must stand in t() itself.`) })
          .replace(/\bcounted\(((?:[^()]|\([^()]*\))*), '([\w ]+)'\)/g, (_, count, noun) => `counted(${count}, ${JSON.stringify(nouns[noun])})`)
          .replace(/\bcounted\((?:[^()]|\([^()]*\))*, (?!\{)/, () => { throw new Error(`${file}: what is counted in a browser must stand in counted() itself.`) }),
        loader: 'ts',
      }))
    },
  }
}

async function bundleWorker() {
  for (const [language, catalogue] of await catalogues()) {
    const entryPoints = Object.fromEntries(Object.entries(present(worker)).map(([name, file]) => [language === 'en' ? name : `${name}.${language}`, file]))
    await esbuild.build({ ...forBrowsers, format: 'iife', entryPoints, outdir: path.join(root, 'dist'), plugins: [saidIn(catalogue)] })
  }
}

// The one blocking file: it sets the reader's choice of colours before the first paint, so it is no module.
async function theme(folder) {
  const { theme: entry } = present(scripts)
  if (!entry) return {}
  const result = await esbuild.build({
    ...forBrowsers, format: 'iife', entryPoints: { theme: entry }, outdir: folder, metafile: true, entryNames: '[name].[hash]',
  })
  const bytes = Math.max(...Object.values(result.metafile.outputs).map(output => output.bytes))
  if (bytes > themeMaxBytes) throw new Error(`browser/theme.ts is ${bytes} bytes when built; a blocking file may have ${themeMaxBytes}.`)
  return namesOf(result.metafile, { theme: entry })
}

function namesOf(metafile, entryPoints) {
  const names = {}
  for (const [file, output] of Object.entries(metafile.outputs)) {
    const name = Object.keys(entryPoints).find(key => entryPoints[key] === output.entryPoint)
    if (name) names[name] = `/assets/${path.basename(file)}`
  }
  return names
}

function present(entryPoints) {
  const [there, missing] = [{}, []]
  for (const [name, file] of Object.entries(entryPoints)) {
    if (existsSync(path.join(root, file))) there[name] = file
    else missing.push(file)
  }
  if (missing.length > 0 && !present.told) process.stderr.write(`Not there yet, so not bundled: ${missing.join(', ')}.\n`)
  if (missing.length > 0) present.told = true
  return there
}
