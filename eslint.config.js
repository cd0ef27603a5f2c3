// House rules for the editor and `npm test`. The arrows between rooms are .dependency-cruiser.cjs's.
import tseslint from 'typescript-eslint'

const rawSql = { selector: "MemberExpression[object.name='sql'][property.name='raw']", message: 'Hand-made SQL belongs in db/.' }
const innerHtml = { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'HTML goes through components/html.tsx only.' }

export default tseslint.config(
  { ignores: ['node_modules/', '.next/', 'dist/', 'data/', 'demo-data/', 'next-env.d.ts', 'test-results/', 'playwright-report/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': 'off', // indexed access is guarded by hand where the compiler knows more
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': ['error', rawSql, innerHtml],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-console': 'error',
    },
  },
  { files: ['db/dialect.ts', 'db/engines/*.ts', 'config/process.ts'], rules: { '@typescript-eslint/consistent-type-assertions': 'off', '@typescript-eslint/no-unnecessary-type-parameters': 'off', '@typescript-eslint/no-deprecated': 'off' } },
  { files: ['db/**/*.ts'], rules: { 'no-restricted-syntax': ['error', innerHtml] } },
  { files: ['components/html.tsx'], rules: { 'no-restricted-syntax': ['error', rawSql] } },
  { files: ['cli/**/*.ts', 'tests/**/*.ts', 'server/main.ts', 'server/startup.ts'], rules: { 'no-console': 'off' } },
  // Tables of words may be long.
  { files: ['db/schema.ts', 'forum/policy.ts', 'forum/errors.ts', 'text/confusables.ts', 'auth/common-passwords.ts', 'words/en.ts', 'words/zh-Hans.ts', 'tests/**/*.ts'], rules: { 'max-lines': 'off' } },
  { files: ['tests/**/*.ts', 'tests/**/*.tsx'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
)
