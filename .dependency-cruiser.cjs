// The arrows between rooms, as docs/rooms.md draws them. Arrows only point down; there is no list of exceptions.
const may = {
  config: [],
  words: [],
  text: ['words'],
  db: ['config'],
  forum: ['words', 'text', 'db', 'config'],
  'reading-list': ['words', 'forum', 'text'],
  auth: ['words', 'forum', 'db', 'config'],
  followers: ['forum', 'text', 'db', 'config'],
  browser: ['words'],
  components: ['words'],
  cli: ['words', 'auth', 'reading-list', 'forum', 'db', 'config', 'text'],
  api: ['words', 'components', 'auth', 'reading-list', 'forum', 'config', 'text'],
  app: ['words', 'components', 'auth', 'reading-list', 'forum', 'config', 'text'],
  server: ['words', 'api', 'cli', 'components', 'followers', 'auth', 'reading-list', 'forum', 'text', 'db', 'config'],
}
// Of these rooms only the types may be used.
const typesOf = { browser: ['forum', 'app'], components: ['forum', 'auth', 'text'] }

const rooms = Object.keys(may)

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    ...rooms.map(room => ({
      name: `${room}-points-down`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: {
        path: `^(${rooms.filter(other => other !== room && !may[room].includes(other)).join('|')})/`,
        ...(typesOf[room] ? { dependencyTypesNot: ['type-only'] } : {}),
      },
    })),
    ...Object.entries(typesOf).map(([room, allowed]) => ({
      name: `${room}-types-only-of`,
      severity: 'error',
      from: { path: `^${room}/` },
      to: { path: `^(${rooms.filter(other => other !== room && !allowed.includes(other) && !may[room].includes(other)).join('|')})/`, dependencyTypes: ['type-only'] },
    })),
    { name: 'no-vague-rooms', severity: 'error', from: {}, to: { path: '^(lib|utils|helpers|common)/' } },
    { name: 'product-needs-no-tests', severity: 'error', from: { pathNot: '^(tests|scripts)/|config\\.(ts|mjs|js|cjs)$' }, to: { path: '^tests/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(\\.next|dist|node_modules)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'], mainFields: ['module', 'main', 'types'] },
  },
}
