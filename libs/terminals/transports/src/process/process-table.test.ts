import { describe, expect, it } from 'vitest';
import { isSameProcess, processEntry, searchProcesses } from './process-table.ts';

/** Above the largest process id that Linux gives out (2^22). */
const NOBODY = 4_194_999;

describe('the process table', () => {
  it('knows this process, its group and a mark of its start that stays the same', async () => {
    const entry = await processEntry(process.pid);
    expect(entry?.pid).toBe(process.pid);
    expect(entry?.group).toBeGreaterThan(0);
    expect(entry?.startToken).toMatch(/^[0-9a-f-]*\/[0-9]+$/);
    expect((await processEntry(process.pid))?.startToken).toBe(entry?.startToken);
  });

  it('knows nothing of a process that does not exist', async () => {
    expect(await processEntry(NOBODY)).toBeNull();
    expect(await isSameProcess(NOBODY, null)).toBe(false);
  });

  it('tells another process with the same id by its start', async () => {
    const token = (await processEntry(process.pid))?.startToken ?? '';
    expect(await isSameProcess(process.pid, token)).toBe(true);
    expect(await isSameProcess(process.pid, null)).toBe(true);
    expect(await isSameProcess(process.pid, `${token}0`)).toBe(false);
  });

  it('never takes the gateway itself for a run', async () => {
    const query = { program: process.argv[1] ?? process.execPath, folder: process.cwd(), argument: null };
    const found = await searchProcesses(query);
    expect(found === 'none' || (found !== null && found.pid !== process.pid)).toBe(true);
  });

  it('finds none of a program that does not run', async () => {
    expect(await searchProcesses({ program: 'no-such-program', folder: '/no/such/folder', argument: null })).toBe('none');
  });
});
