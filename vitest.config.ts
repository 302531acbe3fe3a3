import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The one list of path aliases is tsconfig.base.json; tests resolve exactly what the compiler resolves. */
const { compilerOptions } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, 'tsconfig.base.json'), 'utf8')) as {
  compilerOptions: { paths: Record<string, [string]> };
};
const alias = Object.fromEntries(Object.entries(compilerOptions.paths).map(([name, [file]]) => [name, path.resolve(import.meta.dirname, file)]));

const shared = { resolve: { alias: { ...alias, '@': path.resolve(import.meta.dirname, 'apps/portal/src') } } };
const reporters = ['default', path.resolve(import.meta.dirname, 'tools/test/count-reporter.mjs')];

/** Every core: vitest leaves one free by itself, which on two of them is half the machine. `--maxWorkers` may say less. */
const maxWorkers = availableParallelism();
/** What is looked at again and again until it holds: a second, the default, is nothing where two cores do the work of ten. */
const patient = { expect: { poll: { timeout: 20_000 } } };
const processes = {
  ...patient,
  globalSetup: path.resolve(import.meta.dirname, 'tools/test/database.global.ts'),
  // Real programs on a crowded machine; what has a limit of its own measures it itself.
  testTimeout: 240_000,
  hookTimeout: 240_000,
};

/**
 * unit: pure, no database and no process; database: a real Postgres per test file; process: spawns the real programs.
 * The file's suffix chooses: `*.test.ts`, `*.db.test.ts`, `*.process.test.ts`. process-alone: the launcher's, which stop and
 * start what others would be using up: after the others, one file after the other.
 */
export default defineConfig({
  test: {
    reporters,
    maxWorkers,
    projects: [
      {
        ...shared,
        test: {
          ...patient,
          name: 'unit',
          // They share modules: what is pure leaves nothing behind, and loading everything anew for each file is half the time.
          isolate: false,
          // Four times the default: a test that draws pages takes over five seconds on a crowded machine, and none is a measure of time.
          testTimeout: 20_000,
          include: ['apps/**/*.test.ts', 'apps/**/*.test.tsx', 'libs/**/*.test.ts', 'prisma/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.db.test.ts', '**/*.process.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          ...patient,
          name: 'database',
          // As with the pure ones: no file replaces a module or an environment, each has a database of its own, and loading is a fifth.
          isolate: false,
          include: ['apps/**/*.db.test.ts', 'libs/**/*.db.test.ts', 'prisma/**/*.db.test.ts'],
          globalSetup: path.resolve(import.meta.dirname, 'tools/test/database.global.ts'),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          name: 'process',
          include: ['apps/**/*.process.test.ts', 'libs/**/*.process.test.ts', 'tools/**/*.process.test.ts'],
          exclude: ['**/node_modules/**', 'tools/start/**'],
          // Two, not more: they mostly wait, but what they wait for has limits of real time.
          maxWorkers: Math.min(2, maxWorkers),
        },
      },
      {
        ...shared,
        test: {
          ...processes,
          name: 'process-alone',
          include: ['tools/start/**/*.process.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
