import { ESLint } from 'eslint';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { lintFault } from '../test/lint-stage.mjs';
import { untypedEslint } from './untyped-eslint.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NX = { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' };
const LIMIT_MS = 180_000;

let eslint: ESLint;
beforeAll(() => {
  // The rule for the directions reads the graph that this writes; without one it passes everything.
  const graph = spawnSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'show', 'projects'], {
    cwd: ROOT,
    env: { ...process.env, ...NX },
    encoding: 'utf8',
  });
  expect(graph.status, graph.stderr).toBe(0);
  eslint = untypedEslint(ROOT);
}, LIMIT_MS);

/** The rules that a text breaks when it stands in that file. */
async function broken(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(ROOT, filePath) });
  const messages = result!.messages;
  expect(
    messages.filter(({ fatal }) => fatal),
    'the planted text is readable',
  ).toEqual([]);
  return messages.map(({ ruleId }) => ruleId ?? '').filter((rule) => !rule.endsWith('no-unused-vars'));
}

const DIRECTIONS = '@nx/enforce-module-boundaries';
const IMPORTS = '@typescript-eslint/no-restricted-imports';

describe('walls between projects', { timeout: LIMIT_MS }, () => {
  it.each([
    ['a protocol uses the database', 'libs/terminals/sberbank/src/planted.ts', '@payport/persistence'],
    ['the domain uses a library above it', 'libs/domain/src/planted.ts', '@payport/contracts'],
    ['contracts know of terminals', 'libs/contracts/src/planted.ts', '@payport/terminals-core'],
    ['the terminal port knows a protocol', 'libs/terminals/core/src/planted.ts', '@payport/terminals-sberbank'],
    ['a transport knows a protocol', 'libs/terminals/transports/src/planted.ts', '@payport/terminals-sberbank'],
    ['the database knows of terminals', 'libs/persistence/src/planted.ts', '@payport/terminals-core'],
    ['the portal uses the database', 'apps/portal/src/server/planted.ts', '@payport/persistence'],
    ['the simulator uses the database', 'apps/simulator/src/planted.ts', '@payport/persistence'],
    ['a product file uses the testing library', 'apps/gateway/src/planted.ts', '@payport/testing'],
    ['a browser test looks behind the product', 'e2e/planted.spec.ts', '@payport/persistence'],
  ])('stop it when %s', async (_what, file, library) => {
    expect(await broken(file, `import * as planted from '${library}';\nexport default planted;\n`)).toContain(DIRECTIONS);
  });

  it('let through what the directions allow', async () => {
    const text = (library: string) => `import * as planted from '${library}';\nexport default planted;\n`;
    expect(await broken('libs/terminals/sberbank/src/planted.ts', text('@payport/terminals-core'))).toEqual([]);
    expect(await broken('apps/gateway/src/planted.ts', text('@payport/persistence'))).toEqual([]);
    expect(await broken('apps/gateway/test/planted.db.test.ts', text('@payport/testing'))).toEqual([]);
  });

  it("stop a path that goes round the library's name", async () => {
    expect(await broken('libs/terminals/sberbank/src/planted.ts', `export * from '../../../persistence/src/pool.ts';\n`)).toContain(DIRECTIONS);
    expect(await broken('apps/gateway/src/planted.ts', `export * from '@payport/persistence/src/pool.ts';\n`)).toContain(IMPORTS);
  });

  it('do not pass for checked where Nx does not know the projects', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'payport-no-graph-'));
    const program = `
      import { untypedEslint } from './tools/lint/untyped-eslint.mjs';
      await untypedEslint(process.cwd()).lintText('export {};', { filePath: 'libs/domain/src/planted.ts' });`;
    const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: ROOT,
      env: { ...process.env, ...NX, NX_WORKSPACE_DATA_DIRECTORY: empty },
      encoding: 'utf8',
    });
    rmSync(empty, { recursive: true });
    expect(ended.status, ended.stderr).toBe(0);
    expect(lintFault({ code: 0, output: ended.stdout })).toMatch(/not checked/);
    expect(lintFault({ code: 0, output: '' })).toBeUndefined();
    expect(lintFault({ code: 1, output: '' })).toBeDefined();
  });
});

