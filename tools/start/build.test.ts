import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildIsStale, BUILDS, ensureBuilt } from './build.mjs';
import type { Tool } from './tools.mjs';

let root = '';
const write = (name: string, content = name) => {
  mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  writeFileSync(path.join(root, name), content);
};

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'payport-build-'));
  write('prisma/schema.prisma', 'generator client {\n  output = "../libs/persistence/src/generated"\n}');
  for (const name of [
    'apps/gateway/src/main.ts',
    'apps/portal/src/page.tsx',
    'apps/simulator/src/main.ts',
    'libs/domain/src/index.ts',
    'package-lock.json',
  ])
    write(name);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Stands in for Prisma and Nx: notes what was asked and leaves what they leave. */
async function build(): Promise<string[]> {
  const asked: string[] = [];
  const runTool = async ({ name, args }: Tool) => {
    asked.push(name === 'build' ? `build ${args.at(-1)}` : name);
    if (name === 'prisma') write('libs/persistence/src/generated/client.ts');
    else for (const output of Object.values(BUILDS).flatMap(({ outputs }) => outputs)) write(output);
  };
  await ensureBuilt({ root, runTool, env: {} });
  return asked;
}

describe('builds', () => {
  it('all are made once and skipped while nothing changes', async () => {
    expect(await build()).toEqual(['prisma', 'build gateway,simulator,portal']);
    expect(await build()).toEqual([]);
    expect(buildIsStale(root)).toBe(false);
  });

  it.each([
    ['apps/portal/src/page.tsx', ['build portal']],
    ['apps/gateway/src/main.ts', ['build gateway']],
    ['libs/domain/src/index.ts', ['build gateway,simulator,portal']],
    ['prisma/schema.prisma', ['prisma', 'build gateway,simulator,portal']],
  ])('a change of %s makes anew what depends on it', async (file, expected) => {
    await build();
    write(file, 'changed');
    expect(await build()).toEqual(expected);
  });

  it('a removed, renamed or added source counts as a change', async () => {
    await build();
    write('apps/gateway/src/added.ts', '');
    expect(await build()).toEqual(['build gateway']);
    rmSync(path.join(root, 'apps/gateway/src/added.ts'));
    expect(await build()).toEqual(['build gateway']);
  });

  it.each(['apps/gateway/src/main.test.ts', 'libs/domain/README.md', 'apps/portal/.next/trace', 'libs/persistence/src/generated/more.ts'])(
    '%s is not part of any build',
    async (file) => {
      await build();
      write(file);
      expect(await build()).toEqual([]);
    },
  );

  it.each(['docs/guide/ru/cashier.md', 'docs/images/guide/en/cashier-1-amount.png'])('%s is part of the portal, which shows it', async (file) => {
    await build();
    write(file);
    expect(await build()).toEqual(['build portal']);
  });

  it('a build whose output was removed is made again', async () => {
    await build();
    rmSync(path.join(root, 'dist/gateway/migrate.js'));
    expect(await build()).toEqual(['build gateway']);
  });
});
