import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'payport-program-'));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(home, 'node_modules'));
  cpSync(path.join(ROOT, 'dist/gateway'), path.join(home, 'gateway'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Starts the built program without any setting. @returns what it complained of when it ended */
const complaint = async (): Promise<string> => {
  const started = promisify(execFile)(process.execPath, [path.join(home, 'gateway/main.js')], { cwd: home, env: {} });
  return started.then(
    () => 'nothing',
    (error: { readonly code: number; readonly stderr: string }) => `${error.code} ${error.stderr}`,
  );
};

it.each(['read-thread.js', 'paper-thread.js'])('a gateway without its %s does not start, and says what is missing', async (name) => {
  rmSync(path.join(home, 'gateway', name));
  const said = await complaint();
  expect(said).toMatch(/^1 the gateway's program is not whole: /);
  expect(said).toContain(path.join(home, 'gateway', name));
});

it('a whole one looks at its settings', async () => {
  expect(await complaint()).toMatch(/^1 the gateway's environment is not valid:/);
});
