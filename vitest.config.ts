import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The one list of path aliases is tsconfig.base.json; tests resolve exactly what the compiler resolves. */
const { compilerOptions } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, 'tsconfig.base.json'), 'utf8')) as {
  compilerOptions: { paths: Record<string, [string]> };
};
const alias = Object.fromEntries(Object.entries(compilerOptions.paths).map(([name, [file]]) => [name, path.resolve(import.meta.dirname, file)]));

const shared = { resolve: { alias: { ...alias, '@': path.resolve(import.meta.dirname, 'apps/portal/src') } } };
const reporters = ['default', path.resolve(import.meta.dirname, 'tools/test/count-reporter.mjs')];

/**
 * unit: pure, no database and no process; database: a real Postgres per test file; process: spawns the real programs.
 * The file's suffix chooses: `*.test.ts`, `*.db.test.ts`, `*.process.test.ts`.
 */
export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['apps/**/*.test.ts', 'apps/**/*.test.tsx', 'libs/**/*.test.ts', 'prisma/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.db.test.ts', '**/*.process.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'database',
          include: ['apps/**/*.db.test.ts', 'libs/**/*.db.test.ts', 'prisma/**/*.db.test.ts'],
          globalSetup: path.resolve(import.meta.dirname, 'tools/test/database.global.ts'),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'process',
          include: ['apps/**/*.process.test.ts', 'libs/**/*.process.test.ts', 'tools/**/*.process.test.ts'],
          globalSetup: path.resolve(import.meta.dirname, 'tools/test/database.global.ts'),
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
