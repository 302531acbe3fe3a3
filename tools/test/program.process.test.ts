import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Interrupted } from '../start/interrupts.mjs';
import { identityOf } from '../start/processes.mjs';
import { runProgram } from './program.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'payport-program-'));
afterAll(() => rmSync(folder, { recursive: true }));

const node = (script: string, more: { limitMs?: number; signal?: AbortSignal; show?: (text: string) => void } = {}) =>
  runProgram({ args: ['--eval', script], cwd: folder, env: process.env, signal: new AbortController().signal, ...more });

/** Starts a grandchild that never ends by itself, and hangs. */
function hanging(name: string): { script: string; file: string; child: () => number } {
  const file = path.join(folder, name);
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' });
    require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
    setInterval(() => {}, 1e6);`;
  return { script, file, child: () => Number(readFileSync(file, 'utf8')) };
}

describe('a program of a stage', () => {
  it('is shown as it speaks, and tells its exit code and all its words', async () => {
    let shown = '';
    const ended = await node('console.log("one"); console.error("two"); process.exitCode = 3', { show: (text) => (shown += text) });
    expect(ended).toMatchObject({ code: 3, late: false });
    expect(ended.output.split('\n').filter(Boolean).sort()).toEqual(['one', 'two']);
    expect(shown).toBe(ended.output);
  });

  it('that hangs is ended with everything that it started, and called late', async () => {
    const { script, child, file } = hanging('late');
    const ended = await node(script, { limitMs: 3_000 });
    expect(ended).toMatchObject({ code: null, late: true });
    expect(existsSync(file), 'it had started its child').toBe(true);
    await vi.waitFor(() => expect(identityOf(child())).toBeUndefined(), 20_000);
  });

  it('is ended by Ctrl-C with everything that it started', async () => {
    const { script, child, file } = hanging('interrupted');
    const halt = new AbortController();
    const ended = node(script, { signal: halt.signal });
    await vi.waitFor(() => expect(existsSync(file) && child() > 0).toBe(true), 20_000);
    halt.abort(new Interrupted('SIGINT'));
    await expect(ended).rejects.toThrow(Interrupted);
    await vi.waitFor(() => expect(identityOf(child())).toBeUndefined(), 20_000);
  });

  it('that does not exist is an error', async () => {
    await expect(runProgram({ command: '/nowhere/program', args: [], cwd: folder, env: {}, signal: new AbortController().signal })).rejects.toThrow(
      /ENOENT/,
    );
  });
});
