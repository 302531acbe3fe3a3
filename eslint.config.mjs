// @ts-check
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { boundaries } from './tools/lint/directions.mjs';
import { payport } from './tools/lint/plugin.mjs';
import { ROOMS, TESTS } from './tools/lint/rooms.mjs';
import { wallRules } from './tools/lint/walls.mjs';

const CODE = ['**/*.ts', '**/*.tsx', '**/*.mjs'];
/** Long lists of data, one line for each entry. */
const TABLES = ['**/tables/**', '**/*-tables.ts', '**/*-texts.ts'];

/** @type {import('eslint').Linter.RulesRecord} */
const everywhere = {
  '@nx/enforce-module-boundaries': ['error', boundaries({ inTests: false })],
  '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports', fixStyle: 'inline-type-imports' }],
  // An import of types only must leave nothing behind; `import { type A }` still loads the file.
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'all', ignoreRestSiblings: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'off',
  'no-empty': 'error',
  'no-var': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
  'prefer-const': 'error',
  'max-lines': ['error', { max: 500 }],
  'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true, IIFEs: true }],
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/.next/**',
      '**/generated/**',
      '**/node_modules/**',
      '**/.nx/**',
      '**/.payport/**',
      'apps/portal/next-env.d.ts',
      'e2e/results/**',
      'e2e/report/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: CODE,
    extends: [...tseslint.configs.recommended],
    plugins: { '@nx': /** @type {any} */ (nx), payport },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: everywhere,
  },
  ...ROOMS.map(({ name, files, open }) => ({ name: `walls: ${name}`, files, rules: wallRules(open) })),
  { files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts', 'prisma/**/*.ts'], ignores: TESTS, rules: { 'payport/no-float-money': 'error' } },
  { files: ['apps/gateway/**/*.ts'], rules: { 'payport/module-door': 'error' } },
  // Plain JavaScript has its types in comments; what matters there is what the launcher's checks do not say already.
  { files: ['**/*.mjs'], rules: { '@typescript-eslint/no-unnecessary-type-assertion': 'off' } },
  {
    files: TESTS,
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries({ inTests: true })],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
    },
  },
  { files: TABLES, rules: { 'max-lines': 'off' } },
  prettier,
);
