import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { takeLock } from './lock.mjs';
import { ensureSetUp } from './setup.mjs';

const root = mkdtempSync(path.join(os.tmpdir(), 'payport-setup-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

it('two starts in one folder do not install at once: the second waits, says for whom, and then finds nothing to do', async () => {
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }));
  mkdirSync(path.join(root, 'prisma'));
  writeFileSync(path.join(root, 'prisma/schema.prisma'), '');
  const first = takeLock(path.join(root, 'dist/.payport-setup.lock'));
  const said: string[] = [];
  const done: string[] = [];
  const second = ensureSetUp({
    root,
    env: {},
    names: [],
    signal: new AbortController().signal,
    log: (line) => {
      said.push(line);
      // The first one comes to its end while the second waits.
      mkdirSync(path.join(root, 'node_modules'));
      writeFileSync(path.join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
      if ('release' in first) first.release();
    },
    runTool: ({ name }) => Promise.resolve(void done.push(name)),
  });
  await second;
  expect(said.join()).toContain(`process ${process.pid}`);
  expect(done).toEqual(['prisma']);
});
