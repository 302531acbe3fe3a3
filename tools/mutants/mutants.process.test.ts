import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const PROGRAM = path.join(import.meta.dirname, 'mutants.mjs');
/** Some 45 s on an idle machine. */
const LIMIT_MS = 5 * 60_000;

it(
  'some faults that are planted on the way of the money are each caught by the test that guards it',
  async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, '--bounded'], { timeout: LIMIT_MS });
    const [, caught, planted] = /^(\d+) of (\d+) caught$/m.exec(stdout) ?? [];
    expect(stdout).not.toContain('SURVIVED');
    expect(Number(planted)).toBeGreaterThanOrEqual(8);
    expect(caught).toBe(planted);
  },
  LIMIT_MS,
);

it('a fault that nobody guards ends the command with an error', async () => {
  const none = promisify(execFile)(process.execPath, [PROGRAM, '--only', 'a fault of no list'], { timeout: LIMIT_MS });
  await expect(none).rejects.toMatchObject({ code: 2 });
});