describe('walls that Nx cannot see', { timeout: LIMIT_MS }, () => {
  const PAYMENT_PATH = 'apps/gateway/src/modules/payments/planted.ts';
  const DOMAIN = 'libs/domain/src/planted.ts';
  const PROTOCOL = 'libs/terminals/sberbank/src/planted.ts';

  it.each([
    ['Date.now in the domain', DOMAIN, 'export const at = Date.now();', 'no-restricted-properties'],
    ['new Date() in a protocol', PROTOCOL, 'export const at = new Date();', 'no-restricted-syntax'],
    ['setTimeout in the payment path', PAYMENT_PATH, 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
    ['a timer by globalThis', PAYMENT_PATH, 'globalThis.setInterval(() => undefined, 1);', 'no-restricted-globals'],
    ['a timer by import', PAYMENT_PATH, `import { setTimeout as wait } from 'node:timers/promises';\nexport { wait };`, IMPORTS],
    ['a timer of the two-phase sale', 'apps/gateway/src/modules/two-phase/planted.ts', 'setTimeout(() => undefined, 1);', 'no-restricted-globals'],
    ['Date.now at the Sonata API', 'apps/gateway/src/modules/sonata/planted.ts', 'export const at = Date.now();', 'no-restricted-properties'],
    ['Math.random in recovery', 'apps/gateway/src/modules/recovery/planted.ts', 'export const chance = Math.random();', 'no-restricted-properties'],
    [
      'randomUUID in terminal sessions',
      'apps/gateway/src/modules/terminal-sessions/planted.ts',
      `import { randomUUID } from 'node:crypto';\nexport { randomUUID };`,
      IMPORTS,
    ],
    ['the global crypto in the domain', DOMAIN, 'export const id = crypto.randomUUID();', 'no-restricted-globals'],
    ['performance.now in a protocol', PROTOCOL, 'export const at = performance.now();', 'no-restricted-globals'],
    ['a socket in a protocol', PROTOCOL, `import net from 'node:net';\nexport { net };`, IMPORTS],
    ['a socket by a late import', PROTOCOL, `export const net = () => import('node:net');`, 'no-restricted-syntax'],
    ['a program started by the gateway', 'apps/gateway/src/planted.ts', `import { spawn } from 'child_process';\nexport { spawn };`, IMPORTS],
    [
      'a request outside the sender of webhooks',
      'apps/gateway/src/modules/webhooks/planted.ts',
      `import https from 'node:https';\nexport { https };`,
      IMPORTS,
    ],
    ['Prisma outside persistence', 'apps/gateway/src/planted.ts', `import { PrismaPg } from '@prisma/adapter-pg';\nexport { PrismaPg };`, IMPORTS],
    ['Nest in a library', 'libs/logging/src/planted.ts', `import { Module } from '@nestjs/common';\nexport { Module };`, IMPORTS],
    ['React outside the portal', 'libs/contracts/src/planted.ts', `import { useState } from 'react';\nexport { useState };`, IMPORTS],
    [
      'the environment outside a config',
      'apps/gateway/src/http/planted.ts',
      `export const port = process.env['GATEWAY_PORT'];`,
      'no-restricted-properties',
    ],
    ['the environment by destructuring', 'apps/portal/src/features/planted.ts', 'export const { env } = process;', 'no-restricted-properties'],
    ['the environment by import', 'apps/simulator/src/bank/planted.ts', `import { env } from 'node:process';\nexport { env };`, IMPORTS],
    ['a float of money', PAYMENT_PATH, 'export const rubles = (amount: string) => Number(amount);', 'payport/no-float-money'],
    [
      'a float of money in the portal',
      'apps/portal/src/format/planted.tsx',
      'export const text = (value: number) => value.toFixed(2);',
      'payport/no-float-money',
    ],
    ["another module's inside", PAYMENT_PATH, `export * from '../recovery/recovery.service.ts';`, 'payport/module-door'],
    [
      'a test that is skipped',
      'libs/domain/src/planted.test.ts',
      `import { it } from 'vitest';\nit.skip('x', () => undefined);`,
      'no-restricted-properties',
    ],
    [
      'a rule switched off in a comment',
      DOMAIN,
      '// eslint-disable-next-line no-restricted-properties\nexport const at = Date.now();',
      'no-restricted-properties',
    ],
    ['an error that nobody sees', DOMAIN, 'try { JSON.parse(""); } catch {}', 'no-empty'],
    ['any', DOMAIN, 'export const anything = (value: any) => value;', '@typescript-eslint/no-explicit-any'],
    ['!', DOMAIN, 'export const first = (list: string[]) => list[0]!;', '@typescript-eslint/no-non-null-assertion'],
    [
      'a type imported as a value',
      DOMAIN,
      `import { Clock } from './clock.ts';\nexport const of = (clock: Clock) => clock;`,
      '@typescript-eslint/consistent-type-imports',
    ],
    ['a function of 71 lines', DOMAIN, `export function long() {\n${'  void 0;\n'.repeat(69)}}`, 'max-lines-per-function'],
    ['a file of 501 lines', DOMAIN, 'export {};\n'.repeat(501), 'max-lines'],
  ])('stop %s', async (_what, file, text, rule) => {
    expect(await broken(file, `${text}\n`)).toContain(rule);
  });

  it.each([
    ['the real clock', 'libs/terminals/transports/src/planted.ts', 'export const at = Date.now();'],
    ['a moment made from a number', DOMAIN, 'export const at = (ms: number) => new Date(ms);'],
    ['a hash', PROTOCOL, `import { createHash } from 'node:crypto';\nexport { createHash };`],
    ['a socket of the simulator', 'apps/simulator/src/planted.ts', `import net from 'node:net';\nexport { net };`],
    [
      'types of the server',
      'apps/gateway/src/http/planted.ts',
      `import type { IncomingMessage } from 'node:http';\nexport type Request = IncomingMessage;`,
    ],
    ['the environment in a config', 'apps/gateway/src/config/planted.ts', `export const port = process.env['GATEWAY_PORT'];`],
    ["the portal's environment", 'apps/portal/src/server/env.ts', `export const url = process.env['GATEWAY_URL'];`],
    ['Nest in the gateway', PAYMENT_PATH, `import { Module } from '@nestjs/common';\nexport { Module };`],
    ["the module's own files and others' doors", PAYMENT_PATH, `export * from './payments.service.ts';\nexport * from '../recovery/index.ts';`],
    ['! in a test', 'libs/domain/src/planted.test.ts', 'export const first = (list: string[]) => list[0]!;'],
    ['a long table', 'libs/terminals/sberbank/src/tables/planted.ts', 'export {};\n'.repeat(501)],
  ])('let through %s', async (_what, file, text) => {
    expect(await broken(file, `${text}\n`)).toEqual([]);
  });

  it('hold for every kind of product file, with types and without', async () => {
    const typed = ['no-floating-promises', 'no-misused-promises', 'switch-exhaustiveness-check'].map((rule) => `@typescript-eslint/${rule}`);
    const full = new ESLint({ cwd: ROOT });
    for (const file of [
      'apps/gateway/src/main.ts',
      'apps/portal/src/proxy.ts',
      'apps/simulator/src/main.ts',
      'libs/domain/src/index.ts',
      'tools/start/start.mjs',
      'e2e/planted.spec.ts',
    ]) {
      const { rules } = (await full.calculateConfigForFile(path.join(ROOT, file))) as { rules: Record<string, [number]> };
      for (const rule of [...typed, DIRECTIONS, IMPORTS]) expect(rules[rule]?.[0], `${rule} in ${file}`).toBe(2);
    }
  });
});
